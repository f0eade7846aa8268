/** Giving space back, and leaving nothing readable behind, in slices short enough that a click is answered in between. */
import { all, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';
import { storeError } from './store-error.ts';

/** Pages given back, or rewritten by a merge of the search index, in one slice (4 KiB each). */
export const SLICE_PAGES = 256;

export function freePages(db: ReadDb): number {
  return one<{ freelist_count: number }>(db, sql`PRAGMA freelist_count`).freelist_count;
}

/**
 * What is deleted from now on is overwritten with zeros, also in pages that become free. Costs writing, so it is on only while data is
 * deleted for good; else what a row leaves behind within its page is overwritten, which costs nothing.
 */
export function overwriteDeleted(db: ReadDb, isOn: boolean): void {
  pragma(db, `secure_delete = ${isOn ? 'ON' : 'FAST'}`);
}

/** Gives a slice of free pages back to the file system. @returns whether any are left */
export function giveBackSlice(db: ReadDb): boolean {
  const before = freePages(db);
  if (before === 0) return false;
  pragma(db, `incremental_vacuum(${String(SLICE_PAGES)})`);
  const after = freePages(db);
  return after > 0 && after < before;
}

/** Names of the full-text indexes. */
export function searchIndexes(db: ReadDb): readonly string[] {
  return all<{ name: string }>(
    db,
    sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5 (%' ORDER BY name`,
  ).map((row) => row.name);
}

/** How many pages a search index takes. */
export function indexPages(db: ReadDb, index: string): number {
  return one<{ pages: number }>(
    db,
    sql`SELECT coalesce(sum(pageno), 0) AS pages FROM dbstat WHERE name = ${`${index}_data`} AND aggregate = TRUE`,
  ).pages;
}

/**
 * Merges a slice of a search index. The words of deleted mail stay in it until the segments that hold them are merged
 * (https://sqlite.org/fts5.html#the_merge_command: a negative number merges all into one, as `optimize` does, by and by).
 *
 * @param isBegun whether this goes on with a merge that an earlier slice began
 * @param slicePages how much is rewritten at once
 * @returns whether there is more to merge
 */
export function mergeSlice(db: WriteDb, index: string, isBegun: boolean, slicePages = SLICE_PAGES): boolean {
  const pages = isBegun ? slicePages : -slicePages;
  const before = totalChanges(db);
  run(db, { text: `INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`, values: [pages] });
  return totalChanges(db) - before >= 2;
}

function totalChanges(db: ReadDb): number {
  return one<{ changes: number }>(db, sql`SELECT total_changes() AS changes`).changes;
}

/** Folds the write-ahead log back into the file and empties it, as far as nobody reads an older state. */
export function emptyLog(db: ReadDb): void {
  pragma(db, 'wal_checkpoint(TRUNCATE)');
}

function pragma(db: ReadDb, text: string): void {
  try {
    db.pragma(text);
  } catch (error) {
    throw storeError(error, db.name);
  }
}
