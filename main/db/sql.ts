/** SQL with values kept apart from text: the text is the key of the statement cache, the values are bound. */
import type Database from 'better-sqlite3';
import { MailpinError } from '../../app/errors.ts';
import { storeError } from './store-error.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

declare const readable: unique symbol;
declare const writable: unique symbol;
/** A handle for reading. Also given to code that must not write. */
export type ReadDb = Database.Database & { readonly [readable]: true };
/** A handle for writing, only to be had inside a transaction: see `UnitOfWork`. */
export type WriteDb = ReadDb & { readonly [writable]: true };

/** Each place in the code that builds a statement has its own array of strings, always the same: its text is joined once. */
const texts = new WeakMap<TemplateStringsArray, string>();

/** Builds a statement; every `${value}` becomes a bound parameter. */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.join('?');
    texts.set(strings, text);
  }
  return { text, values };
}

const MAX_CACHED_STATEMENTS = 500;
const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

function prepare(db: ReadDb, text: string): Database.Statement {
  let cached = statements.get(db);
  if (cached === undefined) {
    cached = new Map<string, Database.Statement>();
    statements.set(db, cached);
  }
  let statement = cached.get(text);
  if (statement === undefined) {
    if (cached.size >= MAX_CACHED_STATEMENTS) cached.clear();
    statement = db.prepare(text);
    cached.set(text, statement);
  }
  return statement;
}

/** All rows. Throws store.* */
export function all<Row>(db: ReadDb, query: Sql): Row[] {
  try {
    return prepare(db, query.text).all(...query.values) as Row[];
  } catch (error) {
    throw storeError(error, db.name);
  }
}

/** The first row, or undefined. Throws store.* */
export function get<Row>(db: ReadDb, query: Sql): Row | undefined {
  try {
    return prepare(db, query.text).get(...query.values) as Row | undefined;
  } catch (error) {
    throw storeError(error, db.name);
  }
}

/** The only row of a question that always has one answer, such as a count. */
export function one<Row>(db: ReadDb, query: Sql): Row {
  const row = get<Row>(db, query);
  if (row === undefined) throw new MailpinError('internal', { reason: 'row expected' });
  return row;
}

/** Carries out a change; tells how many rows it touched and the last row id. Throws store.* */
export function run(db: WriteDb, query: Sql): { readonly changes: number; readonly lastId: number } {
  try {
    const { changes, lastInsertRowid } = prepare(db, query.text).run(...query.values);
    return { changes, lastId: Number(lastInsertRowid) };
  } catch (error) {
    throw storeError(error, db.name);
  }
}
