import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../../e2e/servers/dovecot.ts';
import type { Account, ImapSettings } from '../../../app/domain/account.ts';
import type { CanonicalAddress, AccountId, Uid } from '../../../app/domain/ids.ts';
import type { FetchedMail, MailSession } from '../../../app/ports.ts';
import { imapSource } from './imap-source.ts';

const SALLY = 'sally@acme.example';
const PASSWORD = 'correct horse';
const never = new AbortController().signal;
let server: Dovecot;

beforeAll(async () => {
  server = await startDovecot({ users: { [SALLY]: PASSWORD, 'tom@acme.example': PASSWORD } });
});
afterAll(() => server.stop());

function settings(change: Partial<ImapSettings> = {}): ImapSettings {
  const { host, tlsPort, caFile } = server;
  return { kind: 'imap', host, port: tlsPort, security: 'tls', user: SALLY, caFile, ...change };
}
function account(change: Partial<ImapSettings> = {}): Account {
  return { id: 'sally' as AccountId, address: SALLY as CanonicalAddress, settings: settings(change) };
}
async function connect(change: Partial<ImapSettings> = {}, password: string | null = PASSWORD): Promise<MailSession> {
  return await imapSource(settings(change)).connect(account(change), password, never);
}
async function fetchAll(session: MailSession, uids: readonly Uid[]): Promise<readonly FetchedMail[]> {
  const all: FetchedMail[] = [];
  for await (const batch of session.fetchMails(uids, never)) all.push(...batch);
  return all;
}
test('first look', async () => {
  const raw =
    'From: Ana <ana@globex.example>\r\nTo: sally@acme.example\r\nSubject: Hello\r\nMessage-ID: <a@x>\r\nDate: Fri, 21 Feb 2020 10:00:00 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi Sally\r\n--b\r\nContent-Type: application/pdf; name="../Quote.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nSGFsbG8=\r\n--b--\r\n';
  await server.mail.append(SALLY, { raw });
  const session = await connect();
  console.log(await session.listMailboxes());
  console.log(await session.openMailbox('INBOX'));
  const uids = await session.listUids();
  console.dir(await fetchAll(session, uids), { depth: 8 });
  console.log(Buffer.from(await session.fetchAttachment(uids[0]!, '2')).toString());
  const wait = session.waitForChange(never);
  await server.mail.append(SALLY, { raw });
  await wait;
  console.log(await session.openMailbox('INBOX'), await session.listFlags(null));
  await session.close();
});
