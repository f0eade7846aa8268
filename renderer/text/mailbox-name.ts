import type { MailboxRole } from '../../app/domain/mail.ts';
import type { useText } from './use-text.ts';

/** What a mailbox is called wherever it is seen: the Inbox and Sent in the user's language, any other by its path. */
export function mailboxName(
  text: ReturnType<typeof useText>,
  { role, path }: Readonly<{ role: MailboxRole | null; path: string }>,
): string {
  return role === 'inbox' || role === 'sent' ? text(`mailbox.${role}`) : path;
}
