/** What a Twenty workspace holds: records with UUIDs, times with milliseconds, and a trash. */
import { randomUUID } from 'node:crypto';

export type TwentyObject = 'companies' | 'people' | 'opportunities' | 'notes' | 'noteTargets' | 'workspaceMembers';

export interface StoredRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly [field: string]: unknown;
}

export interface TwentyStore {
  put(object: TwentyObject, record: Readonly<Record<string, unknown>>): StoredRecord;
  /** Into the trash. */
  trash(object: TwentyObject, id: string): void;
  destroy(object: TwentyObject, id: string): void;
  /** In the trash too. */
  get(object: TwentyObject, id: string): StoredRecord | undefined;
  /** By id, in the trash too. */
  all(object: TwentyObject): readonly StoredRecord[];
}

export function twentyStore(): TwentyStore {
  const records = new Map<string, StoredRecord>();
  let last = 0;
  /** No two changes have one time. */
  const stamp = (): string => new Date((last = Math.max(Date.now(), last + 1))).toISOString();
  const keyOf = (object: TwentyObject, id: string): string => `${object} ${id}`;
  return {
    put(object, record) {
      const id = typeof record['id'] === 'string' ? record['id'] : randomUUID();
      const known = records.get(keyOf(object, id));
      const now = stamp();
      const stored = { ...known, ...record, id, createdAt: known?.createdAt ?? now, updatedAt: now, deletedAt: null };
      records.set(keyOf(object, id), stored);
      return stored;
    },
    trash(object, id) {
      const known = records.get(keyOf(object, id));
      // The time of the last change stays as it is.
      if (known !== undefined) records.set(keyOf(object, id), { ...known, deletedAt: stamp() });
    },
    destroy: (object, id) => void records.delete(keyOf(object, id)),
    get: (object, id) => records.get(keyOf(object, id)),
    all: (object) =>
      [...records]
        .filter(([key]) => key.startsWith(`${object} `))
        .map(([, record]) => record)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
