import { setImmediate } from 'node:timers/promises';
import { toMailpinError } from '../../app/errors.ts';
import { forgetCards } from '../db/card-lookup.ts';
import { hasStaleThreads, staleThreads } from '../db/stale-threads.ts';
import type { Deps } from './deps.ts';
import { decidingThread } from './decide-beside.ts';
import { matchLongLine } from './match-long-line.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { matchThreads } from './match-threads.ts';
import { nextBatch } from './next-batch.ts';

/** Threads decided in one transaction: as many as take half the longest time that a click may wait. */
const BATCH_MS = 40;
/** A line that is worth a thread of its own; a run over so many asked about so many cards that what was asked is not kept. */
const LONG_LINE_THREADS = 2_000;

/** A run through the line; who comes meanwhile waits for its end instead of deciding the same threads too. */
interface Run {
  relinkedCount: number;
  ended: Promise<void>;
}
const runs = new WeakMap<UnitOfWork, Run>();

/**
 * Decides all threads again that a change of cards or identity touched, in small transactions. Those not reached before a crash
 * stand in line still.
 *
 * @returns how many mails got other links
 */
export async function matchStaleThreads(deps: Deps): Promise<number> {
  const { store } = deps;
  let relinkedCount = 0;
  for (let other = runs.get(store); other !== undefined; other = runs.get(store)) {
    const before = other.relinkedCount;
    await other.ended;
    relinkedCount += other.relinkedCount - before;
  }
  // Asked after every slice of a mailbox, and mostly for nothing: no transaction for that.
  if (!hasStaleThreads(store.db)) return relinkedCount;
  const run: Run = { relinkedCount: 0, ended: Promise.resolve() };
  runs.set(store, run);
  const going = goThroughLine(deps, run).finally(() => runs.delete(store));
  // Whoever waits goes through the line next, and meets by themselves what ended this run.
  run.ended = going.catch(() => undefined);
  await going;
  return relinkedCount + run.relinkedCount;
}

async function goThroughLine(deps: Deps, run: Run): Promise<void> {
  const { store, clock, logger } = deps;
  const isLong = staleThreads(store.db, LONG_LINE_THREADS).length === LONG_LINE_THREADS;
  let beside = isLong ? decidingThread(store.db.name) : null;
  try {
    for (let [size, epoch] = [nextBatch(0, 1), 0]; ; epoch += 1) {
      if (beside !== null) {
        try {
          await matchLongLine(deps, beside, { batchMs: BATCH_MS, epoch, run });
        } catch (error) {
          // The engine goes on by itself, and meets what is wrong with the store too.
          logger.error('match.not-beside', { code: toMailpinError(error).code });
          await beside.end();
          beside = null;
        }
      }
      const startedAt = performance.now();
      const batch = store.write((tx) => {
        const threadIds = staleThreads(tx.db, size);
        return threadIds.length === 0
          ? null
          : { threads: threadIds.length, relinked: matchThreads(tx, threadIds, clock.now()).length };
      });
      if (batch === null) break;
      run.relinkedCount += batch.relinked;
      size = nextBatch(batch.threads, (performance.now() - startedAt) / BATCH_MS);
      await setImmediate();
    }
  } finally {
    await beside?.end();
  }
  if (isLong) forgetCards(store.db);
}
