import type { AddressTest } from '../../app/domain/account.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { threadTrees, type ThreadNode } from '../../app/rules/thread-trees.ts';
import { threadCircle, type PlacedNode } from '../db/thread-circle.ts';
import { standingJoins } from '../db/thread-joins.ts';
import {
  insertThreads,
  nextThreadId,
  refreshThread,
  setParent,
  setThreadPlace,
  type NewThread,
  type ThreadPlace,
} from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/** Mails about to be stored: they are sorted in first, so that each is written once, where it belongs. */
export interface Arrivals {
  /** With everybody on them. */
  readonly nodes: readonly ThreadNode[];
  /** Stores them; called once, with the place of each. */
  insert(placeOf: (mailId: MailId) => ThreadPlace | undefined): void;
}
const NOBODY: Arrivals = { nodes: [], insert: () => undefined };

/**
 * Sorts the given mails, and all that may belong to a thread with them, into threads anew (rules 4). A thread that gets mails of
 * several keeps the smallest id of theirs, so that what a window shows stays where it is.
 *
 * @param mine the user's own addresses
 * @returns threads that stand and have other mails, or another order of answers, than before
 */
export function rethread(
  tx: Transaction,
  seeds: Iterable<MailId>,
  mine: AddressTest,
  arrivals: Arrivals = NOBODY,
): ReadonlySet<ThreadId> {
  const joins = standingJoins(tx.db);
  const nodes = new Map(
    threadCircle(tx.db, seeds, arrivals.nodes, { joins, mine }).map((node) => [node.id, node] as const),
  );
  const { threads, parentOf } = threadTrees([...nodes.values()], joins);
  const claimed = new Set<ThreadId>();
  const touched = new Set<ThreadId>();
  const begun = new Map<ThreadId, NewThread>();
  const places = new Map<MailId, ThreadPlace>();
  let nextId = nextThreadId(tx.db);
  for (const mailIds of threads) {
    const members = mailIds.flatMap((mailId) => nodes.get(mailId) ?? []);
    let threadId = smallestFree(members, claimed);
    if (threadId === null) {
      threadId = nextId;
      nextId = (nextId + 1) as ThreadId;
      for (const { id, sentAt } of members.slice(0, 1))
        begun.set(threadId, { threadId, mailId: id, sentAt, mailCount: members.length });
    }
    claimed.add(threadId);
    for (const node of members) {
      const parentId = parentOf.get(node.id) ?? null;
      if (node.threadId === threadId && node.parentId === parentId) continue;
      places.set(node.id, { threadId, parentId });
      touched.add(threadId);
      if (node.threadId !== null) touched.add(node.threadId);
    }
  }
  for (const seed of seeds) {
    const threadId = nodes.get(seed)?.threadId ?? null;
    if (threadId !== null && claimed.has(threadId)) touched.add(threadId);
  }
  insertThreads(tx.db, [...begun.values()]);
  arrivals.insert((mailId) => places.get(mailId));
  for (const [mailId, place] of places) moveMail(tx, nodes.get(mailId), place);
  const standing = new Set<ThreadId>();
  for (const threadId of touched) {
    tx.changes.threads.add(threadId);
    if (begun.get(threadId)?.mailCount === 1 || refreshThread(tx.db, threadId)) standing.add(threadId);
  }
  return standing;
}

function moveMail(tx: Transaction, node: PlacedNode | undefined, place: ThreadPlace): void {
  if (node === undefined || node.threadId === null) return;
  if (node.threadId === place.threadId) setParent(tx.db, node.id, place.parentId);
  else setThreadPlace(tx.db, node.id, place);
}

function smallestFree(members: readonly PlacedNode[], claimed: ReadonlySet<ThreadId>): ThreadId | null {
  let smallest: ThreadId | null = null;
  for (const { threadId } of members) {
    if (threadId === null || claimed.has(threadId)) continue;
    if (smallest === null || threadId < smallest) smallest = threadId;
  }
  return smallest;
}
