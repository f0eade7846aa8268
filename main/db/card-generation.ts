import { one, sql, type ReadDb } from './sql.ts';

/** Counts what this program did to cards and stages; what others do, SQLite counts. */
const changes = new WeakMap<ReadDb, number>();

/** Something of cards or stages is written, or a transaction that may have written it is taken back. */
export function cardsChanged(db: ReadDb): void {
  changes.set(db, (changes.get(db) ?? 0) + 1);
}

/**
 * Stays the same as long as the cards and stages of the store stay as they are; with another program's commit it becomes another.
 * Source: https://sqlite.org/pragma.html#pragma_data_version
 */
export function cardGeneration(db: ReadDb): string {
  const { data_version: version } = one<{ data_version: number }>(db, sql`PRAGMA data_version`);
  return `${String(version)} ${String(changes.get(db) ?? 0)}`;
}
