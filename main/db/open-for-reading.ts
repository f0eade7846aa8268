import Database from 'better-sqlite3';
import type { ReadDb } from './sql.ts';

const CACHE_KIB = 16 * 1024;

/** One more connection to a database that is open, for a thread that only reads. Throws what SQLite throws. */
export function openForReading(path: string): ReadDb {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.pragma(`cache_size = -${String(CACHE_KIB)}`);
  return db as ReadDb;
}
