/** What the tests of local archives share. */
import type { MailContent } from '../../../app/domain/mail.ts';
import type { Account, SourceSettings } from '../../../app/domain/account.ts';
import type { AccountId, CanonicalAddress } from '../../../app/domain/ids.ts';
import type { MailSession, MailSource } from '../../../app/ports.ts';

export async function openArchive(
  source: MailSource<MailContent>,
  settings: SourceSettings,
): Promise<MailSession<MailContent>> {
  const account: Account = { id: 'archive' as AccountId, address: 'sally@acme.example' as CanonicalAddress, settings };
  return await source.connect(account, null, new AbortController().signal);
}

/** Subjects of all mails of the open mailbox, oldest first. */
export async function subjectsIn(session: MailSession<MailContent>): Promise<readonly string[]> {
  const subjects: string[] = [];
  for await (const batch of session.fetchMails(await session.listUids(), new AbortController().signal)) {
    for (const mail of batch) subjects.push(mail.kind === 'mail' ? mail.content.subject : mail.because);
  }
  return subjects;
}
