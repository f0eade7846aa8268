import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ImportChoice } from '../../app/domain/account.ts';
import type { Day, UnixMs } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { createMailpin, type Mailpin } from '../compose.ts';
import { mailSourceFor } from '../mail/open-source.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { CARDS, SALLY, SALLY_ID as ID } from './testing/people.ts';
import { cardsOf, SILENT, tempDir } from './testing/profile.ts';

const PASSWORD = 'correct horse';
const USERS = ['change', 'life', 'other', 'erase', 'boxes', 'choice', 'newest', 'widen', 'renumber', 'counts', 'fresh'];
let server: Dovecot;

beforeAll(async () => {
  server = await startDovecot({ users: Object.fromEntries(USERS.map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

function raw(id: string, text = `Text of ${id}`): string {
  return `From: ana@acme.test\r\nTo: ${SALLY}\r\nDate: Mon, 05 Jan 2026 08:00:00 +0000\r\nSubject: Subject ${id}\r\nMessage-ID: <${id}@mail.test>\r\n\r\n${text}\r\n`;
}
async function deliver(user: string, ids: readonly string[], mailbox = 'INBOX', arrivedAt?: Date): Promise<void> {
  for (const id of ids) {
    await server.mail.append(user, { raw: raw(id), mailbox, ...(arrivedAt === undefined ? {} : { arrivedAt }) });
  }
}
const settingsOf = (user: string) => {
  const { host, tlsPort: port, caFile } = server;
  return { kind: 'imap', host, port, security: 'tls', user, caFile } as const;
};

interface Opened {
  readonly mailpin: Mailpin;
  readonly dir: string;
  readonly secrets: ReturnType<typeof memorySecrets>;
}
async function open(dir = tempDir()): Promise<Opened> {
  const secrets = memorySecrets();
  const mailpin = createMailpin(
    { profileDir: dir },
    { secrets, clock: { now: () => Date.now() as UnixMs }, logger: SILENT, openSource: mailSourceFor },
  );
  onTestFinished(() => mailpin.stop());
  await mailpin.call('cards.import', { rows: CARDS });
  return { mailpin, dir, secrets };
}
async function connected(user: string, importChoice?: ImportChoice): Promise<Opened> {
  const opened = await open();
  await add(opened.mailpin, user, SALLY, importChoice);
  return opened;
}
const add = (mailpin: Mailpin, user: string, address: string, importChoice?: ImportChoice) =>
  mailpin.call('accounts.add', {
    address,
    settings: settingsOf(user),
    password: PASSWORD,
    isChecked: true,
    importChoice,
  });

async function added(mailpin: Mailpin): Promise<number> {
  const [report] = await mailpin.call('sync.once', {});
  expect(report?.error ?? null).toBeNull();
  return report?.added ?? -1;
}
async function factsOf(mailpin: Mailpin, path = 'INBOX') {
  const [account] = await mailpin.call('accounts.list', {});
  const mailbox = account?.mailboxes.find((one) => one.path === path);
  return { mirrored: mailbox?.mirroredCount, outside: mailbox?.outsideCount, server: mailbox?.serverCount };
}
async function subjects(mailpin: Mailpin): Promise<readonly string[]> {
  const { items } = await mailpin.call('threads.list', { limit: 100 });
  return items.map(({ subject }) => subject.replace('Subject ', '')).sort();
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => toMailpinError(error).code,
  );

test('a mistyped server is put right, and a mailbox that is another one is refused', async () => {
  await deliver('change', ['c1', 'c2']);
  const { mailpin } = await open();
  const wrong = { ...settingsOf('change'), port: 1 };
  await mailpin.call('accounts.add', { address: SALLY, settings: wrong, password: PASSWORD, isChecked: false });
  expect((await mailpin.call('sync.once', {}))[0]?.error?.code).toBe('imap.unreachable');
  expect(await codeOf(mailpin.call('accounts.change', { accountId: ID, settings: { ...wrong, port: 2 } }))).toBe(
    'imap.unreachable',
  );
  await mailpin.call('accounts.change', { accountId: ID, settings: settingsOf('change') });
  expect(await added(mailpin)).toBe(2);

  await deliver('other', ['o1']);
  expect(await codeOf(mailpin.call('accounts.change', { accountId: ID, settings: settingsOf('other') }))).toBe(
    'input.other-account',
  );
  // The same mailbox by another name is the same mailbox: its newest mails are known here.
  const moved = { ...settingsOf('change'), user: 'CHANGE' };
  expect(await codeOf(mailpin.call('accounts.change', { accountId: ID, settings: moved }))).toBe('no error');
});

test('disconnect forgets the password and keeps the mail; reconnect fills the gap and reads no mail twice', async () => {
  await deliver('life', ['l1', 'l2']);
  const { mailpin, secrets } = await connected('life');
  expect(await added(mailpin)).toBe(2);
  await mailpin.call('links.detach', { mails: [{ messageId: 'l1@mail.test' }], cardId: 'd1', reach: 'thread' });
  const before = await cardsOf(mailpin, 'l1');

  await mailpin.call('accounts.disconnect', { accountId: ID });
  expect(await secrets.get(ID)).toBeNull();
  expect((await mailpin.call('accounts.list', {}))[0]?.state.kind).toBe('disconnected');
  expect(await mailpin.call('sync.once', {})).toEqual([]);
  expect(await codeOf(mailpin.call('sync.once', { accountId: ID }))).toBe('input.account-disconnected');
  expect(await codeOf(add(mailpin, 'life', SALLY))).toBe('input.account-disconnected');
  expect(await subjects(mailpin)).toEqual(['l1', 'l2']);

  await deliver('life', ['l3', 'l4']);
  const elsewhere = { accountId: ID, settings: settingsOf('other'), password: PASSWORD };
  expect(await codeOf(mailpin.call('accounts.reconnect', elsewhere))).toBe('input.other-account');
  expect(await codeOf(mailpin.call('accounts.reconnect', { accountId: ID, password: 'wrong' }))).toBe(
    'imap.auth-rejected',
  );
  await mailpin.call('accounts.reconnect', { accountId: ID, password: PASSWORD });
  expect(await added(mailpin)).toBe(2);
  expect(await subjects(mailpin)).toEqual(['l1', 'l2', 'l3', 'l4']);
  expect(await cardsOf(mailpin, 'l1')).toEqual(before);
});

test('deleted data is in no file of the mirror any more, mail of another account stays, and so does the user’s word', async () => {
  const words = Array.from({ length: 60 }, (_, at) => `zebrafish${String(at)}quux`);
  for (const word of words) await server.mail.append('erase', { raw: raw(word, `${word} swims alone`) });
  const shared = raw('shared', 'told to both of them');
  await server.mail.append('erase', { raw: shared });
  await server.mail.append('other', { raw: shared });
  const { mailpin, dir } = await connected('erase');
  await add(mailpin, 'other', 'sales@corp.test');
  await mailpin.call('sync.once', {});
  await mailpin.call('links.detach', {
    mails: [{ messageId: `${words[0] ?? ''}@mail.test` }],
    cardId: 'd1',
    reach: 'message',
  });
  const vanished = await server.mail.append('erase', { raw: raw('vanishing', 'vanishing trick') });
  await mailpin.call('sync.once', {});
  await server.mail.expunge('erase', 'INBOX', [vanished]);
  await mailpin.call('sync.once', {});
  const text = (): string => ['mailpin.db', 'mailpin.db-wal'].map((name) => readIfThere(join(dir, name))).join('');
  expect(text()).toContain('zebrafish7quux');

  const facts = await mailpin.call('accounts.deletion', { accountId: ID });
  expect(facts).toMatchObject({ mailCount: 61, sharedCount: 1, decisionCount: 1 });
  expect(await codeOf(mailpin.call('accounts.delete', { accountId: ID, confirmation: 'yes' }))).toBe(
    'input.not-confirmed',
  );
  const report = await mailpin.call('accounts.delete', { accountId: ID, confirmation: SALLY });
  expect(report).toMatchObject({ mailCount: 61, sharedCount: 1 });

  const left = text();
  // Message-IDs stay where the user's decision or the ledger names the mail by it.
  const leftovers = left.replaceAll(/\w+@mail\.test#[0-9a-f]{12}/g, '');
  expect([...leftovers.matchAll(/.{0,80}(?:zebrafish|swims alone|vanishing).{0,80}/g)].map(([found]) => found)).toEqual(
    [],
  );
  expect((await mailpin.call('accounts.list', {})).map(({ address }) => address)).toEqual(['sales@corp.test']);
  expect(await subjects(mailpin)).toContain('shared');
  expect((await mailpin.call('mails.search', { text: 'zebrafish', limit: 5 })).hits).toEqual([]);
  expect((await mailpin.call('mails.search', { text: 'told to both', limit: 5 })).hits).toHaveLength(1);

  // Connected again it is read anew, and what was taken off stays off.
  await add(mailpin, 'erase', SALLY);
  await mailpin.call('sync.once', {});
  expect(await cardsOf(mailpin, words[0] ?? '')).not.toContain('deal:d1');
  expect(await cardsOf(mailpin, words[1] ?? '')).toContain('deal:d1');
});

test('mailboxes are read as the user ticks them, and mail filed into an unticked one keeps its cards', async () => {
  await server.mail.createMailbox('boxes', 'Projects/Acme');
  await deliver('boxes', ['b1', 'b2']);
  await deliver('boxes', ['p1'], 'Projects/Acme');
  const { mailpin } = await connected('boxes');
  expect(await added(mailpin)).toBe(2);
  const looked = await mailpin.call('mailboxes.look', { accountId: ID });
  expect(looked.find(({ path }) => path === 'Projects/Acme')).toMatchObject({ isMirrored: false, serverCount: 1 });
  expect(looked.find(({ path }) => path === 'Trash')).toMatchObject({ isMirrored: false, isChoosable: false });

  await mailpin.call('mailboxes.choose', { accountId: ID, mailbox: 'Projects/Acme', isRead: true });
  expect(await codeOf(mailpin.call('mailboxes.choose', { accountId: ID, mailbox: 'Trash', isRead: true }))).toBe(
    'input.never-read',
  );
  expect(await codeOf(mailpin.call('mailboxes.choose', { accountId: ID, mailbox: 'Nowhere', isRead: true }))).toBe(
    'input.unknown-mailbox',
  );
  expect(await added(mailpin)).toBe(1);
  await mailpin.call('mailboxes.choose', { accountId: ID, mailbox: 'Projects/Acme', isRead: false });
  await deliver('boxes', ['p2'], 'Projects/Acme');
  const cards = await cardsOf(mailpin, 'b1');
  const [first] = await server.mail.uids('boxes', 'INBOX');
  await server.mail.move('boxes', 'INBOX', [first ?? 0], 'Projects/Acme');
  expect(await added(mailpin)).toBe(0);
  expect(await cardsOf(mailpin, 'b1')).toEqual(cards);
  expect(cards).not.toEqual([]);
});

const LATE = new Date('2026-06-01T12:00:00Z');
const EARLY = new Date('2024-06-01T12:00:00Z');

test('since a day: mail is chosen by its arrival, whatever its UID, and what comes later is read', async () => {
  await deliver('choice', ['s1'], 'INBOX', LATE);
  await deliver('choice', ['e1', 'e2'], 'INBOX', EARLY);
  await deliver('choice', ['s2'], 'INBOX', LATE);
  const { mailpin } = await connected('choice', { kind: 'since', day: '2026-01-01' as Day });
  await deliver('choice', ['e3'], 'INBOX', EARLY);
  expect(await added(mailpin)).toBe(3);
  expect(await subjects(mailpin)).toEqual(['e3', 's1', 's2']);
  expect(await factsOf(mailpin)).toEqual({ mirrored: 3, outside: 2, server: 5 });
});

test('the newest of each mailbox; a wider choice fetches the rest, a narrower one deletes nothing', async () => {
  await deliver('widen', ['w1', 'w2', 'w3', 'w4', 'w5']);
  const { mailpin } = await connected('widen', { kind: 'newest', count: 2 });
  expect(await added(mailpin)).toBe(2);
  expect(await subjects(mailpin)).toEqual(['w4', 'w5']);
  await mailpin.call('accounts.change', { accountId: ID, importChoice: { kind: 'newest', count: 4 } });
  expect(await added(mailpin)).toBe(2);
  expect(await factsOf(mailpin)).toEqual({ mirrored: 4, outside: 1, server: 5 });
  await mailpin.call('accounts.change', { accountId: ID, importChoice: { kind: 'new' } });
  expect(await added(mailpin)).toBe(0);
  expect(await factsOf(mailpin)).toEqual({ mirrored: 4, outside: 1, server: 5 });
  await mailpin.call('accounts.change', { accountId: ID, importChoice: { kind: 'everything' } });
  expect(await added(mailpin)).toBe(1);
  expect(await factsOf(mailpin)).toEqual({ mirrored: 5, outside: 0, server: 5 });
});

test('only new mail begins with the choice, not with the first sync', async () => {
  await deliver('fresh', ['f1', 'f2']);
  const { mailpin } = await connected('fresh', { kind: 'new' });
  await deliver('fresh', ['f3']);
  expect(await added(mailpin)).toBe(1);
  expect(await subjects(mailpin)).toEqual(['f3']);
});

test('under another UIDVALIDITY the choice still stands, and nothing that was here is left out', async () => {
  await deliver('renumber', ['r1', 'r2', 'r3']);
  const { mailpin } = await connected('renumber', { kind: 'newest', count: 1 });
  await deliver('renumber', ['r4', 'r5']);
  expect(await added(mailpin)).toBe(3);
  server.changeUidValidity('renumber', 'INBOX');
  await deliver('renumber', ['r6']);
  expect(await added(mailpin)).toBe(1);
  expect(await subjects(mailpin)).toEqual(['r3', 'r4', 'r5', 'r6']);
  expect(await factsOf(mailpin)).toEqual({ mirrored: 4, outside: 2, server: 6 });
});

test('what each choice would read is counted before anything is connected', async () => {
  await deliver('counts', ['n1', 'n2'], 'INBOX', EARLY);
  await deliver('counts', ['n3'], 'INBOX', LATE);
  await deliver('counts', ['n4', 'n5'], 'Sent', LATE);
  const { mailpin } = await open();
  const question = { address: SALLY, settings: settingsOf('counts'), password: PASSWORD, day: '2026-01-01' as Day };
  const counts = await mailpin.call('accounts.count', { ...question, newestCount: 2 });
  expect(counts).toMatchObject({ everything: 5, newest: 4, since: 3 });
  expect(await mailpin.call('accounts.list', {})).toEqual([]);
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
