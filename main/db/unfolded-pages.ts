import type Database from 'better-sqlite3';

/**
 * Pages of the write-ahead log that the file does not have yet; asks without copying any.
 * Source: https://sqlite.org/pragma.html#pragma_wal_checkpoint (NOOP).
 */
export function unfoldedPages(db: Database.Database): number {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as { readonly log: number; readonly checkpointed: number }[];
  return state === undefined ? 0 : state.log - state.checkpointed;
}
