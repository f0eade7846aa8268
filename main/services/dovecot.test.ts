import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { AccountState } from '../../app/contract/status-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { createMailpin, type Mailpin } from '../compose.ts';
import { mailSourceFor } from '../mail/open-source.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { atCrm, cardsOf, SILENT, tempDir } from './testing/profile.ts';

const PASSWORD = 'correct horse';
let server: Dovecot;

beforeAll(async () => {
  const users = ['job', 'watch', 'validity', 'gone', 'restart', 'password', 'files'];
  server = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

/** A raw mail; ids are of the domain that the helpers of these tests use. */
function raw(id: string, from: string, to: string, subject: string, parentId?: string): string {
  const reply = parentId === undefined ? '' : `In-Reply-To: <${parentId}@mail.test>\r\n`;
  const date = 'Mon, 05 Jan 2026 08:00:00 +0000';
  return `From: ${from}\r\nTo: ${to}\r\nDate: ${date}\r\nSubject: ${subject}\r\nMessage-ID: <${id}@mail.test>\r\n${reply}\r\nText of ${id}\r\n`;
}

async function connected(user: string, password = PASSWORD): Promise<Mailpin> {
  const adapters = {
    secrets: memorySecrets(),
    clock: { now: () => Date.now() as UnixMs },
    logger: SILENT,
    openSource: mailSourceFor,
  };
  const mailpin = createMailpin({ profileDir: tempDir() }, adapters);
  onTestFinished(() => mailpin.stop());
  await mailpin.call('cards.import', { rows: CARDS });
  const { host, tlsPort: port, caFile } = server;
  const settings = { kind: 'imap', host, port, security: 'tls', user, caFile } as const;
  await mailpin.call('accounts.add', { address: SALLY, settings, password, isChecked: true });
  return mailpin;
}

/** Resolves when the account comes into the state. */
function state(mailpin: Mailpin, kind: AccountState['kind']): Promise<AccountState> {
  return new Promise((resolve) => {
    mailpin.on('account.changed', (change) => change.state.kind === kind && resolve(change.state));
  });
}
/** Resolves when something happened that makes the question true. */
function until(mailpin: Mailpin, isSo: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve) => {
    let isDone = false;
    const stop = mailpin.on('threads.changed', () => {
      void isSo().then((yes) => {
        if (!yes || isDone) return;
        isDone = true;
        stop();
        resolve();
      });
    });
  });
}
const isMirrored = (mailpin: Mailpin, id: string) => async (): Promise<boolean> =>
  (await mailpin.call('threads.list', { limit: 100 })).items.some(
    ({ newestMessageId }) => newestMessageId === `${id}@mail.test`,
  );

async function syncOnce(mailpin: Mailpin) {
  const [report] = await mailpin.call('sync.once', {});
  return report;
}

test('sync, detach, a reply, sync again: still detached, and the CRM agrees', async () => {
  await server.mail.append('job', { raw: raw('j1', 'ana@acme.test', SALLY, 'Pilot') });
  await server.mail.append('job', { raw: raw('j2', SALLY, 'ana@acme.test', 'Re: Pilot', 'j1'), mailbox: 'Sent' });
  const mailpin = await connected('job');
  expect(await syncOnce(mailpin)).toMatchObject({ error: null, added: 2 });
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
  await mailpin.call('links.detach', { mails: [{ messageId: 'j1@mail.test' }], cardId: 'd1', reach: 'thread' });
  await server.mail.append('job', { raw: raw('j3', 'ana@acme.test', SALLY, 'Re: Pilot', 'j2') });
  expect(await syncOnce(mailpin)).toMatchObject({ error: null, added: 1 });
  expect(await cardsOf(mailpin, 'j3')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
});

test('while watched, mail in Inbox and in Sent appears by itself, and what is moved away stays', async () => {
  const mailpin = await connected('watch');
  const watching = state(mailpin, 'watching');
  await mailpin.call('sync.start', {});
  await watching;
  const inInbox = until(mailpin, isMirrored(mailpin, 'w1'));
  const uid = await server.mail.append('watch', { raw: raw('w1', 'ana@acme.test', SALLY, 'Live') });
  await inInbox;
  const inSent = until(mailpin, isMirrored(mailpin, 'w2'));
  await server.mail.append('watch', { raw: raw('w2', SALLY, 'ben@bolt.test', 'Mine'), mailbox: 'Sent' });
  await inSent;
  const moved = until(
    mailpin,
    async () => (await mailpin.call('mails.get', { mail: { messageId: 'w1@mail.test' } })).mailboxes.length === 0,
  );
  await server.mail.move('watch', 'INBOX', [uid], 'Archive');
  await moved;
  expect(await cardsOf(mailpin, 'w1')).toEqual(['contact:c1', 'deal:d1']);
});

test('a new UIDVALIDITY binds known mails to their new places', async () => {
  for (const id of ['v1', 'v2', 'v3'])
    await server.mail.append('validity', { raw: raw(id, 'ana@acme.test', SALLY, id) });
  const mailpin = await connected('validity');
  await syncOnce(mailpin);
  await mailpin.call('links.detach', { mails: [{ messageId: 'v2@mail.test' }], cardId: 'd1', reach: 'message' });
  server.changeUidValidity('validity', 'INBOX');
  const report = await syncOnce(mailpin);
  expect(report).toMatchObject({ error: null, added: 0 });
  expect(report?.mailboxes.find(({ path }) => path === 'INBOX')).toMatchObject({ serverCount: 3, mirroredCount: 3 });
  expect(await cardsOf(mailpin, 'v2')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual(['v1', 'v3']);
});

test('a mailbox deleted meanwhile is named; Inbox goes on', async () => {
  await server.mail.append('gone', { raw: raw('g1', SALLY, 'ana@acme.test', 'Sent once'), mailbox: 'Sent' });
  const mailpin = await connected('gone');
  await syncOnce(mailpin);
  await server.mail.deleteMailbox('gone', 'Sent');
  await server.mail.append('gone', { raw: raw('g2', 'ana@acme.test', SALLY, 'After') });
  const report = await syncOnce(mailpin);
  expect(report).toMatchObject({ added: 1 });
  expect(await cardsOf(mailpin, 'g1')).toEqual(['contact:c1', 'deal:d1']);
});

test('a watch outlives a restart of the server', { timeout: 60_000 }, async () => {
  const mailpin = await connected('restart');
  const watching = state(mailpin, 'watching');
  await mailpin.call('sync.start', {});
  await watching;
  const broken = state(mailpin, 'trouble');
  await server.restart();
  expect(await broken).toMatchObject({ kind: 'trouble', retryAt: expect.any(Number) as number });
  const again = until(mailpin, isMirrored(mailpin, 'r1'));
  await server.mail.append('restart', { raw: raw('r1', 'ana@acme.test', SALLY, 'Back') });
  await again;
});

test('a wrong password is refused before anything is stored, and told apart from the rest', async () => {
  await expect(connected('password', 'wrong')).rejects.toMatchObject({ code: 'imap.auth-rejected' });
});

test('an attachment arrives whole where the user wants it', async () => {
  const boundary = 'b0';
  const part = (type: string, more: string, body: string) =>
    `--${boundary}\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
  const bytes = Buffer.from('%PDF-1.7 offer');
  const message = [
    `From: ana@acme.test\r\nTo: ${SALLY}\r\nSubject: Offer\r\nMessage-ID: <f1@mail.test>\r\nMIME-Version: 1.0\r\n`,
    `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`,
    part('text/plain', '', 'See the offer.'),
    part(
      'application/pdf; name=offer.pdf',
      'Content-Disposition: attachment; filename=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n',
      bytes.toString('base64'),
    ),
    `--${boundary}--\r\n`,
  ].join('');
  await server.mail.append('files', { raw: message });
  const mailpin = await connected('files');
  await syncOnce(mailpin);
  const view = await mailpin.call('mails.get', { mail: { messageId: 'f1@mail.test' } });
  const [attachment] = view.attachments;
  const path = `${tempDir()}/offer.pdf`;
  const order = { mailId: view.id, part: attachment?.part ?? '', path };
  expect(await mailpin.call('attachments.save', order)).toEqual({ sizeBytes: bytes.length });
  expect(readFileSync(path)).toEqual(bytes);
});
