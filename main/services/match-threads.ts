import type { CardId, CrmId, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { OutboxIntent } from '../../app/domain/outbox.ts';
import { wanted } from '../../app/machines/outbox-entry.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import type { MailVerdict, World } from '../../app/rules/verdict.ts';
import { deleteLink, putLink, replaceReserve, reservedMails } from '../db/links.ts';
import { findEntry, putEntry } from '../db/outbox.ts';
import { clearStale } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import { judgeThreads } from './judge-thread.ts';

/**
 * Decides threads anew and makes links, tombstones at work, questions and debts to the CRM what they should be (rules 5 to 7.1).
 * Part of the transaction that changed mail, cards or decisions.
 *
 * @returns mails whose links became others
 */
export function matchThreads(tx: Transaction, threadIds: Iterable<ThreadId>, now: UnixMs): readonly MailId[] {
  const task = { tx, now, world: readWorld(tx.db) };
  const all = [...threadIds];
  const relinked: MailId[] = [];
  for (let at = 0; at < all.length; at += READ_THREADS) {
    relinked.push(...matchSome(task, all.slice(at, at + READ_THREADS)));
  }
  return relinked;
}

/** Threads whose facts are read at once; it bounds what is in memory. */
const READ_THREADS = 100;

interface Task {
  readonly tx: Transaction;
  readonly now: UnixMs;
  readonly world: World;
}

function matchSome({ tx, now, world }: Task, threadIds: readonly ThreadId[]): readonly MailId[] {
  const relinked: MailId[] = [];
  const reserved = reservedMails(tx.db, threadIds);
  for (const { threadId, verdict, messageKey, operations } of judgeThreads(tx.db, threadIds, world)) {
    for (const operation of operations) {
      tx.changes.linkedCards.add(operation.cardId);
      if (operation.kind === 'withdraw') deleteLink(tx.db, verdict.mailId, operation.cardId);
      else putLink(tx.db, { ...operation, mailId: verdict.mailId, linkedAt: now });
      if (operation.kind !== 'restate') owe(tx, now, world.cards, messageKey, operation.cardId, operation.kind);
    }
    if (operations.length > 0) relinked.push(verdict.mailId);
    const isPlain = isNothingReserved(verdict) && !reserved.has(verdict.mailId);
    const isReserveNew = !isPlain && replaceReserve(tx.db, verdict.mailId, reserveOf(verdict));
    if (isReserveNew || operations.length > 0) tx.changes.linkedThreads.add(threadId);
  }
  clearStale(tx.db, threadIds);
  return relinked;
}

function isNothingReserved({ keptOut, question, heldBy }: MailVerdict): boolean {
  return keptOut.length === 0 && question === null && heldBy === null;
}

function reserveOf({ keptOut, question, heldBy }: MailVerdict) {
  return {
    keptOut: keptOut.map(({ cardId, decision }) => ({ cardId, decisionId: decision.id })),
    question,
    heldBy,
  };
}

/** A link and its debt are written together (rules 7.1). */
function owe(
  tx: Transaction,
  now: UnixMs,
  cards: CardLookup,
  messageKey: MessageKey,
  cardId: CardId,
  change: 'create' | 'withdraw',
): void {
  const crmId: CrmId | undefined = cards.card(cardId)?.crmId;
  if (crmId === undefined) return;
  const intent: OutboxIntent = change === 'create' ? 'attach' : 'detach';
  const entry = findEntry(tx.db, messageKey, cardId);
  putEntry(tx.db, { messageKey, cardId, crmId, createdAt: now }, wanted(entry, intent));
  tx.changes.isOutboxChanged = true;
}
