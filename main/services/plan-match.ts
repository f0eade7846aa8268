import type { CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { reserveChange, reservedMails, type Reserve, type ReserveChange } from '../db/reserves.ts';
import type { ReadDb, SqlValue } from '../db/sql.ts';
import type { StoredWorld } from '../db/world.ts';
import { debtsOf, type DebtChanges, type Wish } from './debts.ts';
import { judgeThreads } from './judge-thread.ts';

/**
 * What has to be written for threads to be what the rules and the user say: links, tombstones at work, questions, debts to the CRM. Plain
 * values, which also come from another thread of this program.
 */
export interface MatchPlan {
  readonly threadIds: readonly ThreadId[];
  /** Links to put, rows one after the other: see `putLinks`. */
  readonly links: readonly SqlValue[];
  readonly ended: readonly { readonly mailId: MailId; readonly cardId: CardId }[];
  /** What besides links becomes another. */
  readonly reserves: readonly { readonly mailId: MailId; readonly change: ReserveChange }[];
  readonly debts: DebtChanges;
  /** Mails that come on a card or leave one. */
  readonly relinked: readonly MailId[];
  /** Threads of which something becomes another, and cards whose links do, be it for another reason only. */
  readonly linkedThreads: readonly ThreadId[];
  readonly linkedCards: readonly CardId[];
}

/** Decides threads anew (rules 5 to 7.1) and compares with what stands; writes nothing. */
export function planMatch(db: ReadDb, threadIds: readonly ThreadId[], world: StoredWorld, now: UnixMs): MatchPlan {
  const isKnown = (cardId: CardId): boolean => world.cards.card(cardId) !== null;
  const reserved = reservedMails(db, threadIds);
  const wishes: Wish[] = [];
  const links: SqlValue[] = [];
  const ended: MatchPlan['ended'][number][] = [];
  const reserves: MatchPlan['reserves'][number][] = [];
  const relinked: MailId[] = [];
  const linkedThreads = new Set<ThreadId>();
  const linkedCards = new Set<CardId>();
  for (const { threadId, verdict, messageKey, operations } of judgeThreads(db, threadIds, world)) {
    const { mailId, extent } = verdict;
    const change = reserveChange(reserved.get(mailId), reserveOf(verdict, isKnown));
    // More or less of it may leave than before.
    const isOtherMail = change?.mail !== undefined;
    // That it stands on its cards for another reason now changes nothing to see.
    let isRelinked = false;
    for (const operation of operations) {
      const { kind, cardId } = operation;
      // A word that came from another computer may be about a card that did not come yet; with the card the thread is decided again.
      if (!isKnown(cardId)) continue;
      linkedCards.add(cardId);
      if (kind === 'withdraw') ended.push({ mailId, cardId });
      else links.push(mailId, cardId, operation.origin, JSON.stringify(operation.evidence), now);
      if (kind === 'restate') continue;
      isRelinked = true;
      if (kind === 'withdraw' || !isOtherMail) {
        wishes.push({ messageKey, cardId, extent: kind === 'create' ? extent : 'none' });
      }
    }
    if (operations.length > 0 || change !== null) linkedThreads.add(threadId);
    if (isRelinked) relinked.push(mailId);
    if (change !== null) reserves.push({ mailId, change });
    if (isOtherMail) for (const { cardId } of verdict.links) wishes.push({ messageKey, cardId, extent });
  }
  return {
    threadIds,
    links,
    ended,
    reserves,
    debts: debtsOf(db, wishes, world.cards, now),
    relinked,
    linkedThreads: [...linkedThreads],
    linkedCards: [...linkedCards],
  };
}

function reserveOf(verdict: MailVerdict, isKnown: (cardId: CardId) => boolean): Reserve {
  const { keptOut, question, heldBy, extent } = verdict;
  return {
    keptOut: keptOut.flatMap(({ cardId, decision }) => (isKnown(cardId) ? { cardId, decisionId: decision.id } : [])),
    question,
    heldBy,
    extent,
  };
}
