import type { FakeAnswer } from '../fake-http.ts';
import { Refused } from './refused.ts';
import { API } from './schema.ts';
import { findRows, parseSoql, shownRow } from './soql.ts';
import { idOf, type Tables } from './tables.ts';
import type { Right } from './writes.ts';

/** What a query is held against. */
export interface QueryRules {
  readonly may: (type: string, right: Right) => boolean;
  readonly isMultiCurrency: boolean;
  readonly pageSize: number;
}
export interface Queries {
  /** @param isAll those in the recycle bin too */
  first(soql: string, isAll: boolean): FakeAnswer;
  /** The page that an earlier one named. */
  later(rest: string): FakeAnswer;
}

/** Answers to SOQL, page by page. */
export function salesforceQueries(tables: Tables, rules: () => QueryRules): Queries {
  const cursors = new Map<string, { readonly records: readonly unknown[] }>();

  function firstPage(soql: string, isAll: boolean): FakeAnswer {
    const query = parseSoql(soql);
    if (!rules().may(query.type, 'queryable'))
      throw new Refused(400, 'INVALID_TYPE', `sObject type '${query.type}' is not supported.`);
    if (query.fields.includes('CurrencyIsoCode') && !rules().isMultiCurrency) {
      throw new Refused(400, 'INVALID_FIELD', `No such column 'CurrencyIsoCode' on entity '${query.type}'.`);
    }
    const rowsOf = (type: string) => tables.all(type).filter((row) => isAll || row['IsDeleted'] !== true);
    const found = findRows(query, rowsOf);
    if (query.fields.length === 0 && query.children.length === 0) {
      return { status: 200, body: { totalSize: found.length, done: true, records: [] } };
    }
    const locator = idOf('01g', cursors.size + 1);
    cursors.set(locator, { records: found.map((row) => shownRow(query, row, rowsOf)) });
    return page(isAll ? 'queryAll' : 'query', locator, 0);
  }

  function laterPage(rest: string): FakeAnswer {
    const [, kind = '', locator = '', at = ''] = /^\/(query|queryAll)\/([^-]+)-(\d+)$/.exec(rest) ?? [];
    if (!cursors.has(locator)) throw new Refused(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return page(kind, locator, Number(at));
  }

  function page(kind: string, locator: string, at: number): FakeAnswer {
    const size = rules().pageSize;
    const all = cursors.get(locator)?.records ?? [];
    const isDone = at + size >= all.length;
    const next = { nextRecordsUrl: `${API}/${kind}/${locator}-${String(at + size)}` };
    const records = all.slice(at, at + size);
    return { status: 200, body: { totalSize: all.length, done: isDone, ...(!isDone && next), records } };
  }

  return { first: firstPage, later: laterPage };
}
