import type { MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import type { Attachment, MailKind, Participant } from '../domain/mail.ts';
import type { MailDetails } from '../domain/mail-details.ts';

/** One part of a mail as it stands in it. */
export interface PartView {
  /** IMAP part number; empty for a multipart that is a whole mail. */
  readonly part: string;
  readonly mediaType: string;
  readonly charset: string | null;
  /** Content-Transfer-Encoding in lower case; empty when none is given. */
  readonly encoding: string;
  readonly disposition: 'inline' | 'attachment' | null;
  readonly fileName: string | null;
  readonly contentId: string | null;
  readonly sizeBytes: number;
  readonly children: readonly PartView[];
}

/** How a mail is understood, without a mailbox around it: what `mailpin parse` answers. */
export interface ParsedMail {
  readonly messageId: MessageId | null;
  readonly key: MessageKey;
  readonly subject: string;
  readonly participants: readonly Participant[];
  readonly sentAt: UnixMs;
  /** Where the time comes from: the Date field, or when that is missing or not believable the newest Received, or nothing at all. */
  readonly sentAtFrom: 'date' | 'received' | 'none';
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly providerThreadId: string | null;
  readonly kind: MailKind;
  readonly details: MailDetails | null;
  /** The whole text, and what of it the writer said. */
  readonly text: string;
  readonly ownText: string;
  readonly quotedAbove: string | null;
  readonly quoted: string | null;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly parts: PartView;
  readonly sizeBytes: number;
}
