import type { MailId } from '../../app/domain/ids.ts';

/** Mails with a reason in common, before their newest is named. */
export interface CountedMails<Reason> {
  readonly reason: Reason;
  readonly count: number;
  readonly mailId: MailId;
}
