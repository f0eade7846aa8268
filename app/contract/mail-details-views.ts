import type { MailId, UnixMs } from '../domain/ids.ts';
import type { BounceRecipient } from '../domain/mail-details.ts';

/** Somebody a mail of the user did not reach, or not yet. */
export interface DeliveryTrouble extends BounceRecipient {
  readonly reportedAt: UnixMs;
  /** The bounce that says so. */
  readonly bounceMailId: MailId;
}

/** The mail of the user that a bounce is about. */
export interface BouncedMail {
  readonly mailId: MailId;
  readonly subject: string;
}
