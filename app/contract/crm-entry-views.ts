/** What a CRM itself says is on a card, as it is shown. */
import type { ActivityId, MailId, MessageKey, UnixMs } from '../domain/ids.ts';

/**
 * `ours`: Mailpin put it there. `note`: written by hand. `foreign`: mail of others that is not here. `known`: here, but not on the card.
 * `same`: stands for the mail on the card. `copy`: there besides the one that Mailpin put there.
 */
export type EntryStanding = 'ours' | 'note' | 'foreign' | 'known' | 'same' | 'copy';

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
