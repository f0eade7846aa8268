import { one, sql, type ReadDb } from './sql.ts';

/** Counts the commits of this program; those of others, SQLite counts. */
const commits = new WeakMap<ReadDb, number>();

/** Names a state of the store: it is the same as long as nothing was committed, here or by another program. */
export interface StoreGeneration {
  readonly others: number;
  readonly own: number;
}

/** This program committed something. */
export function storeChanged(db: ReadDb): void {
  commits.set(db, (commits.get(db) ?? 0) + 1);
}

/**
 * As it is now; within a transaction for writing, as it was when that began.
 * Source: https://sqlite.org/pragma.html#pragma_data_version
 */
export function storeGeneration(db: ReadDb): StoreGeneration {
  const { data_version: others } = one<{ data_version: number }>(db, sql`PRAGMA data_version`);
  return { others, own: commits.get(db) ?? 0 };
}
