import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { unfoldedPages } from './unfolded-pages.ts';

/**
 * The write-ahead log is folded back into the file after this many pages (4 KiB each). Neighbouring slices of a mailbox change the same
 * pages of the indexes: folded back seldom, each is written once for many.
 */
const FOLDED_PAGES = 4_000;
/** Where no thread folds it, or it does not come after, a commit does when the log has so many pages, as SQLite does by itself. */
export const OWN_CHECKPOINT_PAGES = 16_000;
/** A thread that was not needed for so long ends. */
const LINGER_MS = 30_000;

/** Folds the log back in a thread of its own: thousands of pages are copied and flushed to the disk while everybody is answered. */
export interface LogFolding {
  /** Call it after every commit. */
  committed(): void;
  end(): void;
}

export function logFolding(db: Database.Database): LogFolding {
  let worker: Worker | null = null;
  let isFolding = false;
  let isBroken = false;
  /** The next commit folds what little is left, and then the log begins anew. */
  let isNearlyEmpty = false;
  let ending: NodeJS.Timeout | undefined;

  function end(): void {
    clearTimeout(ending);
    void worker?.terminate();
    worker = null;
  }

  function start(): Worker {
    const started = new Worker(entry(), {
      name: 'log folding',
      workerData: { path: db.name },
      // It makes no objects worth mentioning, and would otherwise take the room for them that the readers of mail are given.
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 },
    });
    started.unref();
    started.on('message', () => {
      isFolding = false;
      if (!db.open) return;
      // A commit that folds by itself is not failed by trouble with that, as an order to fold would be.
      db.pragma('wal_autocheckpoint = 1');
      isNearlyEmpty = true;
      ending = setTimeout(end, LINGER_MS).unref();
    });
    // The disk is full, or the file is gone: commits meet that too and tell. They fold the log by themselves from now on.
    started.on('error', () => {
      isBroken = true;
    });
    return started;
  }

  return {
    committed() {
      if (isNearlyEmpty) db.pragma(`wal_autocheckpoint = ${String(OWN_CHECKPOINT_PAGES)}`);
      isNearlyEmpty = false;
      if (isFolding || isBroken || unfoldedPages(db) < FOLDED_PAGES) return;
      isFolding = true;
      clearTimeout(ending);
      worker ??= start();
      worker.postMessage('fold');
    },
    end,
  };
}

/** The thread's own bundle beside the engine's; from the sources, the source. */
function entry(): string {
  const file = import.meta.url.endsWith('.ts') ? './log-folding-worker.ts' : '../main/log-folding.cjs';
  return fileURLToPath(new URL(file, import.meta.url));
}
