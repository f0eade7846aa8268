import { setImmediate } from 'node:timers/promises';
import { forgetCards } from '../db/card-lookup.ts';
import { hasStaleThreads, staleThreads } from '../db/stale-threads.ts';
import type { Deps } from './deps.ts';
import { matchThreads } from './match-threads.ts';

/** Threads decided in one transaction: as many as take half the longest time that a click may wait. */
const BATCH_MS = 40;
/**
 * While the engine opens nobody is answered, and another program waits for a write five times as long. Neighbouring threads change the
 * same pages of the indexes: in a long transaction each is written once for many.
 */
export const OPENING_BATCH_MS = 1_000;
const FIRST_BATCH_THREADS = 100;
/** What a transaction changed is told after it, and is in memory until then. */
const LARGEST_BATCH_THREADS = 5_000;
/** A run over more threads than these asked about so many cards that what was asked is not kept. */
const LONG_RUN_THREADS = 2_000;

/**
 * Decides all threads again that a change of cards or identity touched, in small transactions. Those not reached before a crash
 * stand in line still.
 *
 * @param batchMs how long one transaction takes at most, about
 * @returns how many mails got other links
 */
export async function matchStaleThreads({ store, clock }: Deps, batchMs = BATCH_MS): Promise<number> {
  // Asked after every slice of a mailbox, and mostly for nothing: no transaction for that.
  if (!hasStaleThreads(store.db)) return 0;
  let relinkedCount = 0;
  let threadCount = 0;
  for (let size = FIRST_BATCH_THREADS; ;) {
    const startedAt = performance.now();
    const batch = store.write((tx) => {
      const threadIds = staleThreads(tx.db, size);
      return threadIds.length === 0
        ? null
        : { threads: threadIds.length, relinked: matchThreads(tx, threadIds, clock.now()).length };
    });
    if (batch === null) break;
    relinkedCount += batch.relinked;
    threadCount += batch.threads;
    size = nextSize(batch.threads, (performance.now() - startedAt) / batchMs);
    await setImmediate();
  }
  if (threadCount > LONG_RUN_THREADS) forgetCards(store.db);
  return relinkedCount;
}

/**
 * As many threads as the last batch would have done in the time; not at once many more, the next ones may be long.
 *
 * @param share of the time that the last batch took
 */
function nextSize(threads: number, share: number): number {
  const size = Math.min(threads / share, threads * 2, LARGEST_BATCH_THREADS);
  return Math.max(Math.round(size), FIRST_BATCH_THREADS);
}
