import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { AuditReport } from '../../app/contract/audit-views.ts';
import type { SourceSettings } from '../../app/domain/account.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { createMailpin, type Mailpin } from '../compose.ts';
import { mailSourceFor } from '../mail/open-source.ts';
import { dumpProfile } from './testing/dump.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { CARDS, SALLY, SALLY_ID } from './testing/people.ts';
import { SILENT, tempDir } from './testing/profile.ts';

const PASSWORD = 'correct horse';
let server: Dovecot;

beforeAll(async () => {
  const users = ['gap', 'torn', 'swap', 'reasons', 'progress', 'held', 'renumber'];
  server = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

function raw(id: string | null, { from = 'ana@acme.test', to = String(SALLY) } = {}): string {
  const messageId = id === null ? '' : `Message-ID: <${id}@mail.test>\r\n`;
  return `From: ${from}\r\nTo: ${to}\r\nDate: Mon, 05 Jan 2026 08:00:00 +0000\r\nSubject: Subject ${String(id)}\r\n${messageId}\r\nText of ${String(id)}\r\n`;
}

interface Opened {
  readonly mailpin: Mailpin;
  readonly dir: string;
  /** Changes the database behind Mailpin's back. */
  readonly damage: (sql: string) => void;
}
async function opened(settings: SourceSettings): Promise<Opened> {
  const dir = tempDir();
  const mailpin = createMailpin(
    { profileDir: dir },
    {
      secrets: memorySecrets(),
      clock: { now: () => Date.now() as UnixMs },
      logger: SILENT,
      openSource: mailSourceFor,
    },
  );
  onTestFinished(() => mailpin.stop());
  await mailpin.call('cards.import', { rows: CARDS });
  const password = settings.kind === 'imap' ? PASSWORD : null;
  await mailpin.call('accounts.add', { address: SALLY, settings, password, isChecked: true });
  await mailpin.call('sync.once', {});
  await mailpin.call('outbox.drain', {});
  return {
    mailpin,
    dir,
    damage(sql) {
      const db = new Database(join(dir, 'mailpin.db'));
      db.exec(sql);
      db.close();
    },
  };
}
const imap = (user: string): SourceSettings => {
  const { host, tlsPort: port, caFile } = server;
  return { kind: 'imap', host, port, security: 'tls', user, caFile };
};

async function audit(mailpin: Mailpin, isRepair = false): Promise<AuditReport> {
  const [report] = await mailpin.call('audit.run', { accountId: SALLY_ID, isRepair });
  if (report === undefined) throw new Error('no report');
  expect(report.error).toBeNull();
  return report;
}
const inWords = ({ mailboxes, differences }: AuditReport) => [
  ...mailboxes.map(
    ({ path, matchingCount, serverCount }) => `${path} ${String(matchingCount)} of ${String(serverCount)}`,
  ),
  ...differences.map(
    ({ uid, reason, atServer, inMirror }) => `${String(uid)} ${reason} ${atServer ?? inMirror ?? '-'}`,
  ),
];

test('a gap made in the database is found and healed, with links and threads as they were', async () => {
  for (const id of ['g1', 'g2', 'g3']) await server.mail.append('gap', { raw: raw(id) });
  await server.mail.append('gap', { raw: raw('g4', { from: SALLY, to: 'ana@acme.test' }), mailbox: 'Sent' });
  const { mailpin, dir, damage } = await opened(imap('gap'));
  expect(inWords(await audit(mailpin))).toEqual(['INBOX 3 of 3', 'Sent 1 of 1']);
  const before = dumpProfile(dir);

  damage(`DELETE FROM placement WHERE uid = 2 AND mailbox_id = (SELECT mailbox_id FROM mailbox WHERE path = 'INBOX');
          INSERT INTO placement (mailbox_id, uid, mail_id, is_seen) SELECT mailbox_id, 77, mail_id, 0 FROM placement WHERE uid = 1 LIMIT 1;`);
  expect((await mailpin.call('sync.once', {}))[0]?.added).toBe(0);
  const found = await audit(mailpin);
  expect(inWords(found)).toEqual(['INBOX 2 of 3', 'Sent 1 of 1', '2 missing g2@mail.test', '77 vanished g1@mail.test']);
  expect(await mailpin.call('audit.last', {})).toEqual([found]);

  const repaired = await audit(mailpin, true);
  expect(repaired.repaired).toEqual({ fetched: 1, removed: 1, rebound: 0, reread: 0 });
  expect(inWords(repaired)).toEqual(['INBOX 3 of 3', 'Sent 1 of 1']);
  await mailpin.call('outbox.drain', {});
  expect(dumpProfile(dir)).toEqual(before);
});

test.each([
  ['its row, the newest one', `DELETE FROM mail WHERE message_id = 't3@mail.test'`],
  ['rows of several', `DELETE FROM mail WHERE message_id IN ('t1@mail.test', 't3@mail.test')`],
  [
    'row and placement',
    `DELETE FROM placement WHERE uid = 3 AND mailbox_id = (SELECT mailbox_id FROM mailbox WHERE path = 'INBOX');
     DELETE FROM mail WHERE message_id = 't3@mail.test'`,
  ],
  ['its text', `DELETE FROM mail_body WHERE mail_id = (SELECT mail_id FROM mail WHERE message_id = 't2@mail.test')`],
])('what another program tore out of a mail is found and healed: %s', async (_what, sql) => {
  if ((await server.mail.uids('torn', 'INBOX')).length === 0)
    for (const id of ['t1', 't2', 't3']) await server.mail.append('torn', { raw: raw(id) });
  const { mailpin, dir, damage } = await opened(imap('torn'));
  const before = dumpProfile(dir);
  damage(`PRAGMA foreign_keys = OFF; ${sql}`);

  const lost = (await audit(mailpin)).differences.map(({ reason }) => reason);
  expect(new Set(lost)).toEqual(new Set(['missing']));
  expect((await audit(mailpin, true)).repaired).toMatchObject({ fetched: lost.length });
  await mailpin.call('outbox.drain', {});
  expect(dumpProfile(dir)).toEqual(before);
  expect((await mailpin.call('mails.search', { text: 'text', limit: 10 })).hits).toHaveLength(3);
});

test('new mail is stored also where the newest mail was torn out', async () => {
  const { mailpin, damage } = await opened(imap('torn'));
  damage(`PRAGMA foreign_keys = OFF; DELETE FROM mail WHERE message_id = 't3@mail.test'`);
  await server.mail.append('torn', { raw: raw('t4') });
  expect((await mailpin.call('sync.once', {}))[0]).toMatchObject({ error: null, added: 1 });
});

test('UIDs bound to each other’s mail are found and read again', async () => {
  for (const id of ['s1', 's2', 's3']) await server.mail.append('swap', { raw: raw(id) });
  const { mailpin, dir, damage } = await opened(imap('swap'));
  const before = dumpProfile(dir);
  damage(`UPDATE placement SET mail_id = CASE uid WHEN 1 THEN (SELECT mail_id FROM mail WHERE message_id = 's2@mail.test')
                                                 ELSE (SELECT mail_id FROM mail WHERE message_id = 's1@mail.test') END
           WHERE uid IN (1, 2)`);
  expect(inWords(await audit(mailpin))).toEqual([
    'INBOX 1 of 3',
    'Sent 0 of 0',
    '1 other-mail s1@mail.test',
    '2 other-mail s2@mail.test',
  ]);
  expect((await audit(mailpin, true)).repaired).toMatchObject({ rebound: 2 });
  await mailpin.call('outbox.drain', {});
  expect(dumpProfile(dir)).toEqual(before);
});

test('every difference has its reason, and the table can be saved', async () => {
  for (const id of ['old', '=danger', null]) await server.mail.append('reasons', { raw: raw(id) });
  const { mailpin, dir, damage } = await opened(imap('reasons'));
  await server.mail.append('reasons', { raw: raw('late') });
  damage(`DELETE FROM placement WHERE uid = 1;
          INSERT INTO outside_mail (mailbox_id, uid) SELECT mailbox_id, 1 FROM mailbox WHERE path = 'INBOX';
          DELETE FROM placement WHERE uid = 3;
          INSERT INTO failed_mail SELECT mailbox_id, 3, 'mail.unparsable', 0 FROM mailbox WHERE path = 'INBOX';`);
  const csvPath = join(dir, 'audit.csv');
  const [report] = await mailpin.call('audit.run', { isRepair: false, path: csvPath });
  expect(report === undefined ? [] : inWords(report)).toEqual([
    'INBOX 1 of 4',
    'Sent 0 of 0',
    '3 unreadable -',
    '1 outside-import old@mail.test',
    '4 not-read-yet late@mail.test',
  ]);
  const lines = readFileSync(csvPath, 'utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffaccount,mailbox,at server,matching,not-read-yet,/);
  expect(lines[1]).toBe(`${SALLY},INBOX,4,1,1,1,0,0,1,0,0,0,,,,`);
  expect(lines).toContain(`${SALLY},INBOX,,,,,,,,,,,3,unreadable (mail.unparsable),,`);
  expect((await audit(mailpin, true)).repaired).toMatchObject({ reread: 1 });
});

test('how far an audit is, is told mailbox by mailbox', async () => {
  for (const id of ['p1', 'p2']) await server.mail.append('progress', { raw: raw(id) });
  await server.mail.append('progress', { raw: raw('p3', { from: SALLY }), mailbox: 'Sent' });
  const { mailpin } = await opened(imap('progress'));
  const told: unknown[] = [];
  mailpin.on('audit.progress', ({ path, done, total }) => told.push([path, done, total]));
  await audit(mailpin);
  expect(told).toEqual([
    ['INBOX', 2, 2],
    ['Sent', 1, 1],
  ]);
});

test('what is held back is counted by what holds it', async () => {
  await server.mail.append('held', { raw: raw('colleague', { from: 'boss@seller.test' }) });
  const many = Array.from({ length: 101 }, (_, at) => `p${String(at)}@many.test`).join(',\r\n ');
  await server.mail.append('held', { raw: raw('many', { to: many }) });
  const { mailpin } = await opened(imap('held'));
  expect((await audit(mailpin)).heldBack).toMatchObject({ internal: 1, 'over-limit': 1, bulk: 0 });
});

test('under another UIDVALIDITY nothing is called wrong: the next sync reads the mailbox anew', async () => {
  await server.mail.append('renumber', { raw: raw('r1') });
  const { mailpin } = await opened(imap('renumber'));
  server.changeUidValidity('renumber', 'INBOX');
  expect(inWords(await audit(mailpin))).toEqual(['INBOX 0 of 1', 'Sent 0 of 0', '1 not-read-yet r1@mail.test']);
  await mailpin.call('sync.once', {});
  expect(inWords(await audit(mailpin))).toEqual(['INBOX 1 of 1', 'Sent 0 of 0']);
});

test.each(['maildir', 'mbox'] as const)('an archive (%s) is audited and healed the same way', async (kind) => {
  const path = join(tempDir(), 'archive');
  if (kind === 'mbox') {
    writeFileSync(
      path,
      ['a', 'b'].map((id) => `From ana Mon Jan  5 08:00:00 2026\n${raw(id).replaceAll('\r\n', '\n')}\n`).join(''),
    );
  } else {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(path, part), { recursive: true });
    for (const id of ['a', 'b']) writeFileSync(join(path, 'cur', `1767600000.${id}.host:2,S`), raw(id));
  }
  const { mailpin, damage } = await opened({ kind, path });
  damage(`DELETE FROM placement WHERE mail_id = (SELECT mail_id FROM mail WHERE message_id = 'a@mail.test')`);
  const found = await audit(mailpin);
  expect(found.mailboxes[0]).toMatchObject({ serverCount: 2, matchingCount: 1 });
  expect(found.differences).toMatchObject([{ reason: 'missing', atServer: 'a@mail.test' }]);
  expect((await audit(mailpin, true)).repaired).toMatchObject({ fetched: 1 });
  expect((await audit(mailpin)).differences).toEqual([]);
});

test('an account whose archive is gone has its error in its report, and the last audit stands', async () => {
  const path = join(tempDir(), 'Mail');
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(path, part), { recursive: true });
  writeFileSync(join(path, 'cur', '1767600000.a.host:2,S'), raw('a'));
  const { mailpin } = await opened({ kind: 'maildir', path });
  const good = await audit(mailpin);
  cpSync(path, `${path}.kept`, { recursive: true });
  rmSync(path, { recursive: true });
  const [failed] = await mailpin.call('audit.run', { isRepair: false });
  expect(failed?.error?.code).toBe('archive.not-found');
  expect(await mailpin.call('audit.last', {})).toEqual([good]);
});
