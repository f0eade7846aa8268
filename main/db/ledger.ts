import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { ActivityId, CardId, CrmId, LedgerId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { AttachOutcome, DetachOutcome, OutboxIntent } from '../../app/domain/outbox.ts';
import { get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** One order that a CRM carried out. */
export interface LedgerLine {
  readonly messageKey: MessageKey;
  readonly cardId: CardId;
  readonly intent: OutboxIntent;
  /** How much of the mail left; null when nothing did. */
  readonly extent: ActivityExtent | null;
  /** Bytes that left (see `activityBytes`); 0 when nothing did, null when nobody knows any more. */
  readonly sentBytes: number | null;
  readonly answer: AttachOutcome | DetachOutcome;
  readonly activityId: ActivityId | null;
  readonly answeredAt: UnixMs;
}

export function appendToLedger(db: WriteDb, line: LedgerLine): void {
  run(
    db,
    sql`
    INSERT INTO ledger (message_key, card_id, intent, extent, sent_bytes, answer, activity_id, answered_at)
    VALUES (${line.messageKey}, ${line.cardId}, ${line.intent}, ${line.extent}, ${line.sentBytes}, ${line.answer},
            ${line.activityId}, ${line.answeredAt})`,
  );
}

/** Whether a mail stands on a card, as far as the ledger tells. */
export function standsInLedger(db: ReadDb, messageKey: MessageKey, cardId: CardId): boolean {
  const last = get<{ intent: OutboxIntent }>(
    db,
    sql`
    SELECT intent FROM ledger WHERE message_key = ${messageKey} AND card_id = ${cardId}
     ORDER BY ledger_id DESC LIMIT 1`,
  );
  return last?.intent === 'attach';
}

/** Which mail stands on which card because of a line of the ledger; null for an unknown line. */
export function placeOfLine(
  db: ReadDb,
  ledgerId: LedgerId,
): { readonly messageKey: MessageKey; readonly cardId: CardId; readonly crmId: CrmId | null } | null {
  const row = get<{ message_key: MessageKey; card_id: CardId; crm_id: CrmId | null }>(
    db,
    sql`
    SELECT ledger.message_key, ledger.card_id, outbox.crm_id
      FROM ledger LEFT JOIN outbox USING (message_key, card_id)
     WHERE ledger.ledger_id = ${ledgerId}`,
  );
  return row === undefined ? null : { messageKey: row.message_key, cardId: row.card_id, crmId: row.crm_id };
}
