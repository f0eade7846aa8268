/** Lists as EspoCRM makes them. Source: its documentation, development/api-search-params.md, and its select framework. */
import type { FakeAnswer } from '../fake-http.ts';
import { refused } from './refused.ts';
import { ATTRIBUTES, BASE_ATTRIBUTES, type EntityType, type EspoRecord } from './records.ts';

interface Condition {
  readonly type: string;
  readonly attribute: string;
  readonly value: string;
  readonly values: readonly string[];
}

const MAX_SIZE = 200;

/** A page of the records that the user may see. */
export function listAnswer(type: EntityType, records: readonly EspoRecord[], query: URLSearchParams): FakeAnswer {
  const maxSize = Number(query.get('maxSize') ?? 20);
  if (maxSize > MAX_SIZE)
    return refused(403, `Max size should should not exceed ${String(MAX_SIZE)}. Use offset and limit.`);
  const known = [...BASE_ATTRIBUTES, ...ATTRIBUTES[type]] as readonly string[];
  const conditions = conditionsOf(query);
  const strange = conditions.find(({ attribute }) => !known.includes(attribute));
  if (strange !== undefined) return refused(400, `Not existing attribute '${strange.attribute}' in where.`);
  const orderBy = query.get('orderBy') ?? (type === 'Email' ? 'dateSent' : 'createdAt');
  if (!known.includes(orderBy)) return refused(500, `Order by non-existing field '${orderBy}'.`);
  const matching = records.filter((record) => conditions.every((condition) => holds(condition, record)));
  const sign = (query.get('order') ?? 'asc') === 'desc' ? -1 : 1;
  const key = (record: EspoRecord) => `${text(record[orderBy])}\0${record.id}`;
  const sorted = matching.toSorted((a, b) => (key(a) < key(b) ? -sign : sign));
  const offset = Number(query.get('offset') ?? 0);
  const page = sorted.slice(offset, offset + maxSize);
  const hasMore = offset + page.length < sorted.length;
  const select = query.get('select');
  return {
    status: 200,
    body: {
      // Mail is not counted: -1 says that more follow, -2 that this is the end.
      total: type === 'Email' ? (hasMore ? -1 : -2) : sorted.length,
      list: page.map((record) => shown(record, select === null ? null : select.split(','))),
    },
  };
}

/** A list has the primary address alone, and people of a deal only when they are asked for. */
function shown(record: EspoRecord, select: readonly string[] | null): Record<string, unknown> {
  const hidden = ['emailAddressData', ...(select === null ? ['contactsIds', 'contactsNames'] : [])];
  const fields = Object.entries(record).filter(
    ([name]) => !hidden.includes(name) && (select === null || name === 'id' || select.includes(name)),
  );
  return Object.fromEntries(fields);
}

/** `where[0][type]`, `where[0][attribute]`, `where[0][value]` or `where[0][value][0]`. */
function conditionsOf(query: URLSearchParams): readonly Condition[] {
  const conditions: Condition[] = [];
  for (let at = 0; query.has(`where[${String(at)}][type]`); at += 1) {
    const part = (name: string): string => query.get(`where[${String(at)}]${name}`) ?? '';
    const values: string[] = [];
    for (let index = 0; query.has(`where[${String(at)}][value][${String(index)}]`); index += 1) {
      values.push(part(`[value][${String(index)}]`));
    }
    conditions.push({ type: part('[type]'), attribute: part('[attribute]'), value: part('[value]'), values });
  }
  return conditions;
}

/** Comparison with nothing is never true, as in SQL. */
function holds({ type, attribute, value, values }: Condition, record: EspoRecord): boolean {
  const held = record[attribute];
  if (held === null || held === undefined) return false;
  const found = text(held);
  if (type === 'equals') return found === value;
  if (type === 'in') return values.includes(found);
  if (type === 'greaterThan' || type === 'after') return found > value;
  if (type === 'greaterThanOrEquals') return found >= value;
  throw new Error(`the stand-in does not know the condition ${type}`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
