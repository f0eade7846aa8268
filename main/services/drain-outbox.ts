import { setImmediate } from 'node:timers/promises';
import type { DrainReport } from '../../app/contract/views.ts';
import type { Activity } from '../../app/domain/activity.ts';
import type { CardId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError, policyOf, toMailpinError, type ErrorCode } from '../../app/errors.ts';
import { answered, isDue, leased, type OutboxAnswer } from '../../app/machines/outbox-entry.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { activityBytes } from '../../app/rules/activity-bytes.ts';
import { draftActivity } from '../../app/rules/draft-activity.ts';
import { cardById, putCard } from '../db/cards.ts';
import { appendToLedger, type LedgerLine } from '../db/ledger.ts';
import { attachmentsOf, mailFactsById } from '../db/mail-facts.ts';
import { mailBody, mailIdByKey } from '../db/mails.ts';
import { countUnpaid, dueEntries, findEntry, putEntry, setLeaseOwner, type StoredEntry } from '../db/outbox.ts';
import { shortenedText } from '../db/shortened-texts.ts';
import type { ReadDb } from '../db/sql.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { markMailOf } from './mark-mail-of-cards.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { screenOutbox } from './screen-outbox.ts';

/** Longer than any request to a CRM may take; a lease that ran out belongs to a program that died. */
const LEASE_MS = 2 * 60_000;
/** Orders that may fail for a passing reason before the rest of the round is left for later. */
const PATIENCE = 3;

/** Orders to a CRM on this computer that share a transaction of the mirror before and after; it answers each at once. */
const LOCAL_BATCH = 25;

/** What a connector did, for the ledger. */
type Done = Pick<LedgerLine, 'intent' | 'extent' | 'sentBytes' | 'answer' | 'activityId'>;

/**
 * Pays what is owed to a CRM and due now (rules 7). A mail that the CRM refuses is parked with its reason; trouble that passes is
 * tried again later. Throws store.* only, of the mirror or of a CRM's own file: the CRM's other errors are in the entries.
 *
 * @param signal stops between two orders, or batches of them; what is left stays owed
 * @param pause taken before each batch
 */
export async function drainOutbox(
  deps: Deps,
  crm: CrmConnector,
  signal: AbortSignal,
  pause: () => Promise<unknown> = () => setImmediate(),
): Promise<DrainReport> {
  const counts = { attached: 0, detached: 0 };
  let troubles = 0;
  while (!signal.aborted && troubles < PATIENCE) {
    await screenOutbox(deps, crm, pause);
    const orders = leaseNext(deps, crm);
    if (orders.length === 0) break;
    await pause();
    const answers: Answered[] = [];
    for (const order of orders) {
      answers.push({ order, outcome: await carryOut(deps, crm, order) });
      // A CRM on this computer answers without ever waiting for anything: nobody else would get a turn.
      await setImmediate();
    }
    settle(deps, answers);
    const broken = answers
      .flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.error : []))
      .find(isOfBrokenStore);
    if (broken !== undefined) throw broken;
    if (answers.some(({ outcome }) => isOfGoneCard(outcome))) await matchStaleThreads(deps);
    for (const { outcome } of answers) {
      if (outcome.kind === 'done') counts[outcome.done.intent === 'attach' ? 'attached' : 'detached'] += 1;
      troubles = outcome.kind === 'done' ? 0 : troubles + troubleOf(outcome.error.code);
    }
  }
  return { ...counts, ...countUnpaid(deps.store.db) };
}

/** How much of the patience a failure takes. A refused mail is its own affair; a refused sign-in is everybody's. */
function troubleOf(code: ErrorCode): number {
  const { retry } = policyOf(code);
  return retry === 'never' ? 0 : retry === 'backoff' ? 1 : PATIENCE;
}

/** An entry on lease; `mustLook`: an earlier order for it may have had its effect. */
interface Order {
  readonly entry: StoredEntry;
  readonly mustLook: boolean;
}
type Outcome =
  { readonly kind: 'done'; readonly done: Done } | { readonly kind: 'failed'; readonly error: MailpinError };
interface Answered {
  readonly order: Order;
  readonly outcome: Outcome;
}

function leaseNext({ store, clock, engineId }: Deps, crm: CrmConnector): readonly Order[] {
  const limit = crm.capabilities.isLocal ? LOCAL_BATCH : 1;
  const now = clock.now();
  if (dueEntries(store.db, crm.id, now, 1).length === 0) return [];
  return store.write((tx) => {
    const due = dueEntries(tx.db, crm.id, now, limit).filter((entry) => isDue(entry, now));
    for (const entry of due) {
      putEntry(tx.db, { ...entry, createdAt: now }, leased(entry, (now + LEASE_MS) as UnixMs));
      setLeaseOwner(tx.db, entry.id, engineId);
    }
    return due.map((entry) => ({ entry, mustLook: entry.isUnsure }));
  });
}

async function carryOut(deps: Deps, crm: CrmConnector, { entry, mustLook }: Order): Promise<Outcome> {
  const { messageKey, cardId, intent } = entry;
  try {
    if (intent === 'detach') {
      const answer = await crm.detach(messageKey, cardId);
      return { kind: 'done', done: { intent, extent: null, sentBytes: 0, answer, activityId: null } };
    }
    const activity = activityFor(deps.store.db, crm, entry);
    // What stands there holds more or less of the mail than is wanted now.
    if (entry.mustReplace) await crm.detach(messageKey, cardId);
    const found = mustLook && !entry.mustReplace ? await crm.findActivity(messageKey, cardId) : null;
    const { outcome, activityId } =
      found === null
        ? await crm.attach(activity, cardId)
        : ({ outcome: 'already-attached', activityId: found } as const);
    // Found by looking: an earlier order, whose answer never came, took these bytes along.
    const sentBytes = activityBytes(activity);
    return { kind: 'done', done: { intent, extent: activity.extent, sentBytes, answer: outcome, activityId } };
  } catch (error) {
    return { kind: 'failed', error: toMailpinError(error) };
  }
}

function activityFor(db: ReadDb, crm: CrmConnector, { messageKey, extent }: StoredEntry): Activity {
  const mailId = mailIdByKey(db, messageKey);
  const facts = mailId === null ? null : mailFactsById(db, mailId);
  const body = mailId === null ? null : mailBody(db, mailId);
  if (mailId === null || facts === null || body === null) throw new MailpinError('mail.gone');
  const shortened = shortenedText(db, mailId);
  if (shortened !== null && !shortened.isLost) throw new MailpinError('mail.text-away');
  const { messageId, direction, sentAt, subject, participants } = facts;
  const attachments = attachmentsOf(db, mailId);
  const header = { key: messageKey, messageId, direction, sentAt, subject, participants };
  const mail = { ...header, text: body.text, attachments, isTextLost: shortened !== null };
  return draftActivity(mail, crm.capabilities, extent);
}

/** Writes the answers down: in the ledger what was done, in the entries what is owed now. */
function settle({ store, clock, logger }: Deps, answers: readonly Answered[]): void {
  store.write((tx) => {
    const now = clock.now();
    for (const { order, outcome } of answers) {
      const { messageKey, cardId, revision } = order.entry;
      if (outcome.kind === 'done') {
        appendToLedger(tx.db, { ...outcome.done, messageKey, cardId, answeredAt: now });
      }
      const current = findEntry(tx.db, messageKey, cardId);
      if (current === null) continue;
      putEntry(tx.db, { ...current, createdAt: now }, answered(current, revision, toAnswer(outcome, now)));
      tx.changes.linkedCards.add(cardId);
      if (isOfGoneCard(outcome)) markGone(tx, cardId, now);
    }
    tx.changes.isOutboxChanged = true;
  });
  for (const { order, outcome } of answers) {
    if (outcome.kind === 'failed') logger.warn('outbox.failed', { outboxId: order.entry.id, code: outcome.error.code });
  }
}

function isOfGoneCard(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.error.code === 'crm.card-gone';
}

/** The CRM has no such card any more: links that a rule made to it go. */
function markGone(tx: Transaction, cardId: CardId, goneAt: UnixMs): void {
  const card = cardById(tx.db, cardId);
  if (card === null || card.goneAt !== null) return;
  putCard(tx.db, { ...card, goneAt });
  tx.changes.cards.add(cardId);
  markMailOf(tx, [card]);
}

/** The file of a CRM on this computer is damaged or full. */
function isOfBrokenStore({ code }: MailpinError): boolean {
  return code.startsWith('store.');
}

function toAnswer(outcome: Outcome, now: UnixMs): OutboxAnswer {
  if (outcome.kind === 'done') return { kind: 'carried-out', activityId: outcome.done.activityId };
  // No fault of the mail: it waits until the file is whole again.
  const because = isOfBrokenStore(outcome.error) ? 'crm.unavailable' : outcome.error.code;
  const pauseMs = Number(outcome.error.details['retryAfterMs'] ?? 0);
  return { kind: 'failed', because, now, chance: Math.random(), pauseMs };
}
