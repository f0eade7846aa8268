import type { Sql } from '../db/sql.ts';

/** Pieces of one statement put together in their order; the text stays free of values. */
export function joinSql(parts: readonly Sql[], separator = ' '): Sql {
  return { text: parts.map((part) => part.text).join(separator), values: parts.flatMap((part) => part.values) };
}

/** Conditions that must all hold; `TRUE` when there are none. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? { text: 'TRUE', values: [] } : joinSql(conditions, ' AND ');
}

/** Ids as one bound value, for `IN (SELECT value FROM json_each(...))`: a list of any length is one statement text. */
export function idList(ids: Iterable<number | string>): string {
  return JSON.stringify([...ids]);
}
