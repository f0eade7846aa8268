import { setImmediate } from 'node:timers/promises';
import { mergeSlice } from '../db/compaction.ts';
import { takeIntoSearch, unsearchedCount, unsearchedMails } from '../db/search-index.ts';
import type { Deps } from './deps.ts';

/** Mails taken in at a time: a transaction of some 20 ms, after which others are answered. */
const BATCH_MAILS = 50;
/** Pages of the index rewritten at a time: a search waits for the few milliseconds that takes. */
const MERGED_PAGES = 16;

/**
 * Takes mails into the search index that an older program mirrored, in small transactions. What is not reached before the end of the
 * engine, its next run takes up. Throws store.*
 *
 * @returns how many mails were taken in
 */
export async function fillSearch({ store }: Deps, signal: AbortSignal): Promise<number> {
  let takenCount = 0;
  while (!signal.aborted && unsearchedCount(store.db) > 0) {
    takenCount += store.write((tx) => {
      const mails = unsearchedMails(tx.db, BATCH_MAILS);
      takeIntoSearch(tx.db, mails);
      return mails.length;
    });
    await setImmediate();
  }
  return takenCount;
}

/**
 * Joins the pieces in which the search index was written, in small transactions: a search asks every piece. Throws store.*
 */
export async function joinSearch({ store }: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && store.write((tx) => mergeSlice(tx.db, 'mail_fts', true, MERGED_PAGES)))
    await setImmediate();
}
