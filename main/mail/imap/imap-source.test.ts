import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../../e2e/servers/dovecot.ts';
import type { ImapSettings } from '../../../app/domain/account.ts';
import type { Day } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { connectTo, fetchAll, PASSWORD, uid } from '../testing/imap-sessions.ts';

const SALLY = 'sally@acme.example';
let server: Dovecot;

beforeAll(async () => {
  const users = [
    'first',
    'steps',
    'order',
    'vanish',
    'parts',
    'flags',
    'cancel',
    'gone',
    'validity',
    'names',
    'arrived',
  ];
  server = await startDovecot({ users: Object.fromEntries([SALLY, ...users].map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

function mail(subject: string, text = 'Hello', more = ''): string {
  return `From: Ana <ana@globex.example>\r\nTo: ${SALLY}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@globex.example>\r\n${more}\r\n${text}\r\n`;
}
async function failureOf(work: Promise<unknown>): Promise<MailpinError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof MailpinError) return error;
  throw new Error(`no MailpinError: ${inspect(error)}`);
}

test('mailboxes come with what they are for', async () => {
  await server.mail.createMailbox('first', 'Kunden/Müller & Söhne');
  const session = await connectTo(server, { user: 'first' });
  const mailboxes = await session.listMailboxes();
  expect(mailboxes).toContainEqual({ path: 'INBOX', role: 'inbox' });
  expect(mailboxes).toContainEqual({ path: 'Sent', role: 'sent' });
  expect(mailboxes).toContainEqual({ path: 'Kunden/Müller & Söhne', role: null });
  await session.close();
});

test('the second look sees exactly what changed since the first', async () => {
  const { mail: other } = server;
  const [one, two] = [
    await other.append('steps', { raw: mail('one') }),
    await other.append('steps', { raw: mail('two') }),
  ];
  const session = await connectTo(server, { user: 'steps' });
  const before = await session.openMailbox('INBOX');
  expect(await session.listUids()).toEqual([one, two]);

  await other.addFlags('steps', 'INBOX', [one], ['\\Seen']);
  await other.expunge('steps', 'INBOX', [two]);
  const three = await other.append('steps', { raw: mail('three') });

  const now = await session.openMailbox('INBOX');
  expect(now).toMatchObject({ uidValidity: before.uidValidity, uidNext: three + 1, messageCount: 2 });
  expect(now.highestModSeq).toBeGreaterThan(before.highestModSeq ?? 0n);
  expect(await session.listUids()).toEqual([one, three]);
  expect((await session.listChanges(before.highestModSeq)).flags).toEqual([
    { uid: one, isSeen: true, labels: null },
    { uid: three, isSeen: false, labels: null },
  ]);
  expect((await session.listChanges(now.highestModSeq)).flags).toEqual([]);
  await session.close();
});

test('mails come in the order they were asked for, in batches, whatever their structure', async () => {
  const uids: number[] = [];
  for (let index = 0; index < 120; index += 1) {
    const html = 'Content-Type: multipart/alternative; boundary=b\r\n';
    const forms = '--b\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b--';
    const raw = index % 3 === 0 ? mail(`m${index}`, forms, html) : mail(`m${index}`);
    uids.push(await server.mail.append('order', { raw, arrivedAt: new Date(1_700_000_000_000 + index * 1000) }));
  }
  const session = await connectTo(server, { user: 'order' });
  await session.openMailbox('INBOX');
  const fetched = await fetchAll(session, uids.toReversed().map(uid));
  expect(fetched.map((one) => one.uid)).toEqual(uids.toReversed());
  expect(fetched[0]).toMatchObject({
    kind: 'mail',
    arrivedAt: 1_700_000_119_000,
    isSeen: false,
    content: { subject: 'm119' },
  });
  expect(fetched[2]).toMatchObject({ content: { subject: 'm117', text: 'plain', html: '<p>html</p>' } });
  await session.close();
});

test('what came into the open mailbox is listed without opening it again, and of another nothing is said', async () => {
  const one = await server.mail.append('arrived', { raw: mail('one') });
  const session = await connectTo(server, { user: 'arrived' });
  const { uidValidity } = await session.openMailbox('INBOX');
  const from = uid(one + 1);
  expect(await session.listArrived('INBOX', from)).toBeNull();
  const told = session.waitForChange(new AbortController().signal);
  const two = await server.mail.append('arrived', { raw: mail('two') });
  await told;
  expect(await session.listArrived('Sent', from)).toBeNull();
  expect(await session.listArrived('INBOX', from)).toEqual({ uidValidity, uids: [two] });
  await session.openMailbox('INBOX');
  expect(await session.listArrived('INBOX', from)).toBeNull();
  await session.close();
});

test('mails that vanished meanwhile are left out', async () => {
  const kept = await server.mail.append('vanish', { raw: mail('kept') });
  const lost = await server.mail.append('vanish', { raw: mail('lost') });
  const session = await connectTo(server, { user: 'vanish' });
  await session.openMailbox('INBOX');
  await server.mail.expunge('vanish', 'INBOX', [lost]);
  expect((await fetchAll(session, [uid(lost), uid(kept), uid(999)])).map((one) => one.uid)).toEqual([kept]);
  await session.close();
});

test('attachments stay on the server until they are asked for', async () => {
  const boundary = 'Content-Type: multipart/mixed; boundary=b\r\n';
  const pdf =
    'Content-Type: application/pdf; name="=?utf-8?q?B=C3=BCro.pdf?="\r\nContent-Transfer-Encoding: base64\r\n\r\nSGFsbG8=';
  const raw = mail('offer', `--b\r\n\r\nSee the offer\r\n--b\r\n${pdf}\r\n--b--`, boundary);
  const one = uid(await server.mail.append('parts', { raw }));
  const session = await connectTo(server, { user: 'parts' });
  await session.openMailbox('INBOX');
  const [fetched] = await fetchAll(session, [one]);
  expect(fetched).toMatchObject({
    content: { text: 'See the offer', attachments: [{ part: '2', fileName: 'Büro.pdf', sizeBytes: 5 }] },
  });
  expect(Buffer.from(await session.fetchAttachment(one, '2')).toString()).toBe('Hallo');
  expect((await failureOf(session.fetchAttachment(one, '7'))).code).toBe('mail.gone');
  expect((await failureOf(session.fetchAttachment(uid(99), '2'))).code).toBe('mail.gone');
  await session.close();
});

test('reading a mail does not mark it as seen', async () => {
  const one = uid(await server.mail.append('flags', { raw: mail('unread') }));
  const session = await connectTo(server, { user: 'flags' });
  await session.openMailbox('INBOX');
  await fetchAll(session, [one]);
  await session.openMailbox('INBOX');
  expect((await session.listChanges(null)).flags).toEqual([{ uid: one, isSeen: false, labels: null }]);
  await session.close();
});

test('a cancelled fetch stops between batches', async () => {
  for (let index = 0; index < 101; index += 1) await server.mail.append('cancel', { raw: mail(`c${index}`) });
  const session = await connectTo(server, { user: 'cancel' });
  await session.openMailbox('INBOX');
  const cancel = new AbortController();
  const batches = session.fetchMails(await session.listUids(), cancel.signal)[Symbol.asyncIterator]();
  await batches.next();
  cancel.abort();
  expect((await failureOf(batches.next())).code).toBe('cancelled');
  await session.close();
});

test('a mailbox that was deleted meanwhile is gone, and the others can still be opened', async () => {
  await server.mail.createMailbox('gone', 'Project');
  const session = await connectTo(server, { user: 'gone' });
  await session.openMailbox('Project');
  await session.openMailbox('INBOX');
  await server.mail.deleteMailbox('gone', 'Project');
  const failure = await failureOf(session.openMailbox('Project'));
  expect([failure.code, failure.details['mailbox']]).toEqual(['mailbox.gone', 'Project']);
  expect((await session.openMailbox('INBOX')).messageCount).toBe(0);
  await session.close();
});

test('a restored mailbox shows another UIDVALIDITY', async () => {
  await server.mail.append('validity', { raw: mail('one') });
  const first = await connectTo(server, { user: 'validity' });
  const before = await first.openMailbox('INBOX');
  await first.close();
  server.changeUidValidity('validity', 'INBOX');
  const second = await connectTo(server, { user: 'validity' });
  expect((await second.openMailbox('INBOX')).uidValidity).not.toBe(before.uidValidity);
  await second.close();
});

test.each(['tls', 'starttls'] as const)('%s with the given authority connects', async (security) => {
  const port = security === 'tls' ? server.tlsPort : server.plainPort;
  const session = await connectTo(server, { user: SALLY, security, port });
  expect(await session.openMailbox('INBOX')).toMatchObject({ messageCount: 0 });
  await session.close();
});

test('a wrong password is told as such, and no password is in the error', async () => {
  const failure = await failureOf(connectTo(server, { user: SALLY }, 'open sesame'));
  expect(failure).toMatchObject({ code: 'imap.auth-rejected', details: { host: 'localhost', port: server.tlsPort } });
  expect(inspect(failure, { depth: null, showHidden: true })).not.toMatch(
    new RegExp(`open sesame|${Buffer.from(`\0${SALLY}\0open sesame`).toString('base64')}`),
  );
});

test.each<[string, Partial<ImapSettings>, string]>([
  ['an authority nobody knows', { caFile: null }, 'imap.tls-untrusted'],
  ['an authority file that is not there', { caFile: '/nowhere/ca.pem' }, 'imap.tls-untrusted'],
  ['a host that does not exist', { host: 'mail.nowhere.invalid' }, 'imap.host-unknown'],
  ['a port nobody listens on', { port: 1 }, 'imap.unreachable'],
  ['no encryption to another computer', { host: 'mail.globex.example', security: 'none' }, 'imap.not-encrypted'],
])('%s', async (_what, change, code) => {
  expect((await failureOf(connectTo(server, { user: SALLY, ...change }))).code).toBe(code);
});

test('a missing password and a cancelled start have their own codes', async () => {
  expect((await failureOf(connectTo(server, { user: SALLY }, null))).code).toBe('imap.password-missing');
  expect((await failureOf(connectTo(server, { user: SALLY }, PASSWORD, AbortSignal.abort()))).code).toBe('cancelled');
});

test('a certificate for another name is a mismatch', async () => {
  const elsewhere = await startDovecot({ users: { [SALLY]: PASSWORD }, certificateHosts: ['mail.globex.example'] });
  try {
    expect((await failureOf(connectTo(elsewhere, { user: SALLY }))).code).toBe('imap.tls-mismatch');
  } finally {
    await elsewhere.stop();
  }
});

test('a server without encryption is refused unless it is this computer and the user said so', async () => {
  const bare = await startDovecot({ users: { [SALLY]: PASSWORD }, ssl: 'no' });
  const port = bare.plainPort;
  try {
    expect((await failureOf(connectTo(bare, { user: SALLY, port, security: 'starttls' }))).code).toBe(
      'imap.not-encrypted',
    );
    expect((await failureOf(connectTo(bare, { user: SALLY, port, security: 'tls' }))).code).toBe('imap.not-encrypted');
    await (await connectTo(bare, { user: SALLY, port, security: 'none' })).close();
  } finally {
    await bare.stop();
  }
});

test('mails are counted and named without being read', async () => {
  const old = await server.mail.append('names', { raw: mail('old'), arrivedAt: new Date('2024-03-01T12:00:00Z') });
  const nameless = await server.mail.append('names', {
    raw: `From: Ana <ana@globex.example>\r\nTo: ${SALLY}\r\nSubject: nameless\r\n\r\nHello\r\n`,
    arrivedAt: new Date('2025-11-22T00:30:00Z'),
  });
  const late = await server.mail.append('names', { raw: mail('Late'), arrivedAt: new Date('2026-01-01T12:00:00Z') });
  const session = await connectTo(server, { user: 'names' });
  expect(await session.countMails('INBOX')).toBe(3);
  expect((await failureOf(session.countMails('Nowhere'))).code).toBe('mailbox.gone');
  await session.openMailbox('INBOX');
  expect(await session.listUidsSince('2025-11-22' as Day)).toEqual([nameless, late]);
  expect(await session.readMessageIds([uid(late), uid(old), uid(nameless), uid(999)])).toEqual([
    { uid: late, messageId: 'Late@globex.example' },
    { uid: old, messageId: 'old@globex.example' },
    { uid: nameless, messageId: null },
  ]);
  await session.close();
});
