/** The ledger: every order that a CRM carried out, as it is shown and searched. */
import type { ActivityExtent } from '../domain/activity.ts';
import type { CardRef } from '../domain/card.ts';
import type { LedgerId, MailId, MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import type { AttachOutcome, DetachOutcome, OutboxIntent } from '../domain/outbox.ts';

/** One line of the ledger. */
export interface LedgerEntry {
  readonly id: LedgerId;
  readonly answeredAt: UnixMs;
  readonly intent: OutboxIntent;
  /** How much of the mail left; null when nothing did. */
  readonly extent: ActivityExtent | null;
  /** Bytes of subject, people, text and names of attachments that left; null where it was not written down yet. */
  readonly sentBytes: number | null;
  readonly answer: AttachOutcome | DetachOutcome;
  readonly card: CardRef;
  readonly key: MessageKey;
  /** Null when the mirror no longer has the mail. */
  readonly mail: { readonly mailId: MailId; readonly messageId: MessageId | null; readonly subject: string } | null;
  /** Whether this is what put the mail where it stands now, so that it can be taken back. */
  readonly isStanding: boolean;
}
