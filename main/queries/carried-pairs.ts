import type { CardId, CarryId, MailId, UnixMs } from '../../app/domain/ids.ts';
import type { Extent } from '../../app/domain/extent.ts';
import type { Gate, OutboxState } from '../../app/domain/outbox.ts';
import type { ErrorCode, ErrorDetails } from '../../app/errors.ts';
import { awaitedWord } from '../../app/rules/awaited-word.ts';
import { carryFate, type CarryFate } from '../../app/rules/carry-fate.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';

/** One mail on a card with a counterpart, and how far it is. */
export interface CarriedPair {
  readonly cardId: CardId;
  readonly counterpartId: CardId;
  readonly mailId: MailId;
  /** It stands there at the CRM. */
  readonly hasArrived: boolean;
  readonly recipientCount: number;
  readonly hasAttachments: boolean;
  readonly extent: Extent;
  readonly fate: CarryFate;
  readonly because: ErrorCode | null;
  readonly details: ErrorDetails | null;
}

interface PairRow {
  readonly card_id: CardId;
  readonly counterpart_id: CardId;
  readonly mail_id: MailId;
  readonly written_at: UnixMs | null;
  readonly extent: Extent;
  readonly recipient_count: number;
  readonly has_attachments: number;
  readonly is_linked: number;
  readonly is_kept_out: number;
  readonly is_held: number;
  readonly state: OutboxState['kind'] | null;
  readonly gate: Gate | null;
  readonly because: ErrorCode | null;
  readonly because_details: string | null;
}

/** Every mail on a card of a carry that has a counterpart. */
export function carriedPairs(db: ReadDb, carryId: CarryId): readonly CarriedPair[] {
  return all<PairRow>(
    db,
    sql`
    SELECT carry_card.card_id, counterpart_id, mail_id, written_at, mail.extent, recipient_count,
           EXISTS (SELECT 1 FROM attachment WHERE attachment.mail_id = mail.mail_id AND is_inline = 0) AS has_attachments,
           EXISTS (SELECT 1 FROM link AS there
                    WHERE there.mail_id = mail.mail_id AND there.card_id = counterpart_id) AS is_linked,
           EXISTS (SELECT 1 FROM kept_out
                    WHERE kept_out.mail_id = mail.mail_id AND kept_out.card_id = counterpart_id) AS is_kept_out,
           EXISTS (SELECT 1 FROM push_hold WHERE push_hold.message_key = mail.message_key) AS is_held,
           outbox.state, outbox.gate, outbox.because, outbox.because_details
      FROM carry_card
           JOIN link ON link.card_id = carry_card.card_id
           JOIN mail USING (mail_id)
           LEFT JOIN outbox
           ON outbox.message_key = mail.message_key AND outbox.card_id = counterpart_id AND outbox.intent = 'attach'
     WHERE carry_id = ${carryId} AND counterpart_id IS NOT NULL
     ORDER BY carry_card.card_id, mail_id`,
  ).map((row) => ({
    cardId: row.card_id,
    counterpartId: row.counterpart_id,
    mailId: row.mail_id,
    hasArrived: row.state === 'done',
    recipientCount: row.recipient_count,
    hasAttachments: row.has_attachments === 1,
    extent: row.extent,
    fate: fateOf(row),
    because: row.because,
    details: row.because_details === null ? null : (JSON.parse(row.because_details) as ErrorDetails),
  }));
}

function fateOf(row: PairRow): CarryFate {
  const word = row.state === null || row.gate === null ? null : awaitedWord(row.state, row.gate);
  return carryFate({
    isWritten: row.written_at !== null,
    isLinked: row.is_linked === 1,
    isKeptOut: row.is_kept_out === 1,
    isHeld: row.is_held === 1,
    extent: row.extent,
    debt: row.state === null ? null : { state: row.state, because: row.because, isHeld: word === 'yes' },
  });
}
