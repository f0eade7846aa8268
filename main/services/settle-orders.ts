import type { CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { MailpinError } from '../../app/errors.ts';
import { stoodAside } from '../../app/machines/one-card.ts';
import { answered, type OutboxAnswer } from '../../app/machines/outbox-entry.ts';
import { retryAt } from '../../app/machines/backoff.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { cardById, putCard } from '../db/cards.ts';
import { findCrmAccount, setCrmHold } from '../db/crm-accounts.ts';
import { appendToLedger } from '../db/ledger.ts';
import { findEntry, putEntry, setRefusal } from '../db/outbox.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Order, Outcome } from './carry-out.ts';
import type { Deps } from './deps.ts';
import { markMailOf } from './mark-mail-of-cards.ts';
import { unheardArrival } from './unheard-arrival.ts';

export interface Answered {
  readonly order: Order;
  readonly outcome: Outcome;
}

/** Writes the answers of a CRM down: in the ledger what was done, in the entries what is owed now, at the CRM until when it is held. */
export function settleOrders({ store, clock, logger }: Deps, crm: CrmConnector, answers: readonly Answered[]): void {
  store.write((tx) => {
    const now = clock.now();
    for (const { order, outcome } of answers) {
      const { messageKey, cardId, revision } = order.entry;
      writeTakenOff(tx, crm, order, outcome, now);
      if (outcome.kind === 'done') appendToLedger(tx.db, { ...outcome.done, messageKey, cardId, answeredAt: now });
      const current = findEntry(tx.db, messageKey, cardId);
      if (current === null) continue;
      putEntry(tx.db, { ...current, createdAt: now }, answered(current, revision, toAnswer(outcome, crm, now)));
      setRefusal(tx.db, current, outcome.kind === 'failed' ? outcome.error.details : null);
      tx.changes.linkedCards.add(cardId);
      if (isOfGoneCard(outcome)) markGone(tx, cardId, now);
    }
    holdOrRelease(tx, crm.id, answers, now);
    tx.changes.isOutboxChanged = true;
  });
  for (const { order, outcome } of answers) {
    if (outcome.kind === 'failed') logger.warn('outbox.failed', { outboxId: order.entry.id, code: outcome.error.code });
  }
}

/** Mail that left a card. Of one that comes back to its own card with more or less of it, the line of its coming tells enough. */
function writeTakenOff(
  tx: Transaction,
  crm: CrmConnector,
  { entry: { messageKey, cardId } }: Order,
  { kind, takenOff }: Outcome,
  now: UnixMs,
): void {
  for (const taken of takenOff) {
    const { entry: other, answer } = taken;
    const unheard = unheardArrival(tx.db, crm, taken);
    if (unheard !== null) appendToLedger(tx.db, { ...unheard, answeredAt: now });
    const isOwn = other.cardId === cardId;
    if (isOwn && (kind === 'done' || answer === 'was-not-linked')) continue;
    const left = { intent: 'detach', extent: null, sentBytes: 0, answer, activityId: null } as const;
    appendToLedger(tx.db, { ...left, messageKey, cardId: other.cardId, answeredAt: now });
    if (isOwn) continue;
    putEntry(tx.db, { ...other, createdAt: now }, { ...stoodAside(other), activityId: null, isUnsure: false });
    tx.changes.linkedCards.add(other.cardId);
  }
}

/** "Slow down" and "the budget is gone" are everybody's affair: no other mail is tried before then. */
function holdOrRelease(tx: Transaction, crmId: CrmId, answers: readonly Answered[], now: UnixMs): void {
  const held = answers.flatMap(({ outcome }) =>
    outcome.kind === 'failed' && isHold(outcome.error) ? outcome.error : [],
  );
  const [error] = held;
  if (error !== undefined) {
    const asked = Number(error.details['retryAfterMs'] ?? 0);
    const until = asked > 0 ? ((now + asked) as UnixMs) : retryAt(now, 1, 0);
    setCrmHold(tx.db, crmId, { until, because: error.code });
  } else if (findCrmAccount(tx.db, crmId)?.hold !== null && answers.some(({ outcome }) => outcome.kind === 'done')) {
    setCrmHold(tx.db, crmId, null);
  }
}

export function isHold({ code }: MailpinError): boolean {
  return code === 'crm.rate-limited' || code === 'crm.quota-exhausted';
}

export function isOfGoneCard(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.error.code === 'crm.card-gone';
}

/** The file of a CRM on this computer is damaged or full. */
export function isOfBrokenStore({ code }: MailpinError): boolean {
  return code.startsWith('store.');
}

/** The CRM has no such card any more: links that a rule made to it go. */
function markGone(tx: Transaction, cardId: CardId, goneAt: UnixMs): void {
  const card = cardById(tx.db, cardId);
  if (card === null || card.goneAt !== null) return;
  putCard(tx.db, { ...card, goneAt });
  tx.changes.cards.add(cardId);
  markMailOf(tx, [card]);
}

function toAnswer(outcome: Outcome, { capabilities }: CrmConnector, now: UnixMs): OutboxAnswer {
  if (outcome.kind === 'done') return { kind: 'carried-out', activityId: outcome.done.activityId };
  const { error, isAmbiguous } = outcome;
  // No fault of the mail: it waits until the file is whole again.
  const because = isOfBrokenStore(error) ? 'crm.unavailable' : error.code;
  const asked = Number(error.details['retryAfterMs'] ?? 0);
  const pauseMs = isAmbiguous ? Math.max(asked, capabilities.searchLagMs) : asked;
  return { kind: 'failed', because, now, chance: Math.random(), isAmbiguous, pauseMs };
}
