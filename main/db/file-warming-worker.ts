/**
 * Entry of the thread that reads a database through. By SQLite itself: who opens the file beside it and closes it again takes from the
 * process the locks it holds (https://sqlite.org/howtocorrupt.html, section 2.2).
 */
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { path } = workerData as { readonly path: string };
/** Nothing is wanted twice here; the pages stay with the system. */
const CACHE_KIB = 256;

const db = new Database(path, { readonly: true, fileMustExist: true });
try {
  db.pragma(`cache_size = -${String(CACHE_KIB)}`);
  const tree = db.prepare<[string]>('SELECT sum(pgsize) FROM dbstat WHERE name = ? AND aggregate = TRUE');
  const trees = db.prepare<[], { name: string }>('SELECT name FROM sqlite_schema WHERE rootpage > 0').all();
  // To say how many bytes its pages hold, dbstat reads them all (https://sqlite.org/dbstat.html). A table or index at a time, so that
  // the thread can be ended between them and holds no old state of the file for long.
  for (const { name } of trees) tree.get(name);
} finally {
  db.close();
}
