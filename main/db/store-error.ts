import { MailpinError, type ErrorCode } from '../../app/errors.ts';

/** SQLite's result codes by their beginning: extended codes such as SQLITE_IOERR_WRITE fall under SQLITE_IOERR. */
const CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'store.full'],
  // The index of the write-ahead log could not be made longer: on a disk the only cause is that it is full.
  ['SQLITE_IOERR_SHMSIZE', 'store.full'],
  ['SQLITE_BUSY', 'store.locked'],
  ['SQLITE_LOCKED', 'store.locked'],
  ['SQLITE_CORRUPT', 'store.corrupt'],
  ['SQLITE_NOTADB', 'store.corrupt'],
  ['SQLITE_READONLY', 'store.unwritable'],
  ['SQLITE_CANTOPEN', 'store.unwritable'],
  ['SQLITE_IOERR', 'store.unwritable'],
  ['SQLITE_PERM', 'store.unwritable'],
];

/**
 * What SQLite threw, as one of our codes; anything unknown is our own mistake and stays `internal`.
 * @param path of the database, for the words of the error
 */
export function storeError(error: unknown, path: string): MailpinError {
  if (error instanceof MailpinError) return error;
  const sqliteCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = CODES.find(([prefix]) => sqliteCode.startsWith(prefix));
  return new MailpinError(known?.[1] ?? 'internal', { sqliteCode, path, holds: 'mirror' }, { cause: error });
}
