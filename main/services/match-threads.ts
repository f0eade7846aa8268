import type { MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { endLink, putLinks } from '../db/links.ts';
import { putEntries, putEntry } from '../db/outbox.ts';
import { changeReserve } from '../db/reserves.ts';
import { clearStale } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import { planMatch, type MatchPlan } from './plan-match.ts';

/** Threads whose facts are read, and whose links are written, at once; it bounds what is in memory. */
const READ_THREADS = 500;

/**
 * Decides threads anew and makes links, tombstones at work, questions and debts to the CRM what they should be (rules 5 to 7.1).
 * Part of the transaction that changed mail, cards or decisions.
 *
 * @returns mails that came on a card or left one
 */
export function matchThreads(tx: Transaction, threadIds: Iterable<ThreadId>, now: UnixMs): readonly MailId[] {
  const world = readWorld(tx.db);
  const all = [...threadIds];
  const relinked: MailId[] = [];
  for (let at = 0; at < all.length; at += READ_THREADS) {
    const plan = planMatch(tx.db, all.slice(at, at + READ_THREADS), world, now);
    writeMatch(tx, plan, now);
    relinked.push(...plan.relinked);
  }
  return relinked;
}

/** Writes what was decided. Whatever it was decided from must still be so. */
export function writeMatch({ db, changes }: Transaction, plan: MatchPlan, now: UnixMs): void {
  for (const { mailId, cardId } of plan.ended) endLink(db, mailId, cardId, now);
  putLinks(db, plan.links);
  for (const { mailId, change } of plan.reserves) changeReserve(db, mailId, change);
  const { due, cancelled } = plan.debts;
  for (const topic of cancelled) putEntry(db, topic, null);
  putEntries(db, due);
  if (cancelled.length + due.first.length + due.tried.length > 0) changes.isOutboxChanged = true;
  for (const threadId of plan.linkedThreads) changes.linkedThreads.add(threadId);
  for (const cardId of plan.linkedCards) changes.linkedCards.add(cardId);
  clearStale(db, plan.threadIds);
}
