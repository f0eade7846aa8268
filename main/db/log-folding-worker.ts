/** Entry of the thread that folds the write-ahead log of a database back into its file. It has a connection only while it does so. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { unfoldedPages } from './unfolded-pages.ts';

/** What the engine wrote meanwhile is folded too, until so little is left that the engine's own commit may do the rest. */
const FEW_PAGES = 200;
const MOST_ROUNDS = 5;

const { path } = workerData as { readonly path: string };

parentPort?.on('message', () => {
  const db = new Database(path, { fileMustExist: true });
  try {
    for (let round = 0; round < MOST_ROUNDS && unfoldedPages(db) > FEW_PAGES; round += 1) {
      db.pragma('wal_checkpoint(PASSIVE)');
    }
  } finally {
    db.close();
  }
  parentPort?.postMessage('folded');
});
