import type { MessageId, MessageKey, UnixMs } from './ids.ts';
import type { Attachment, Direction, Participant } from './mail.ts';

/** How much of a mail goes to a CRM (rules 7.6). */
export type ActivityExtent = 'headers-only' | 'full';
/** Why an activity carries less than the mail. */
export type Omission = {
  readonly what: 'text' | 'attachment';
  /** `not-kept`: only the beginning of the text was kept, and no server has the mail any more. */
  readonly because: 'recipient-limit' | 'size-limit' | 'not-kept' | 'user';
  readonly name: string | null;
};

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
  readonly attachments: readonly Attachment[];
  readonly omissions: readonly Omission[];
}
