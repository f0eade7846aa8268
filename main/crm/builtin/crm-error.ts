import { MailpinError, type ErrorCode } from '../../../app/errors.ts';

/** SQLite's result codes by their beginning. What is not here is a passing trouble of the database: `crm.unavailable`. */
const STORE_CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'store.full'],
  ['SQLITE_CORRUPT', 'store.corrupt'],
  ['SQLITE_NOTADB', 'store.corrupt'],
  ['SQLITE_READONLY', 'store.unwritable'],
  ['SQLITE_CANTOPEN', 'store.unwritable'],
  ['SQLITE_PERM', 'store.unwritable'],
];

/** What the database of the built-in CRM threw, as one of our codes. */
export function toCrmError(error: unknown, path: string): MailpinError {
  const place = { path, holds: 'crm' };
  if (error instanceof MailpinError)
    return new MailpinError(error.code, { ...place, ...error.details }, { cause: error });
  if (error instanceof Error && error.cause !== undefined) return toCrmError(error.cause, path);
  const sqliteCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = STORE_CODES.find(([prefix]) => sqliteCode.startsWith(prefix));
  if (known !== undefined) return new MailpinError(known[1], place, { cause: error });
  return new MailpinError(sqliteCode.startsWith('SQLITE_') ? 'crm.unavailable' : 'internal', place, { cause: error });
}
