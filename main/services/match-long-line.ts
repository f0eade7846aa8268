import { setImmediate } from 'node:timers/promises';
import type { ThreadId } from '../../app/domain/ids.ts';
import { nextStaleThreads } from '../db/stale-threads.ts';
import { storeGeneration, type StoreGeneration } from '../db/store-generation.ts';
import type { DecidingThread } from './decide-beside.ts';
import type { Deps } from './deps.ts';
import { nextBatch } from './next-batch.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { matchThreads, writeMatch } from './match-threads.ts';
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

/** A batch that the other thread was asked for. */
interface Asked {
  readonly coming: Promise<MatchPlan>;
  /** Set when it is there. */
  plan: MatchPlan | null;
}

/**
 * Has the threads in line decided by another thread, and writes what it decided; while none of that is there, it decides some here. As long
 * as nobody else writes anything: what was decided of a state of the store that is gone is thrown away. Ends there, or at the end of the
 * line; what is left stands in line still.
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
  let below: ThreadId | null = null;
  const takeFromLine = (count: number): readonly ThreadId[] => {
    const threadIds = nextStaleThreads(db, below, count);
    below = threadIds.at(-1) ?? below;
    return threadIds;
  };
  const asked: Asked[] = [];
  const sizes = { written: nextBatch(0, 1), decidedHere: nextBatch(0, 1) };
  const askAhead = (): void => {
    while (asked.length < AHEAD) {
      const threadIds = takeFromLine(sizes.written);
      if (threadIds.length === 0) return;
      const one: Asked = { coming: beside.plan(threadIds, clock.now(), epoch), plan: null };
      one.coming.then(
        (plan) => {
          one.plan = plan;
        },
        // Whoever waits for it hears it.
        () => undefined,
      );
      asked.push(one);
    }
  };
  /** @returns whether nobody else wrote anything, so that it counts */
  const write = (sort: keyof typeof sizes, threadCount: number, change: (tx: Transaction) => number): boolean => {
    const startedAt = performance.now();
    const written: { readonly after: StoreGeneration; readonly relinkedCount: number } | null = store.write((tx) => {
      const standing = storeGeneration(tx.db);
      if (standing.own !== expected.own || standing.others !== expected.others) return null;
      return { relinkedCount: change(tx), after: { ...standing, own: standing.own + 1 } };
    });
    if (written === null) return false;
    expected = written.after;
    run.relinkedCount += written.relinkedCount;
    sizes[sort] = nextBatch(threadCount, (performance.now() - startedAt) / batchMs);
    return true;
  };
  for (;;) {
    askAhead();
    // Who asks something is answered in between, and what was decided comes in.
    await setImmediate();
    const [next] = asked;
    if (next === undefined) return;
    const here = next.plan === null ? takeFromLine(sizes.decidedHere) : [];
    if (here.length > 0) {
      if (!write('decidedHere', here.length, (tx) => matchThreads(tx, here, clock.now()).length)) return;
    } else {
      const plan = await next.coming;
      asked.shift();
      const put = (tx: Transaction): number => {
        writeMatch(tx, plan, clock.now());
        return plan.relinked.length;
      };
      if (!write('written', plan.threadIds.length, put)) return;
    }
  }
}
