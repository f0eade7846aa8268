import type { AccountId, CanonicalAddress, MailboxId, MailId, MessageId, MessageKey, ThreadId, UnixMs } from './ids.ts';
import type { MailDetails } from './mail-details.ts';

export type Direction = 'inbound' | 'outbound';
export const PARTICIPANT_ROLES = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc'] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** One address in one field of a mail's header. */
export interface Participant {
  readonly role: ParticipantRole;
  /** Canonical form, or null when the field holds something that is no address. */
  readonly address: CanonicalAddress | null;
  /** As written, for display. */
  readonly rawAddress: string;
  readonly displayName: string;
}

/** What rules ask of a participant. */
export type Addressee = Pick<Participant, 'role' | 'address'>;

/** Words of the header field `Sensitivity` (RFC 4021 2.1.55). */
export const SENSITIVITIES = ['personal', 'private', 'company-confidential'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** What a mail is, besides a mail between people. `bulk`: RFC 2919, 8058, Precedence. `auto-reply`: RFC 3834. `bounce`: RFC 3464. */
export const MAIL_KINDS = ['personal', 'bulk', 'auto-reply', 'bounce', 'invitation'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** An attachment as the mail declares it; its bytes are fetched when they are needed. */
export interface Attachment {
  /** IMAP part number (RFC 3501 6.4.5), for example `2.1`; for local archives the same numbering. */
  readonly part: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly contentId: string | null;
  readonly isInline: boolean;
}

/** A mail as parsed: everything rules and readers need, nothing of where it was found. */
export interface MailContent {
  readonly messageId: MessageId | null;
  readonly key: MessageKey;
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly subject: string;
  readonly participants: readonly Participant[];
  /** From the Date field; the time of arrival when that is missing or unbelievable. */
  readonly sentAt: UnixMs;
  readonly isDateGuessed: boolean;
  readonly kind: MailKind;
  /** What its kind tells; null for a personal mail. */
  readonly details: MailDetails | null;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly sizeBytes: number;
  /** Gmail's X-GM-THRID or the conversation part of Outlook's Thread-Index, prefixed with its kind; null where there is none. */
  readonly providerThreadId: string | null;
  /** Id of the mailing list it came by (RFC 2919), lower case; null for none. */
  readonly listId: string | null;
  /** To whom the server says it delivered the mail (Delivered-To and its kin). */
  readonly deliveredTo: readonly CanonicalAddress[];
  /** What its writer says of who may read it (RFC 4021 2.1.55); null for nothing, and for what is no word of the RFC. */
  readonly sensitivity: Sensitivity | null;
}

/**
 * A mail made ready for storing in the place where it was read, so that the engine's own thread only writes. `packed` is the store's
 * own business: see `packMail`.
 */
export interface PackedMail extends Omit<MailContent, 'text' | 'html'> {
  readonly packed: PackedText;
}
export interface PackedText {
  readonly snippet: string;
  readonly textDeflated: Uint8Array;
  readonly htmlDeflated: Uint8Array | null;
  readonly searchable: SearchableWords;
}
/** What a mail is found by, in the form the search index takes. */
export interface SearchableWords {
  readonly subject: string;
  readonly sender: string;
  readonly recipients: string;
  readonly copies: string;
  readonly files: string;
  readonly body: string;
}

export type MailboxRole = 'inbox' | 'sent' | 'drafts' | 'junk' | 'trash' | 'archive' | 'all';

/** A mailbox in the IMAP sense: a named store of mail within an account. */
export interface Mailbox {
  readonly id: MailboxId;
  readonly accountId: AccountId;
  /** Path as the server names it, decoded from modified UTF-7, with the server's separator. */
  readonly path: string;
  readonly role: MailboxRole | null;
  /** Whether the mirror keeps it. */
  readonly isMirrored: boolean;
}

/** What rules need to know of a stored mail. */
export interface MailFacts {
  readonly id: MailId;
  readonly key: MessageKey;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  /** The mail it answers within its thread, by the thread tree; null for a root. */
  readonly parentId: MailId | null;
  readonly subject: string;
  readonly sentAt: UnixMs;
  readonly direction: Direction;
  readonly kind: MailKind;
  readonly participants: readonly Addressee[];
  /** First part of the text, enough to rank deals by the words in it. */
  readonly textHead: string;
  /** Id of the mailing list it came by, lower case; null for none. */
  readonly listId: string | null;
}

/** The same with the people on it as they are written. */
export interface NamedMailFacts extends MailFacts {
  readonly participants: readonly Participant[];
}
