import type { CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { linkRow, reservedMails, type MailReserve, type Reserve } from '../db/links.ts';
import type { ReadDb, SqlValue } from '../db/sql.ts';
import type { StoredWorld } from '../db/world.ts';
import { debtsOf, type DebtChanges } from './debts.ts';
import { judgeThreads } from './judge-thread.ts';

/**
 * What has to be written for threads to be what the rules and the user say: links, tombstones at work, questions, debts to the CRM. Plain
 * values, which also come from another thread of this program.
 */
export interface MatchPlan {
  readonly threadIds: readonly ThreadId[];
  /** Links to put, rows one after the other: see `linkRow`. */
  readonly links: readonly SqlValue[];
  readonly ended: readonly { readonly mailId: MailId; readonly cardId: CardId }[];
  /** What besides links is decided of mails of which something is, or was. */
  readonly reserves: readonly { readonly threadId: ThreadId; readonly mailId: MailId; readonly reserve: Reserve }[];
  readonly debts: DebtChanges;
  /** Mails that come on a card or leave one. */
  readonly relinked: readonly MailId[];
  /** Threads and cards whose links become others, be it for another reason only. */
  readonly linkedThreads: readonly ThreadId[];
  readonly linkedCards: readonly CardId[];
}

/** Decides threads anew (rules 5 to 7.1) and compares with what stands; writes nothing. */
export function planMatch(db: ReadDb, threadIds: readonly ThreadId[], world: StoredWorld, now: UnixMs): MatchPlan {
  const isKnown = (cardId: CardId): boolean => world.cards.card(cardId) !== null;
  const reserved = reservedMails(db, threadIds);
  const debts = debtsOf(db, threadIds, world.cards, now);
  const links: SqlValue[] = [];
  const ended: MatchPlan['ended'][number][] = [];
  const reserves: MatchPlan['reserves'][number][] = [];
  const relinked: MailId[] = [];
  const linkedThreads = new Set<ThreadId>();
  const linkedCards = new Set<CardId>();
  for (const { threadId, verdict, messageKey, operations } of judgeThreads(db, threadIds, world)) {
    const { mailId, extent } = verdict;
    // That it stands on its cards for another reason now changes nothing to see.
    let isRelinked = false;
    for (const operation of operations) {
      const { kind, cardId } = operation;
      // A word that came from another computer may be about a card that did not come yet; with the card the thread is decided again.
      if (!isKnown(cardId)) continue;
      linkedCards.add(cardId);
      if (kind === 'withdraw') ended.push({ mailId, cardId });
      else {
        const { origin, evidence } = operation;
        links.push(...linkRow({ mailId, cardId, origin, evidence, linkedAt: now }));
      }
      if (kind === 'restate') continue;
      isRelinked = true;
      debts.owe(messageKey, cardId, kind === 'create' ? extent : 'none');
    }
    if (operations.length > 0) linkedThreads.add(threadId);
    if (isRelinked) relinked.push(mailId);
    const standing = reserved.get(mailId);
    if (standing === undefined && isNothingReserved(verdict)) continue;
    reserves.push({ threadId, mailId, reserve: reserveOf(verdict, isKnown) });
    // More or less of it may leave than before.
    if (isOtherMail(verdict, standing)) {
      for (const { cardId } of verdict.links) debts.owe(messageKey, cardId, extent);
    }
  }
  return {
    threadIds,
    links,
    ended,
    reserves,
    debts: debts.changes(),
    relinked,
    linkedThreads: [...linkedThreads],
    linkedCards: [...linkedCards],
  };
}

function isNothingReserved({ keptOut, question, heldBy, extent }: MailVerdict): boolean {
  return keptOut.length === 0 && question === null && heldBy === null && extent === 'full';
}

function isOtherMail({ heldBy, extent }: MailVerdict, standing: MailReserve | undefined): boolean {
  return heldBy !== (standing?.heldBy ?? null) || extent !== (standing?.extent ?? 'full');
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
