import type { CardId, CrmId, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Identity } from '../../app/domain/account.ts';
import type { OutboxIntent } from '../../app/domain/outbox.ts';
import { wanted } from '../../app/machines/outbox-entry.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { decideThread } from '../../app/rules/decide-thread.ts';
import { reconcileLinks } from '../../app/rules/reconcile-links.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { storedCards } from '../db/card-lookup.ts';
import { groupBy } from '../db/group-by.ts';
import { deleteLink, linksOfThread, putLink, replaceReserve } from '../db/links.ts';
import { findEntry, putEntry } from '../db/outbox.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { clearStale } from '../db/stale-threads.ts';
import { threadFacts } from '../db/thread-facts.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/**
 * Decides threads anew and makes links, tombstones at work, questions and debts to the CRM what they should be (rules 5 to 7.1).
 * Part of the transaction that changed mail, cards or decisions.
 *
 * @returns mails whose links became others
 */
export function matchThreads(tx: Transaction, threadIds: Iterable<ThreadId>, now: UnixMs): readonly MailId[] {
  const task = { tx, now, cards: storedCards(tx.db), identity: readIdentity(tx.db) };
  const relinked: MailId[] = [];
  for (const threadId of threadIds) relinked.push(...matchThread(task, threadId));
  return relinked;
}

interface Task {
  readonly tx: Transaction;
  readonly now: UnixMs;
  readonly cards: CardLookup;
  readonly identity: Identity;
}

function matchThread({ tx, now, cards, identity }: Task, threadId: ThreadId): readonly MailId[] {
  const thread = threadFacts(tx.db, threadId);
  const keyOf = new Map(thread.mails.map((mail) => [mail.id, mail.key]));
  const existing = groupBy(linksOfThread(tx.db, threadId), (link) => link.mailId);
  const verdicts = decideThread({ thread, cards, identity });
  const relinked: MailId[] = [];
  for (const verdict of verdicts) {
    const key = keyOf.get(verdict.mailId);
    if (key === undefined) continue;
    const operations = reconcileLinks(verdict.links, existing.get(verdict.mailId) ?? []);
    for (const operation of operations) {
      tx.changes.linkedCards.add(operation.cardId);
      if (operation.kind === 'withdraw') deleteLink(tx.db, verdict.mailId, operation.cardId);
      else putLink(tx.db, { ...operation, mailId: verdict.mailId, linkedAt: now });
      if (operation.kind !== 'restate') owe(tx, now, cards, key, operation.cardId, operation.kind);
    }
    if (operations.length > 0) relinked.push(verdict.mailId);
    if (replaceReserve(tx.db, verdict.mailId, reserveOf(verdict)) || operations.length > 0) {
      tx.changes.linkedThreads.add(threadId);
    }
  }
  clearStale(tx.db, threadId);
  return relinked;
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
