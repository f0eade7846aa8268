import type { ThreadId } from '../../app/domain/ids.ts';
import { nextStaleThreads } from '../db/stale-threads.ts';
import { storeGeneration, type StoreGeneration } from '../db/store-generation.ts';
import type { DecidingThread } from './decide-beside.ts';
import type { Deps } from './deps.ts';
import { nextBatch } from './next-batch.ts';
import { writeMatch } from './match-threads.ts';
import type { MatchPlan } from './plan-match.ts';

/** Batches that are asked for ahead: one is decided while one is written, and others lie ready whoever is faster for a while. */
const AHEAD = 4;

interface LongRun {
  readonly batchMs: number;
  /** Another number every time. */
  readonly epoch: number;
  /** Told how many mails got other links. */
  readonly run: { relinkedCount: number };
}

/**
 * Has the threads in line decided by another thread, and writes what it decided, as long as nobody else writes anything: what was decided
 * of a state of the store that is gone is thrown away. Ends there, or at the end of the line; what is left stands in line still.
 *
 * @param beside decides
 */
export async function matchLongLine(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  beside: DecidingThread,
  { batchMs, epoch, run }: LongRun,
): Promise<void> {
  const { db } = store;
  // What is asked for from now on is read after this.
  let expected = storeGeneration(db);
  const asked: Promise<MatchPlan>[] = [];
  let below: ThreadId | null = null;
  let size = nextBatch(0, 1);
  const askAhead = (): void => {
    while (asked.length < AHEAD) {
      const threadIds = nextStaleThreads(db, below, size);
      if (threadIds.length === 0) return;
      below = threadIds.at(-1) ?? null;
      asked.push(beside.plan(threadIds, clock.now(), epoch));
    }
  };
  askAhead();
  for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
    askAhead();
    const plan = await next;
    const startedAt = performance.now();
    const written: StoreGeneration | null = store.write((tx) => {
      const standing = storeGeneration(tx.db);
      if (standing.own !== expected.own || standing.others !== expected.others) return null;
      writeMatch(tx, plan, clock.now());
      return { ...standing, own: standing.own + 1 };
    });
    if (written === null) return;
    expected = written;
    run.relinkedCount += plan.relinked.length;
    size = nextBatch(plan.threadIds.length, (performance.now() - startedAt) / batchMs);
  }
}
