import { setImmediate } from 'node:timers/promises';
import { staleThreads } from '../db/stale-threads.ts';
import type { Deps } from './deps.ts';
import { matchThreads } from './match-threads.ts';

/** Threads decided in one transaction: short enough that a click is answered in between. */
const BATCH_THREADS = 100;

/**
 * Decides all threads again that a change of cards or identity touched, in small transactions. Those not reached before a crash
 * stand in line still.
 *
 * @returns how many mails got other links
 */
export async function matchStaleThreads({ store, clock }: Deps): Promise<number> {
  let relinkedCount = 0;
  for (;;) {
    const relinked = store.write((tx) => {
      const threadIds = staleThreads(tx.db, BATCH_THREADS);
      return threadIds.length === 0 ? null : matchThreads(tx, threadIds, clock.now());
    });
    if (relinked === null) return relinkedCount;
    relinkedCount += relinked.length;
    await setImmediate();
  }
}
