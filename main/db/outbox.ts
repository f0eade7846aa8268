import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { CardId, CrmId, MessageKey, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import type { OutboxIntent } from '../../app/domain/outbox.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { ErrorCode, ErrorDetails } from '../../app/errors.ts';
import type { OutboxEntry } from '../../app/machines/outbox-entry.ts';
import { toOutboxState, type OutboxStateRow } from './outbox-state.ts';
import { insertRows } from './insert-rows.ts';
import { all, get, one, run, sql, type ReadDb, type Sql, type SqlValue, type WriteDb } from './sql.ts';

/** A debt with what it is about. */
export interface StoredEntry extends OutboxEntry {
  readonly id: OutboxId;
  readonly messageKey: MessageKey;
  readonly cardId: CardId;
  readonly crmId: CrmId;
}

interface OutboxRow extends OutboxStateRow {
  readonly outbox_id: OutboxId;
  readonly message_key: MessageKey;
  readonly card_id: CardId;
  readonly crm_id: CrmId;
  readonly intent: OutboxIntent;
  readonly revision: number;
  readonly is_unsure: number;
  readonly extent: ActivityExtent;
  readonly must_replace: number;
}

/** Whole entries, from what follows the name of the table. */
function entries({ text, values }: Sql): Sql {
  return { text: SELECT + text, values };
}

const SELECT = `
    SELECT outbox.outbox_id, outbox.message_key, outbox.card_id, outbox.crm_id, outbox.intent, outbox.revision, outbox.state,
           outbox.lease_until_at, outbox.until_at, outbox.attempt, outbox.because, outbox.activity_id, outbox.is_unsure, outbox.extent,
           outbox.must_replace
      FROM outbox `;

export function findEntry(db: ReadDb, messageKey: MessageKey, cardId: CardId): StoredEntry | null {
  const row = get<OutboxRow>(db, entries(sql`WHERE message_key = ${messageKey} AND card_id = ${cardId}`));
  return row === undefined ? null : toEntry(row);
}

/** Everything that is or was owed for mails. */
export function entriesOfMails(db: ReadDb, messageKeys: ReadonlySet<MessageKey>): readonly StoredEntry[] {
  if (messageKeys.size === 0) return [];
  const asked = JSON.stringify([...messageKeys]);
  return all<OutboxRow>(db, entries(sql`WHERE message_key IN (SELECT value FROM json_each(${asked}))`)).map(toEntry);
}

export function entryById(db: ReadDb, outboxId: OutboxId): StoredEntry | null {
  const row = get<OutboxRow>(db, entries(sql`WHERE outbox_id = ${outboxId}`));
  return row === undefined ? null : toEntry(row);
}

/**
 * Entries that may be sent now, oldest first: those that wait for a word of the user are not among them. A mail leaves one card
 * before it arrives on another, since there may be room for it on one only. The plus keeps SQLite from the index by CRM there, through which
 * it would read everything that is owed for every entry.
 */
export function dueEntries(db: ReadDb, crmId: CrmId, now: UnixMs, limit: number): readonly StoredEntry[] {
  return all<OutboxRow>(
    db,
    entries(sql`WHERE crm_id = ${crmId}
       AND gate = 'open'
       AND state IN ('pending', 'sending', 'waiting')
       AND coalesce(lease_until_at, until_at, 0) <= ${now}
       AND NOT (intent = 'attach' AND EXISTS (
         SELECT 1 FROM outbox AS leaving
          WHERE leaving.message_key = outbox.message_key AND +leaving.crm_id = outbox.crm_id AND leaving.intent = 'detach'
            AND leaving.state IN ('pending', 'sending', 'waiting')))
     ORDER BY outbox_id
     LIMIT ${limit}`),
  ).map(toEntry);
}

/** Everything that is or was owed to a CRM. */
export function entriesOfCrm(db: ReadDb, crmId: CrmId): readonly StoredEntry[] {
  return all<OutboxRow>(
    db,
    entries(sql`WHERE crm_id = ${crmId}
     ORDER BY outbox_id`),
  ).map(toEntry);
}

/** What a CRM refused because it did not have one of these cards any more. */
export function entriesRefusedAsGone(db: ReadDb, cardIds: readonly CardId[]): readonly StoredEntry[] {
  return all<OutboxRow>(
    db,
    entries(sql`WHERE card_id IN (SELECT value FROM json_each(${JSON.stringify(cardIds)}))
       AND state IN ('done', 'dead') AND state = 'dead'
       AND because = ${'crm.card-gone' satisfies ErrorCode}
     ORDER BY outbox_id`),
  ).map(toEntry);
}

/**
 * Mails that several cards of a CRM want, or wanted, with all that is owed for each; also those of which only a card is left that stood
 * aside for another.
 */
export function contestedEntries(db: ReadDb, crmId: CrmId): readonly ContestedEntry[] {
  return all<OutboxRow & { readonly kind: CardKind | null }>(
    db,
    contested(sql`WHERE outbox.crm_id = ${crmId} AND outbox.message_key IN (
         SELECT message_key FROM outbox WHERE crm_id = ${crmId} GROUP BY message_key
         HAVING count(*) > 1 OR max(because IS ${'crm.one-card-only' satisfies ErrorCode}))
     ORDER BY outbox.message_key, outbox_id`),
  ).map((row) => ({ ...toEntry(row), kind: row.kind }));
}
export type ContestedEntry = StoredEntry & { readonly kind: CardKind | null };

function contested({ text, values }: Sql): Sql {
  return { text: `${SELECT.replace('FROM', ', card.kind FROM')} LEFT JOIN card USING (card_id) ${text}`, values };
}

/** What else is owed, or stands, for a mail at a CRM. */
export function otherEntries(db: ReadDb, { messageKey, crmId, cardId }: StoredEntry): readonly StoredEntry[] {
  return all<OutboxRow>(
    db,
    entries(sql`WHERE message_key = ${messageKey} AND crm_id = ${crmId} AND card_id <> ${cardId} ORDER BY outbox_id`),
  ).map(toEntry);
}

/** Keeps what the CRM said with its refusal; null when it said nothing, or refused nothing. */
export function setRefusal(db: WriteDb, { messageKey, cardId }: EntryPlace, details: ErrorDetails | null): void {
  const text = details === null ? null : JSON.stringify(details);
  run(db, sql`UPDATE outbox SET because_details = ${text} WHERE message_key = ${messageKey} AND card_id = ${cardId}`);
}
type EntryPlace = Pick<StoredEntry, 'messageKey' | 'cardId'>;

/** When the next entry for a CRM may be sent, which is never while the CRM is held; null when none is owed. */
export function nextDueAt(db: ReadDb, crmId: CrmId): UnixMs | null {
  return one<{ due_at: UnixMs | null }>(
    db,
    sql`
    SELECT max(min(coalesce(lease_until_at, until_at, 0)), coalesce(max(hold_until_at), 0)) AS due_at
      FROM outbox LEFT JOIN crm_account USING (crm_id)
     WHERE outbox.crm_id = ${crmId} AND gate = 'open' AND state IN ('pending', 'sending', 'waiting')`,
  ).due_at;
}

/** Debts that are not settled: those that will be paid, those that wait for a word of the user, and those given up. */
export function countUnpaid(db: ReadDb): UnpaidCounts {
  return one<UnpaidCounts>(
    db,
    sql`
    SELECT count(*) FILTER (WHERE gate IN ('unscreened', 'open')) AS waiting,
           count(*) FILTER (WHERE gate = 'personal') AS held,
           count(*) FILTER (WHERE gate = 'rehearsal') AS rehearsing,
           (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead
      FROM outbox
     WHERE state IN ('pending', 'sending', 'waiting')`,
  );
}

export interface UnpaidCounts {
  readonly waiting: number;
  readonly held: number;
  readonly rehearsing: number;
  readonly dead: number;
}

/** Names the engine that sends an entry, so that the lease ends with it. */
export function setLeaseOwner(db: WriteDb, outboxId: OutboxId, owner: string): void {
  run(db, sql`UPDATE outbox SET lease_owner = ${owner} WHERE outbox_id = ${outboxId}`);
}

/** What a debt is about, when it is new. */
export interface EntryTopic {
  readonly messageKey: MessageKey;
  readonly cardId: CardId;
  readonly crmId: CrmId;
  readonly createdAt: UnixMs;
}

/** Stores what is owed for a mail and card; null cancels it. */
export function putEntry(db: WriteDb, topic: EntryTopic, entry: OutboxEntry | null): void {
  if (entry !== null) putEntries(db, entryRows([{ topic, entry }]));
  else run(db, sql`DELETE FROM outbox WHERE message_key = ${topic.messageKey} AND card_id = ${topic.cardId}`);
}

/** Debts as `putEntries` writes them: rows one after the other, of those that are new and of those of which something was tried. */
export interface EntryRows {
  readonly first: readonly SqlValue[];
  readonly tried: readonly SqlValue[];
}

export function entryRows(debts: readonly Debt[]): EntryRows {
  const first: SqlValue[] = [];
  const tried: SqlValue[] = [];
  for (const debt of debts) {
    if (isFirst(debt.entry)) first.push(...toFirstRow(debt));
    else tried.push(...toRow(debt));
  }
  return { first, tried };
}

/** Stores what is owed for any number of mails and cards, each pair once. */
export function putEntries(db: WriteDb, { first, tried }: EntryRows): void {
  insertRows(db, `outbox (${OWED})`, first, KEPT_ON_CONFLICT);
  insertRows(db, `outbox (${OWED}, ${SENT})`, tried, KEPT_ON_CONFLICT);
}
export interface Debt {
  readonly topic: EntryTopic;
  readonly entry: OutboxEntry;
}

const OWED = 'message_key, card_id, crm_id, intent, revision, state, extent, created_at';
const SENT = 'lease_until_at, until_at, attempt, because, activity_id, is_unsure, must_replace';
const KEPT_ON_CONFLICT = `ON CONFLICT (message_key, card_id) DO UPDATE
        SET intent = excluded.intent, revision = excluded.revision, state = excluded.state,
            lease_owner = CASE WHEN excluded.state = 'sending' THEN outbox.lease_owner END,
            lease_until_at = excluded.lease_until_at, until_at = excluded.until_at, attempt = excluded.attempt,
            because = excluded.because, activity_id = excluded.activity_id, is_unsure = excluded.is_unsure,
            extent = excluded.extent, must_replace = excluded.must_replace,
            gate = CASE WHEN excluded.intent = 'detach' THEN 'open'
                        WHEN outbox.intent = 'detach' THEN 'unscreened'
                        ELSE outbox.gate END`;

/** Nothing was tried yet: the columns about sending are what they are in a new row. Of a first match, all debts are. */
function isFirst({ state, activityId, isUnsure, mustReplace }: OutboxEntry): boolean {
  return state.kind === 'pending' && activityId === null && !isUnsure && !mustReplace;
}

function toFirstRow({ topic, entry }: Debt): readonly SqlValue[] {
  const { messageKey, cardId, crmId, createdAt } = topic;
  return [messageKey, cardId, crmId, entry.intent, entry.revision, entry.state.kind, entry.extent, createdAt];
}

function toRow({ topic, entry }: Debt): readonly SqlValue[] {
  const { state } = entry;
  const leaseUntilAt = state.kind === 'sending' ? state.leaseUntil : null;
  const untilAt = state.kind === 'waiting' ? state.until : null;
  const attempt = state.kind === 'sending' || state.kind === 'waiting' ? state.attempt : 0;
  const because = state.kind === 'waiting' || state.kind === 'dead' ? state.because : null;
  const sent = [leaseUntilAt, untilAt, attempt, because, entry.activityId];
  return [...toFirstRow({ topic, entry }), ...sent, entry.isUnsure ? 1 : 0, entry.mustReplace ? 1 : 0];
}

function toEntry(row: OutboxRow): StoredEntry {
  return {
    id: row.outbox_id,
    messageKey: row.message_key,
    cardId: row.card_id,
    crmId: row.crm_id,
    intent: row.intent,
    revision: row.revision,
    state: toOutboxState(row),
    activityId: row.activity_id,
    isUnsure: row.is_unsure === 1,
    extent: row.extent,
    mustReplace: row.must_replace === 1,
  };
}
