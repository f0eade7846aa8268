/**
 * What Gmail's labels say of a mail (rules 3.1). Pure.
 * Source: https://developers.google.com/workspace/gmail/imap/imap-extensions (X-GM-LABELS): Gmail's own labels begin with a
 * backslash, those of the user are paths of mailboxes.
 */
import type { Mailbox, MailboxRole } from '../domain/mail.ts';
import { isNeverReadRole } from './mailbox-scope.ts';

const ROLES: Readonly<Record<string, MailboxRole>> = {
  inbox: 'inbox',
  sent: 'sent',
  draft: 'drafts',
  drafts: 'drafts',
  spam: 'junk',
  junk: 'junk',
  trash: 'trash',
};

/** Whether a mail is a draft, junk or trash, wherever it lies: All Mail holds drafts, and labels stay on what was thrown away. */
export function isNeverRead(labels: readonly string[] | null): boolean {
  return labels?.some((label) => isNeverReadRole(roleOf(label))) ?? false;
}

/** Whether the user sent it: who signs it is the user (rules 2.1). */
export function isSentByLabel(labels: readonly string[] | null): boolean {
  return labels?.some((label) => roleOf(label) === 'sent') ?? false;
}

/** The mailboxes that labels name. Labels that are no mailbox, as `\Starred` or one that is hidden from mail programs, are passed over. */
export function labelledMailboxes<Box extends Pick<Mailbox, 'path' | 'role'>>(
  labels: readonly string[],
  mailboxes: readonly Box[],
): readonly Box[] {
  return mailboxes.filter(({ path, role }) =>
    labels.some((label) => (isOwn(label) ? roleOf(label) !== null && roleOf(label) === role : label === path)),
  );
}

function isOwn(label: string): boolean {
  return label.startsWith('\\');
}

/** Servers write `\Sent` and `\\Sent`. */
function roleOf(label: string): MailboxRole | null {
  return isOwn(label) ? (ROLES[label.replace(/^\\+/, '').toLowerCase()] ?? null) : null;
}
