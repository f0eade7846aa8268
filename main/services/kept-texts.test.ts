import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { MailId, UnixMs } from '../../app/domain/ids.ts';
import type { TextKeeping } from '../../app/domain/text-keeping.ts';
import { toMailpinError } from '../../app/errors.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { createMailpin, type Mailpin } from '../compose.ts';
import { mailSourceFor } from '../mail/open-source.ts';
import { dumpProfile } from './testing/dump.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { atCrm, SILENT, tempDir } from './testing/profile.ts';

const PASSWORD = 'correct horse';
const USERS = ['keeps', 'gone', 'pushes', 'away', 'stops', 'spares'];
const ONE_YEAR: TextKeeping = { months: 12, spared: 'on-cards' };
let server: Dovecot;

beforeAll(async () => {
  server = await startDovecot({ users: Object.fromEntries(USERS.map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

/** A mail of 2023 with a long text, whose last word is its own. */
function oldMail(id: string, from = 'stranger@nowhere.test', date = 'Thu, 05 Jan 2023 08:00:00 +0000'): string {
  const text = Array.from({ length: 900 }, (_, at) => `word${String(at)} of ${id}`).join(' ');
  const html = `<p>${text}</p><p>deep${id}end</p>`;
  return [
    `From: ${from}`,
    `To: ${SALLY}`,
    `Date: ${date}`,
    `Subject: Subject ${id}`,
    `Message-ID: <${id}@mail.test>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `${text} deep${id}end`,
    '--b',
    'Content-Type: text/html',
    '',
    html,
    '--b--',
    '',
  ].join('\r\n');
}

async function connected(user: string, mails: readonly string[]): Promise<{ mailpin: Mailpin; dir: string }> {
  for (const raw of mails) await server.mail.append(user, { raw });
  const dir = tempDir();
  const mailpin = createMailpin(
    { profileDir: dir },
    {
      secrets: memorySecrets(),
      clock: { now: () => Date.parse('2026-11-22T10:00:00Z') as UnixMs },
      logger: SILENT,
      openSource: mailSourceFor,
    },
  );
  onTestFinished(() => mailpin.stop());
  await mailpin.call('cards.import', { rows: CARDS });
  const { host, tlsPort: port, caFile } = server;
  const settings = { kind: 'imap', host, port, security: 'tls', user, caFile } as const;
  await mailpin.call('accounts.add', { address: SALLY, settings, password: PASSWORD, isChecked: true });
  await sync(mailpin);
  return { mailpin, dir };
}
async function sync(mailpin: Mailpin): Promise<void> {
  const [report] = await mailpin.call('sync.once', {});
  expect(report?.error ?? null).toBeNull();
}
async function bodyOf(mailpin: Mailpin, id: string) {
  const { id: mailId } = await mailpin.call('mails.get', { mail: { messageId: `${id}@mail.test` } });
  return mailpin.call('mails.body', { mailId });
}
const found = async (mailpin: Mailpin, text: string) => mailpin.call('mails.search', { text, limit: 10 });
const keep = (mailpin: Mailpin, keeping: TextKeeping) => mailpin.call('space.keep', { keeping });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => toMailpinError(error).code,
  );

/** Everything about a profile but the texts themselves. */
function decided(dir: string): object {
  return Object.entries(dumpProfile(dir)).filter(([name]) => name !== 'bodies');
}

test('an old text is shortened, search says so, nothing else changes, and it is fetched again from the server', async () => {
  const { mailpin, dir } = await connected('keeps', [
    ...Array.from({ length: 10 }, (_, at) => oldMail(`old${String(at)}`)),
    oldMail('carded', 'ana@acme.test'),
    oldMail('young', 'stranger@nowhere.test', 'Mon, 05 Oct 2026 08:00:00 +0000'),
  ]);
  await mailpin.call('outbox.drain', {});
  const before = decided(dir);
  const whole = await bodyOf(mailpin, 'old3');
  expect((await found(mailpin, 'deepold3end')).hits).toHaveLength(1);

  const preview = await mailpin.call('space.preview', { keeping: ONE_YEAR });
  expect(preview).toMatchObject({ mailCount: 10, kept: { 'on-card': 1, 'only-here': 0 } });
  expect(preview.bytes).toBeGreaterThan(10_000);
  const report = await keep(mailpin, ONE_YEAR);
  expect(report).toMatchObject({ mailCount: 10, isStopped: false });
  expect(report.bytesAfter).toBeLessThan(report.bytesBefore);
  expect(statSync(join(dir, 'mailpin.db')).size).toBe(report.bytesAfter);
  expect(await mailpin.call('space.preview', { keeping: ONE_YEAR })).toMatchObject({ mailCount: 0 });

  expect(decided(dir)).toEqual(before);
  const short = await bodyOf(mailpin, 'old3');
  expect(short).toMatchObject({ html: null, shortened: { textBytes: Buffer.byteLength(whole.text), isLost: false } });
  expect(whole.text.startsWith(short.text)).toBe(true);
  expect((await bodyOf(mailpin, 'carded')).shortened).toBeNull();
  expect((await bodyOf(mailpin, 'young')).shortened).toBeNull();
  // The end of the text cannot be found any more, and the answer says so; head and beginning can.
  expect(await found(mailpin, 'deepold3end')).toMatchObject({ hits: [], shortenedCount: 10 });
  expect((await found(mailpin, 'subject:old3')).hits).toHaveLength(1);
  expect((await found(mailpin, '"word5 of old3"')).hits).toHaveLength(1);
  const [audit] = await mailpin.call('audit.run', { isRepair: false });
  expect(audit?.mailboxes.find(({ role }) => role === 'inbox')).toMatchObject({ matchingCount: 12, serverCount: 12 });

  await mailpin.call('mails.fetch-text', { mailId: short.mailId });
  expect(await bodyOf(mailpin, 'old3')).toEqual(whole);
  expect(await found(mailpin, 'deepold3end')).toMatchObject({ hits: [{ mailId: short.mailId }], shortenedCount: 9 });
  // Just read: the next run leaves it alone.
  expect(await keep(mailpin, ONE_YEAR)).toMatchObject({ mailCount: 0 });
  expect((await bodyOf(mailpin, 'old3')).shortened).toBeNull();

  expect(await keep(mailpin, { months: null, spared: 'on-cards' })).toMatchObject({ mailCount: 0 });
  expect(await mailpin.call('space.fetch', {})).toMatchObject({ mailCount: 9, failedCount: 0 });
  expect(await found(mailpin, 'deepold7end')).toMatchObject({ hits: [{}], shortenedCount: 0 });
  expect(decided(dir)).toEqual(before);
});

test('the last copy of a text is never shortened, and of one that vanished later the beginning stays', async () => {
  const { mailpin } = await connected('gone', [oldMail('lonely'), oldMail('later')]);
  const [lonely = 0, later = 0] = await server.mail.uids('gone', 'INBOX');
  await server.mail.expunge('gone', 'INBOX', [lonely]);
  await sync(mailpin);
  const keeping: TextKeeping = { months: 12, spared: 'nothing' };
  expect(await mailpin.call('space.preview', { keeping })).toMatchObject({ mailCount: 1, kept: { 'only-here': 1 } });
  await keep(mailpin, keeping);
  expect((await bodyOf(mailpin, 'lonely')).shortened).toBeNull();

  await server.mail.expunge('gone', 'INBOX', [later]);
  const { mailId, text } = await bodyOf(mailpin, 'later');
  // Before and after the mirror has heard of it.
  expect(await codeOf(mailpin.call('mails.fetch-text', { mailId }))).toBe('mail.text-gone');
  expect((await bodyOf(mailpin, 'later')).shortened).toMatchObject({ isLost: false });
  await sync(mailpin);
  expect(await codeOf(mailpin.call('mails.fetch-text', { mailId }))).toBe('mail.text-gone');
  expect(await bodyOf(mailpin, 'later')).toMatchObject({ text, shortened: { isLost: true } });
});

test('a shortened mail that the user puts on a card reaches it whole; one that no server has any more says that it is cut', async () => {
  const { mailpin, dir } = await connected('pushes', [oldMail('put'), oldMail('cut')]);
  await keep(mailpin, ONE_YEAR);
  const attach = (id: string) =>
    mailpin.call('links.attach', { mails: [{ messageId: `${id}@mail.test` }], cardId: 'd1', reach: 'message' });
  await attach('put');
  expect(await atCrm(mailpin, 'd1')).toEqual(['Subject put']);
  expect(JSON.stringify(dumpProfile(dir)['activities'])).toContain('deepputend');

  const [, cut = 0] = await server.mail.uids('pushes', 'INBOX');
  await server.mail.expunge('pushes', 'INBOX', [cut]);
  await sync(mailpin);
  await attach('cut');
  expect(await atCrm(mailpin, 'd1')).toEqual(['Subject cut', 'Subject put']);
  const activities = JSON.stringify(dumpProfile(dir)['activities']);
  expect(activities).not.toContain('deepcutend');
  expect(activities).toContain('[…]');
});

test('a text cannot be fetched while its account is disconnected, and then it is not shortened either', async () => {
  const { mailpin } = await connected('away', [oldMail('a1')]);
  await keep(mailpin, ONE_YEAR);
  const { mailId } = await bodyOf(mailpin, 'a1');
  const [account] = await mailpin.call('accounts.list', {});
  if (account === undefined) throw new Error('no account');
  await mailpin.call('accounts.disconnect', { accountId: account.id });
  expect(await codeOf(mailpin.call('mails.fetch-text', { mailId }))).toBe('input.account-disconnected');
  await mailpin.call('accounts.reconnect', { accountId: account.id, password: PASSWORD });
  await mailpin.call('mails.fetch-text', { mailId });
  expect((await bodyOf(mailpin, 'a1')).shortened).toBeNull();
  await mailpin.call('accounts.disconnect', { accountId: account.id });
  const keeping: TextKeeping = { months: 1, spared: 'nothing' };
  expect(await mailpin.call('space.preview', { keeping })).toMatchObject({ mailCount: 0, kept: { 'only-here': 1 } });
});

test('stopped, it keeps what was done and does the rest another time; questions are answered in between', async () => {
  const { mailpin } = await connected(
    'stops',
    Array.from({ length: 60 }, (_, at) => oldMail(`s${String(at)}`)),
  );
  const steps: string[] = [];
  let asked: Promise<unknown> | null = null;
  mailpin.on('space.progress', ({ step, done }) => {
    if (step === 'shorten' && done > 0 && asked === null) {
      asked = mailpin.call('threads.list', { limit: 5 });
      void mailpin.call('space.stop', {});
    }
    steps.push(step);
  });
  const first = await keep(mailpin, ONE_YEAR);
  expect(first.isStopped).toBe(true);
  expect(first.mailCount).toBeGreaterThan(0);
  expect(first.mailCount).toBeLessThan(60);
  expect(asked).not.toBeNull();
  const rest = await keep(mailpin, ONE_YEAR);
  expect(first.mailCount + rest.mailCount).toBe(60);
  expect(new Set(steps)).toEqual(new Set(['shorten', 'merge', 'compact']));
});

test.each([
  ['on-cards', 0],
  ['open-deals', 1],
  ['nothing', 2],
] as const)('spared %s: of mail on an open deal and on a contact alone, %i are shortened', async (spared, count) => {
  const { mailpin } = await connected('spares', spared === 'on-cards' ? [oldMail('deal', 'ana@acme.test')] : []);
  if (spared === 'on-cards') {
    await server.mail.append('spares', { raw: oldMail('contact', 'ben@bolt.test') });
    await sync(mailpin);
  }
  // A won deal is no open one.
  await mailpin.call('cards.import', {
    rows: CARDS.map((row) => (row.id === 'd2' ? { ...row, status: 'won' as const } : row)),
  });
  await mailpin.call('outbox.drain', {});
  const { mailCount } = await mailpin.call('space.preview', { keeping: { months: 12, spared } });
  expect(mailCount).toBe(count);
});

test('what every account and mailbox takes adds up, and a mail that is not there is named', async () => {
  const { mailpin } = await connected('spares', []);
  const { accounts, bodyBytes } = await mailpin.call('space.get', {});
  const [account] = accounts;
  expect(account?.mailboxes.map(({ path, mailCount }) => [path, mailCount])).toEqual([['INBOX', 2]]);
  expect(account?.bodyBytes).toBe(account?.mailboxes[0]?.bodyBytes);
  expect(bodyBytes).toBeGreaterThan(account?.bodyBytes ?? 0);
  expect(await codeOf(mailpin.call('mails.fetch-text', { mailId: 999 as MailId }))).toBe('input.unknown-mail');
});
