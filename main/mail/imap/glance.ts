import type { ImapFlow } from 'imapflow';
import { MailpinError } from '../../../app/errors.ts';

/**
 * One STATUS of a mailbox that is not open (RFC 3501 6.3.10), as a word to compare. Without CONDSTORE a flag change shows only in the
 * number of unseen mails; one mail read and another marked unread in the same while waits for the next full comparison.
 */
export async function glance(client: ImapFlow, path: string): Promise<string> {
  const asked = { messages: true, uidNext: true, uidValidity: true, unseen: true, highestModseq: true };
  const status = await client.status(path, asked);
  if (status === false) throw new MailpinError('imap.protocol');
  const { uidValidity, uidNext, messages, unseen, highestModseq } = status;
  return [uidValidity, uidNext, messages, unseen, highestModseq].map((value) => String(value ?? '')).join(' ');
}
