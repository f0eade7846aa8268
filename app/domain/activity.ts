import type { MessageId, MessageKey, UnixMs } from './ids.ts';
import type { Attachment, Direction, Participant } from './mail.ts';

/** How much of a mail goes to a CRM (rules 7.6). */
export type ActivityExtent = 'headers-only' | 'full';
/**
 * Why an activity carries less than the mail. `not-taken`: the CRM has no place for it. `not-kept`: only the beginning of the text was
 * kept, or nothing of the file, and no server has the mail any more.
 */
export type Omission = {
  readonly what: 'text' | 'attachment';
  readonly because: 'recipient-limit' | 'size-limit' | 'not-kept' | 'user' | 'not-taken';
  readonly name: string | null;
};

/** An attachment with its bytes, on its way to a CRM. */
export interface AttachedFile extends Attachment {
  readonly bytes: Uint8Array;
}

/** A mail as it is logged on a card. */
export interface Activity {
  readonly key: MessageKey;
  readonly messageId: MessageId | null;
  readonly direction: Direction;
  readonly sentAt: UnixMs;
  readonly subject: string;
  readonly participants: readonly Participant[];
  readonly extent: ActivityExtent;
  /** Empty when the extent is headers-only. */
  readonly text: string;
  /** Those that go along, or that the card names and opens; what is left out stands in the omissions. */
  readonly attachments: readonly Attachment[];
  /** The attachments with their bytes, in the same order; none where the CRM does not take them. */
  readonly files?: readonly AttachedFile[];
  readonly omissions: readonly Omission[];
}
