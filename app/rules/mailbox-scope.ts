/** Which mailboxes of an account are read (rules 3.1). Pure. */
import type { MailboxRole } from '../domain/mail.ts';

export interface ScopedMailbox {
  readonly path: string;
  readonly role: MailboxRole | null;
}

/** Mailboxes of mail that nobody sent, wanted or kept. */
const NEVER_READ: readonly (MailboxRole | null)[] = ['drafts', 'junk', 'trash'];
/** What servers put between a mailbox and those below it. */
const SEPARATORS: readonly string[] = ['/', '.', '\\'];

/** Whether mail of this role is never read: drafts, junk and trash, whatever else the user ticks. */
export function isNeverReadRole(role: MailboxRole | null): boolean {
  return NEVER_READ.includes(role);
}

/** Whether the user may tick a mailbox: not drafts, junk and trash, nor what lies below them. */
export function isChoosable({ path, role }: ScopedMailbox, all: readonly ScopedMailbox[]): boolean {
  if (isNeverReadRole(role)) return false;
  return !all.some((other) => isNeverReadRole(other.role) && isBelow(path, other.path));
}

/**
 * Whether a mailbox is read: as the user said; else Inbox and Sent. Where a source has neither, as an archive of years, all that
 * may be ticked is read: it was connected for what is in it.
 *
 * @param tick the user's word; null when there is none
 */
export function isRead(mailbox: ScopedMailbox, all: readonly ScopedMailbox[], tick: boolean | null): boolean {
  if (!isChoosable(mailbox, all)) return false;
  if (tick !== null) return tick;
  return isDaily(mailbox) || !all.some(isDaily);
}

function isDaily({ role }: ScopedMailbox): boolean {
  return role === 'inbox' || role === 'sent';
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(parent) && SEPARATORS.includes(path.charAt(parent.length));
}
