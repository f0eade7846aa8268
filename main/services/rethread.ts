import type { AddressTest } from '../../app/domain/account.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { threadTrees } from '../../app/rules/thread-trees.ts';
import { joinedComponents, standingJoins } from '../db/thread-joins.ts';
import { insertThread, refreshThread, setThreadPlace, threadNodes, type StoredThreadNode } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/**
 * Sorts the given mails, and all that may belong to a thread with them, into threads anew (rules 4). A thread that gets mails of
 * several keeps the smallest id of theirs, so that what a window shows stays where it is.
 *
 * @param mine the user's own addresses
 * @returns threads that stand and have other mails, or another order of answers, than before
 */
export function rethread(tx: Transaction, seeds: Iterable<MailId>, mine: AddressTest): ReadonlySet<ThreadId> {
  const nodes = new Map<MailId, StoredThreadNode>();
  for (const node of threadNodes(tx.db, joinedComponents(tx.db, seeds), mine)) nodes.set(node.id, node);
  const { threads, parentOf } = threadTrees([...nodes.values()], standingJoins(tx.db));
  const claimed = new Set<ThreadId>();
  const touched = new Set<ThreadId>();
  for (const mailIds of threads) {
    const members = mailIds.flatMap((mailId) => nodes.get(mailId) ?? []);
    const threadId = smallestFree(members, claimed) ?? insertThread(tx.db);
    claimed.add(threadId);
    for (const node of members) {
      const parentId = parentOf.get(node.id) ?? null;
      if (node.threadId === threadId && node.parentId === parentId) continue;
      setThreadPlace(tx.db, node.id, threadId, parentId);
      touched.add(threadId).add(node.threadId);
    }
  }
  for (const seed of seeds) {
    const node = nodes.get(seed);
    if (node !== undefined && claimed.has(node.threadId)) touched.add(node.threadId);
  }
  const standing = new Set<ThreadId>();
  for (const threadId of touched) {
    tx.changes.threads.add(threadId);
    if (refreshThread(tx.db, threadId)) standing.add(threadId);
  }
  return standing;
}

function smallestFree(members: readonly StoredThreadNode[], claimed: ReadonlySet<ThreadId>): ThreadId | null {
  let smallest: ThreadId | null = null;
  for (const { threadId } of members) {
    if (!claimed.has(threadId) && (smallest === null || threadId < smallest)) smallest = threadId;
  }
  return smallest;
}
