import { setImmediate } from 'node:timers/promises';
import { forgetCards } from '../db/card-lookup.ts';
import { hasStaleThreads, staleThreads } from '../db/stale-threads.ts';
import type { Deps } from './deps.ts';
import { matchThreads } from './match-threads.ts';

/** Threads decided in one transaction: as many as take half the longest time that a click may wait. */
const FIRST_BATCH_THREADS = 100;
const LARGEST_BATCH_THREADS = 1_000;
const BATCH_MS = 40;
/** A run over more threads than these asked about so many cards that what was asked is not kept. */
const LONG_RUN_THREADS = 2_000;

/**
 * Decides all threads again that a change of cards or identity touched, in small transactions. Those not reached before a crash
 * stand in line still.
 *
 * @returns how many mails got other links
 */
export async function matchStaleThreads({ store, clock }: Deps): Promise<number> {
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
    size = nextSize(batch.threads, performance.now() - startedAt);
    await setImmediate();
  }
  if (threadCount > LONG_RUN_THREADS) forgetCards(store.db);
  return relinkedCount;
}

/** As many threads as the last batch would have done in the time; not at once many more, the next ones may be long. */
function nextSize(threads: number, tookMs: number): number {
  const size = Math.min((threads * BATCH_MS) / tookMs, threads * 2, LARGEST_BATCH_THREADS);
  return Math.max(Math.round(size), FIRST_BATCH_THREADS);
}
