/** What of the mail that is in a mailbox an import choice reads (rules 3.5). Pure. */
import type { ImportChoice } from '../domain/account.ts';
import type { Uid } from '../domain/ids.ts';

/** How many mails `newest` means unless the user says another number. */
export const NEWEST_COUNT = 300;

export interface MailboxContent {
  /** All UIDs, ascending. */
  readonly listed: readonly Uid[];
  /** UIDs that the server says arrived on the day of `since` or later; empty for other choices. */
  readonly since: readonly Uid[];
  /**
   * How many of the newest are the mirror's already, or came after the choice was made: after a change of UIDVALIDITY they are known
   * by their number only. 0 the first time.
   */
  readonly knownCount: number;
}

/** UIDs that stay at the server. Newest means highest UID: the order in which mail came into the mailbox. */
export function outsideChoice(choice: ImportChoice, { listed, since, knownCount }: MailboxContent): readonly Uid[] {
  switch (choice.kind) {
    case 'everything':
      return [];
    case 'newest':
      return allBut(listed, Math.max(choice.count, knownCount));
    case 'new':
      return allBut(listed, knownCount);
    case 'since': {
      const inside = new Set(since);
      return listed.filter((uid) => !inside.has(uid));
    }
  }
}

function allBut(listed: readonly Uid[], newestCount: number): readonly Uid[] {
  return listed.slice(0, Math.max(0, listed.length - newestCount));
}
