/**
 * Entry of the thread that decides for the engine while it writes what was decided before. It has a connection of its own and only reads.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { openForReading } from '../db/open-for-reading.ts';
import { readWorld, type StoredWorld } from '../db/world.ts';
import { planMatch, type MatchPlan } from './plan-match.ts';

/** Threads to decide. */
export interface ToDecide {
  readonly threadIds: readonly ThreadId[];
  readonly now: UnixMs;
  /** The same number: nothing that decides changed since. What was learned of cards and people is kept as long. */
  readonly epoch: number;
}
export type Decided = MatchPlan;

/** After so many threads what was learned is forgotten, or the memory would grow with the mailbox. */
const KEPT_FOR_THREADS = 30_000;

const { path } = workerData as { readonly path: string };
const db = openForReading(path);
let known: { readonly epoch: number; readonly world: StoredWorld } | null = null;
let threadCount = 0;

parentPort?.on('message', ({ threadIds, now, epoch }: ToDecide) => {
  threadCount += threadIds.length;
  if (known?.epoch !== epoch || threadCount > KEPT_FOR_THREADS) {
    known = { epoch, world: readWorld(db) };
    threadCount = 0;
  }
  const { world } = known;
  const plan: Decided = db.transaction(() => planMatch(db, threadIds, world, now))();
  parentPort?.postMessage(plan);
});
