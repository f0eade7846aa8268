import type { CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Link } from '../../app/domain/link.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { endLink, putLinks, replaceReserve, reservedMails, type Reserve } from '../db/links.ts';
import { clearStale } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld, type StoredWorld } from '../db/world.ts';
import { debtsOf } from './debts.ts';
import { judgeThreads } from './judge-thread.ts';

/**
 * Decides threads anew and makes links, tombstones at work, questions and debts to the CRM what they should be (rules 5 to 7.1).
 * Part of the transaction that changed mail, cards or decisions.
 *
 * @returns mails whose links became others
 */
export function matchThreads(tx: Transaction, threadIds: Iterable<ThreadId>, now: UnixMs): readonly MailId[] {
  const world = readWorld(tx.db);
  const all = [...threadIds];
  const relinked: MailId[] = [];
  for (let at = 0; at < all.length; at += READ_THREADS) {
    relinked.push(...matchSome(tx, all.slice(at, at + READ_THREADS), world, now));
  }
  return relinked;
}

/** Threads whose facts are read, and whose links are written, at once; it bounds what is in memory. */
const READ_THREADS = 500;

function matchSome(
  tx: Transaction,
  threadIds: readonly ThreadId[],
  world: StoredWorld,
  now: UnixMs,
): readonly MailId[] {
  const isKnown = (cardId: CardId): boolean => world.cards.card(cardId) !== null;
  const reserved = reservedMails(tx.db, threadIds);
  const debts = debtsOf(tx, threadIds, world.cards, now);
  const relinked: MailId[] = [];
  const links: Link[] = [];
  for (const { threadId, verdict, messageKey, operations } of judgeThreads(tx.db, threadIds, world)) {
    const { mailId, extent } = verdict;
    for (const operation of operations) {
      const { kind, cardId } = operation;
      // A word that came from another computer may be about a card that did not come yet; with the card the thread is decided again.
      if (!isKnown(cardId)) continue;
      tx.changes.linkedCards.add(cardId);
      if (kind === 'withdraw') endLink(tx.db, mailId, cardId, now);
      else links.push({ mailId, cardId, origin: operation.origin, evidence: operation.evidence, linkedAt: now });
      if (kind !== 'restate') debts.owe(messageKey, cardId, kind === 'create' ? extent : 'none');
    }
    if (operations.length > 0) relinked.push(mailId);
    const isPlain = isNothingReserved(verdict) && !reserved.has(mailId);
    const reserve = isPlain ? null : replaceReserve(tx.db, mailId, reserveOf(verdict, isKnown));
    // More or less of it may leave than before.
    if (reserve?.isMailChanged === true) {
      for (const { cardId } of verdict.links) debts.owe(messageKey, cardId, extent);
    }
    if (reserve?.isChanged === true || operations.length > 0) tx.changes.linkedThreads.add(threadId);
  }
  putLinks(tx.db, links);
  debts.write();
  clearStale(tx.db, threadIds);
  return relinked;
}

function isNothingReserved({ keptOut, question, heldBy, extent }: MailVerdict): boolean {
  return keptOut.length === 0 && question === null && heldBy === null && extent === 'full';
}

function reserveOf({ keptOut, question, heldBy, extent }: MailVerdict, isKnown: (cardId: CardId) => boolean): Reserve {
  const standing = keptOut.filter(({ cardId }) => isKnown(cardId));
  return {
    keptOut: standing.map(({ cardId, decision }) => ({ cardId, decisionId: decision.id })),
    question,
    heldBy,
    extent,
  };
}
