import { notFound, Refused } from './refused.ts';
import { SCHEMA } from './schema.ts';
import type { Row } from './soql.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface Tables {
  /** Those in the recycle bin too. */
  all(type: string): readonly Row[];
  find(type: string, id: string): Row | undefined;
  /** Creates or changes; it counts as changed now. */
  put(type: string, values: Readonly<Record<string, unknown>>, userId: string): Row;
  /** Into the recycle bin. */
  remove(type: string, id: string): void;
  /** Out of the recycle bin, for ever. */
  purge(type: string, id: string): void;
  /** Does all of it or nothing. */
  transaction<Value>(work: () => Value): Value;
  /** From now on time stands still. */
  freeze(): void;
}

export function salesforceTables(): Tables {
  let tables = new Map<string, ReadonlyMap<string, Row>>();
  let seconds = Date.UTC(2026, 0, 5, 8) / 1_000;
  let step = 1;
  let last = 0;
  const table = (type: string): ReadonlyMap<string, Row> => tables.get(type) ?? new Map<string, Row>();
  const set = (type: string, row: Row): void => {
    tables.set(type, new Map(table(type)).set(row.Id, row));
  };
  const stamp = (): string => {
    seconds += step;
    return new Date(seconds * 1_000).toISOString().replace('Z', '+0000');
  };

  return {
    all: (type) => [...table(type).values()],
    find: (type, id) => table(type).get(id),
    put(type, values, userId) {
      const shape = SCHEMA[type];
      if (shape === undefined) throw notFound();
      last += 1;
      const id = typeof values['Id'] === 'string' ? values['Id'] : idOf(shape.prefix, last);
      const at = stamp();
      const before = table(type).get(id) ?? { IsDeleted: false, CreatedDate: at, CreatedById: userId };
      const row = { ...before, ...values, Id: id, SystemModstamp: at };
      set(type, row);
      return row;
    },
    remove(type, id) {
      const row = table(type).get(id);
      if (row === undefined) throw notFound();
      if (row['IsDeleted'] === true) throw new Refused(404, 'ENTITY_IS_DELETED', 'entity is deleted');
      set(type, { ...row, IsDeleted: true, SystemModstamp: stamp() });
    },
    purge(type, id) {
      const left = new Map(table(type));
      left.delete(id);
      tables.set(type, left);
    },
    transaction(work) {
      const before = new Map(tables);
      try {
        return work();
      } catch (error) {
        tables = before;
        throw error;
      }
    },
    freeze() {
      step = 0;
    },
  };
}

/** Eighteen characters, of which the last three only check the case of the others; here they are always the same. */
export function idOf(prefix: string, count: number): string {
  let rest = '';
  for (let left = count; rest.length < 6; left = Math.floor(left / 62)) rest = (BASE62[left % 62] ?? '0') + rest;
  return `${prefix}5g0000${rest}AAA`;
}
