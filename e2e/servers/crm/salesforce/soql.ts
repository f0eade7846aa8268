/** As much of SOQL as is asked here, and nothing that the real one would not take. Source: SOQL and SOSL Reference. */
import { malformedQuery, Refused } from './refused.ts';
import { SCHEMA } from './schema.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly Id: string };
export type RowsOf = (type: string) => readonly Row[];

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly unknown[];
  readonly among: Query | null;
}
export interface Query {
  /** Empty for `COUNT()`. */
  readonly fields: readonly string[];
  readonly children: readonly Query[];
  readonly type: string;
  readonly where: readonly Condition[];
  readonly order: readonly (readonly [field: string, isDescending: boolean])[];
}

/** Child relationships, by the name that a query gives them. */
const CHILDREN: Readonly<Record<string, readonly [type: string, parentField: string]>> = {
  OpportunityContactRoles: ['OpportunityContactRole', 'OpportunityId'],
};
const TOKEN = /'(?:\\.|[^'\\])*'|[(),]|>=|<=|!=|[=<>]|[\w.:+-]+/g;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

export function parseSoql(text: string): Query {
  if (text.replace(TOKEN, '').trim() !== '') throw malformedQuery(`unexpected token: ${text}`);
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const peek = (): string => tokens[at]?.toUpperCase() ?? '';
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw malformedQuery('unexpected end of query');
    at += 1;
    return token;
  };
  const expect = (word: string): void => {
    const found = take();
    if (found.toUpperCase() !== word) throw malformedQuery(`unexpected token: '${found}', expected ${word}`);
  };

  function query(): Query {
    expect('SELECT');
    const fields: string[] = [];
    const children: Query[] = [];
    do {
      if (peek() === ',') take();
      if (peek() === '(') {
        take();
        children.push(query());
        expect(')');
      } else if (peek() === 'COUNT') {
        take();
        expect('(');
        expect(')');
      } else fields.push(take());
    } while (peek() === ',');
    expect('FROM');
    const type = take();
    const where: Condition[] = [];
    if (peek() === 'WHERE') {
      do {
        take();
        where.push(condition());
      } while (peek() === 'AND');
    }
    const order: (readonly [string, boolean])[] = [];
    if (peek() === 'ORDER') {
      take();
      expect('BY');
      do {
        if (peek() === ',') take();
        const field = take();
        const isDescending = peek() === 'DESC';
        if (isDescending || peek() === 'ASC') take();
        order.push([field, isDescending]);
      } while (peek() === ',');
    }
    return { fields, children, type, where, order };
  }

  function condition(): Condition {
    const field = take();
    const operator = take().toUpperCase();
    if (operator !== 'IN') return { field, operator, values: [value(take())], among: null };
    expect('(');
    if (peek() === 'SELECT') {
      const among = query();
      expect(')');
      return { field, operator, values: [], among };
    }
    const values = [value(take())];
    while (peek() === ',') {
      take();
      values.push(value(take()));
    }
    expect(')');
    return { field, operator, values, among: null };
  }

  const parsed = query();
  if (at < tokens.length) throw malformedQuery(`unexpected token: '${tokens[at] ?? ''}'`);
  return parsed;
}

function value(token: string): unknown {
  if (token.startsWith("'"))
    return token.slice(1, -1).replace(/\\(.)/g, (_all, one: string) => (one === 'n' ? '\n' : one));
  if (/^(?:true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^null$/i.test(token)) return null;
  if (DATE_TIME.test(token)) return Date.parse(token);
  if (/^-?\d+(?:\.\d+)?$/.test(token)) return Number(token);
  throw malformedQuery(`unexpected token: '${token}'`);
}

/** Rows that a query finds, in its order. Throws Refused for what the object has not. */
export function findRows(query: Query, rowsOf: RowsOf): readonly Row[] {
  const { type, where, order, fields } = query;
  const shape = SCHEMA[type];
  if (shape === undefined) throw new Refused(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`);
  for (const field of [...fields, ...where.map((one) => one.field), ...order.map(([one]) => one)]) {
    if (!shape.fields.includes(field)) {
      throw new Refused(400, 'INVALID_FIELD', `No such column '${field}' on entity '${type}'.`);
    }
  }
  const wanted = where.map((one) => ({
    ...one,
    values: one.among === null ? one.values : chosen(one.among, rowsOf),
  }));
  return rowsOf(type)
    .filter((row) => wanted.every(({ field, operator, values }) => holds(field, row[field] ?? null, operator, values)))
    .toSorted((left, right) => {
      for (const [field, isDescending] of order) {
        const [a, b] = [orderText(left[field]), orderText(right[field])];
        if (a !== b) return a < b === isDescending ? 1 : -1;
      }
      return 0;
    });
}

/** Fields to sort by are texts and small numbers. */
function orderText(found: unknown): string {
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** What a semi-join selects: one field. */
function chosen(query: Query, rowsOf: RowsOf): readonly unknown[] {
  const [field = 'Id'] = query.fields;
  return findRows(query, rowsOf).map((row) => row[field]);
}

function holds(field: string, found: unknown, operator: string, values: readonly unknown[]): boolean {
  const [wanted] = values;
  if (operator === '=' || operator === 'IN') return values.some((one) => same(field, found, one));
  if (operator === '!=') return !same(field, found, wanted);
  if (operator === '>=' && typeof wanted === 'number') return Number(timeOf(found)) >= wanted;
  throw malformedQuery(`unexpected operator: ${operator}`);
}

/** Texts are compared without case, ids with it, as Salesforce does. */
function same(field: string, left: unknown, right: unknown): boolean {
  if (field.endsWith('Id')) return left === right;
  return typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : left === right;
}

function timeOf(found: unknown): unknown {
  return typeof found === 'string' ? Date.parse(found) : found;
}

/** A row with what was asked of it; children come as answers of their own. */
export function shownRow({ fields, children, type }: Query, row: Row, rowsOf: RowsOf): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    attributes: { type, url: `/services/data/v62.0/sobjects/${type}/${row.Id}` },
  };
  for (const field of fields) {
    const [name = '', ...below] = field.split('.');
    shown[name] = below.length === 0 ? (row[field] ?? null) : nested(row[field], below.join('.'));
  }
  for (const child of children) {
    const [childType, parentField] = CHILDREN[child.type] ?? [];
    if (childType === undefined || parentField === undefined) {
      throw new Refused(
        400,
        'INVALID_TYPE',
        `Didn't understand relationship '${child.type}' in FROM part of query call.`,
      );
    }
    const query = { ...child, type: childType };
    const rows = findRows(query, rowsOf).filter((one) => one[parentField] === row.Id);
    const records = rows.map((one) => shownRow(query, one, rowsOf));
    shown[child.type] = records.length === 0 ? null : { totalSize: records.length, done: true, records };
  }
  return shown;
}

function nested(found: unknown, field: string): unknown {
  return found === undefined || found === null ? null : { [field]: found };
}
