import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { OutboxIntent } from '../../app/domain/outbox.ts';
import type { AttachAnswer, DetachAnswer } from '../../app/ports.ts';
import { run, sql, type WriteDb } from './sql.ts';

/** One order that a CRM carried out. */
export interface LedgerLine {
  readonly messageKey: MessageKey;
  readonly cardId: CardId;
  readonly intent: OutboxIntent;
  /** How much of the mail left; null when nothing did. */
  readonly extent: ActivityExtent | null;
  readonly answer: AttachAnswer['outcome'] | DetachAnswer;
  readonly activityId: ActivityId | null;
  readonly answeredAt: UnixMs;
}

export function appendToLedger(db: WriteDb, line: LedgerLine): void {
  run(
    db,
    sql`
    INSERT INTO ledger (message_key, card_id, intent, extent, answer, activity_id, answered_at)
    VALUES (${line.messageKey}, ${line.cardId}, ${line.intent}, ${line.extent}, ${line.answer}, ${line.activityId},
            ${line.answeredAt})`,
  );
}
