/** A mail in the reading pane. */
import type { Extent } from '../domain/extent.ts';
import type { AccountId, MailId, MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import type { MailDetails } from '../domain/mail-details.ts';
import type { Attachment, Direction, MailKind, MailboxRole } from '../domain/mail.ts';
import type { KeptOut, LinkView } from './link-views.ts';
import type { BouncedMail, DeliveryTrouble } from './mail-details-views.ts';
import type { ParticipantView } from './people-views.ts';

/** A mail in the reading pane; its body comes by `mails.body`. */
export interface MailView {
  readonly id: MailId;
  readonly messageId: MessageId | null;
  readonly key: MessageKey;
  readonly subject: string;
  readonly participants: readonly ParticipantView[];
  readonly recipientCount: number;
  readonly sentAt: UnixMs;
  readonly isDateGuessed: boolean;
  readonly direction: Direction;
  readonly kind: MailKind;
  /** What its kind tells; null for a personal and for a bulk mail. */
  readonly details: MailDetails | null;
  /** For a mail of the user: whom it did not reach. */
  readonly troubles: readonly DeliveryTrouble[];
  /** For a bounce: the mail it is about, when the mirror has it. */
  readonly bounced: BouncedMail | null;
  readonly isSeen: boolean;
  readonly snippet: string;
  readonly attachments: readonly Attachment[];
  /** How much of it may go to the CRMs of its cards. */
  readonly extent: Extent;
  readonly links: readonly LinkView[];
  readonly keptOut: readonly KeptOut[];
  readonly mailboxes: readonly MailboxRef[];
}

export interface MailboxRef {
  readonly accountId: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
}

export interface MailBody {
  readonly mailId: MailId;
  /** Plain text; made from the HTML when the mail has no text part. */
  readonly text: string;
  /** As the sender wrote it: hostile until sanitised. */
  readonly html: string | null;
  /** Only the beginning of the text is here, of so many bytes; `mails.fetch-text` fetches the rest. Null for a whole text. */
  readonly shortened: { readonly textBytes: number; readonly isLost: boolean } | null;
}
