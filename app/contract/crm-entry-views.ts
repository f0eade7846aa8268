/** What a CRM itself says is on a card, as it is shown. */
import type { EntryStanding } from '../domain/entry-standing.ts';
import type { ActivityId, MailId, MessageKey, UnixMs } from '../domain/ids.ts';

export interface CrmEntryView {
  readonly activityId: ActivityId;
  readonly key: MessageKey | null;
  /** False for what somebody else put there: people, or the CRM's own mail sync. */
  readonly isOurs: boolean;
  /** False for a note that somebody wrote by hand. */
  readonly isMail: boolean;
  readonly standing: EntryStanding;
  /** The mail here with its Message-ID; null when there is none, or the CRM keeps no ids. */
  readonly mailId: MailId | null;
  readonly subject: string;
  readonly sentAt: UnixMs;
}
