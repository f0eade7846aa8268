import type { Extent } from '../../app/domain/extent.ts';
import type { CardId, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { wanted, type OutboxEntry } from '../../app/machines/outbox-entry.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { endLink, putLink, replaceReserve, reservedMails, type Reserve } from '../db/links.ts';
import { entriesOfThreads, putEntry } from '../db/outbox.ts';
import { clearStale } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld, type StoredWorld } from '../db/world.ts';
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
    const some = all.slice(at, at + READ_THREADS);
    relinked.push(...matchSome({ tx, now, world, owed: owedFor(tx, some) }, some));
  }
  return relinked;
}

/** Threads whose facts are read at once; it bounds what is in memory. */
const READ_THREADS = 500;

interface Task {
  readonly tx: Transaction;
  readonly now: UnixMs;
  readonly world: StoredWorld;
  /** What is owed for the mails of the threads, by `debtOf`; kept up while they are decided. */
  readonly owed: Map<string, OutboxEntry | null>;
}

function matchSome(task: Task, threadIds: readonly ThreadId[]): readonly MailId[] {
  const { tx, now, world } = task;
  const isKnown = (cardId: CardId): boolean => world.cards.card(cardId) !== null;
  const relinked: MailId[] = [];
  const reserved = reservedMails(tx.db, threadIds);
  for (const { threadId, verdict, messageKey, operations } of judgeThreads(tx.db, threadIds, world)) {
    for (const operation of operations) {
      // A word that came from another computer may be about a card that did not come yet; with the card the thread is decided again.
      if (!isKnown(operation.cardId)) continue;
      tx.changes.linkedCards.add(operation.cardId);
      if (operation.kind === 'withdraw') endLink(tx.db, verdict.mailId, operation.cardId, now);
      else putLink(tx.db, { ...operation, mailId: verdict.mailId, linkedAt: now });
      if (operation.kind === 'withdraw') owe(task, messageKey, operation.cardId, 'none');
      if (operation.kind === 'create') owe(task, messageKey, operation.cardId, verdict.extent);
    }
    if (operations.length > 0) relinked.push(verdict.mailId);
    const isPlain = isNothingReserved(verdict) && !reserved.has(verdict.mailId);
    const reserve = isPlain ? null : replaceReserve(tx.db, verdict.mailId, reserveOf(verdict, isKnown));
    // More or less of it may leave than before.
    if (reserve?.isMailChanged === true) {
      for (const { cardId } of verdict.links) owe(task, messageKey, cardId, verdict.extent);
    }
    if (reserve?.isChanged === true || operations.length > 0) tx.changes.linkedThreads.add(threadId);
  }
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

/** A link and its debt are written together (rules 7.1): so much of the mail is to be on the card at the CRM. */
function owe({ tx, now, world: { cards }, owed }: Task, messageKey: MessageKey, cardId: CardId, extent: Extent): void {
  const crmId = cards.card(cardId)?.crmId;
  if (crmId === undefined) return;
  const debt = debtOf(messageKey, cardId);
  const entry = owed.get(debt) ?? null;
  const next = extent === 'none' ? wanted(entry, 'detach') : wanted(entry, 'attach', extent);
  if (next === entry) return;
  owed.set(debt, next);
  putEntry(tx.db, { messageKey, cardId, crmId, createdAt: now }, next);
  tx.changes.isOutboxChanged = true;
}

function owedFor({ db }: Transaction, threadIds: readonly ThreadId[]): Map<string, OutboxEntry | null> {
  return new Map(entriesOfThreads(db, threadIds).map((entry) => [debtOf(entry.messageKey, entry.cardId), entry]));
}

/** At most one debt stands for a mail and card; ids of cards hold no line break. */
function debtOf(messageKey: MessageKey, cardId: CardId): string {
  return `${cardId}\n${messageKey}`;
}
