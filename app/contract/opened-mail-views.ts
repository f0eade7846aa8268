/** What hangs on a mail and is shown rather than saved: a mail within it, and its own pictures. Plain values only. */
import type { UnixMs } from '../domain/ids.ts';
import type { Attachment, MailKind, Participant } from '../domain/mail.ts';
import type { PictureType } from '../domain/picture-type.ts';

/** A mail within a mail. It is in no thread and on no card: what it says of itself is only shown. */
export interface OpenedMail {
  readonly subject: string;
  readonly participants: readonly Participant[];
  readonly sentAt: UnixMs;
  /** It says no time that can be believed; `sentAt` is that of the outer mail. */
  readonly isDateGuessed: boolean;
  readonly kind: MailKind;
  readonly text: string;
  /** Hostile until sanitised. */
  readonly html: string | null;
  /** Numbered as parts of the outer mail. */
  readonly attachments: readonly Attachment[];
}

/** The pictures that the HTML of a mail names by Content-ID (RFC 2392). */
export interface MailPictures {
  readonly pictures: readonly MailPicture[];
  /** Named in the mail, but too large, or no picture. */
  readonly leftOutCount: number;
}
export interface MailPicture {
  readonly contentId: string;
  readonly mediaType: PictureType;
  readonly base64: string;
}
