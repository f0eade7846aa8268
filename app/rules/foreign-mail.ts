import type { EntryStanding } from '../domain/entry-standing.ts';
import type { ActivityId, MailId } from '../domain/ids.ts';

/** An entry on a card as the CRM shows it. */
export interface EntryAtCrm {
  readonly activityId: ActivityId;
  readonly isOurs: boolean;
  readonly isMail: boolean;
}

/** The mail here that has the Message-ID of an entry. */
export interface MailOfEntry {
  readonly mailId: MailId;
  readonly isOnCard: boolean;
  /** What the CRM said stands for it there; null before it was pushed. */
  readonly activityId: ActivityId | null;
}

/** What an entry on a card at the CRM is to the mail that is here. Pure; throws nothing. */
export function entryStanding({ activityId, isOurs, isMail }: EntryAtCrm, mail: MailOfEntry | null): EntryStanding {
  if (isOurs) return 'ours';
  if (!isMail) return 'note';
  if (mail === null) return 'foreign';
  if (!mail.isOnCard) return 'known';
  return mail.activityId === null || mail.activityId === activityId ? 'same' : 'copy';
}
