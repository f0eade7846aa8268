/** How Gmail tells on the wire which mailboxes a mail is in (X-GM-LABELS): its own as `\\Sent`, the user's by their paths. */
import type { ServedMail, ServedMailbox } from './plain-imap-state.ts';

const OWN: Readonly<Record<string, string>> = {
  '\\Sent': '\\Sent',
  '\\Drafts': '\\Draft',
  '\\Flagged': '\\Starred',
  '\\Trash': '\\Trash',
  '\\Junk': '\\Spam',
};

/** The labels of mails of the open mailbox: the other mailboxes that hold the same mail, All Mail aside. */
export function gmailLabels(
  mailboxes: readonly ServedMailbox[],
  open: ServedMailbox,
): (mail: ServedMail) => readonly string[] {
  const others = mailboxes.filter((mailbox) => mailbox !== open && mailbox.specialUse !== '\\All');
  return ({ gmail }) =>
    others
      .filter(({ mails }) => gmail !== null && mails.some((mail) => mail.gmail?.mailId === gmail.mailId))
      .map((mailbox) => `"${labelOf(mailbox).replaceAll('\\', '\\\\')}"`);
}

function labelOf({ path, specialUse }: ServedMailbox): string {
  if (path === 'INBOX') return '\\Inbox';
  return OWN[specialUse ?? ''] ?? path;
}
