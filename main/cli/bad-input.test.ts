/** Each bad input by command line: its own code, a sentence with the next step, and nothing else stops. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ErrorCode } from '../../app/errors.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { freePort } from '../../e2e/servers/dovecot-port.ts';
import { startKeyring, type KeyringState } from '../../e2e/servers/keyring.ts';
import { PROGRAM } from './testing/built-program.ts';
import { addToMaildir, CARD_FILE, rawMail, SALLY, STORY, STORY_LINKS } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';

const PASSWORD = 'right';
const SECRET = { MAILPIN_SECRET_SALLY_ACME_TEST: PASSWORD };
const FROM_ENV = ['--secrets', 'env'];
let server: Dovecot;
let stranger: Dovecot;
let profile: Profile;

beforeAll(async () => {
  [server, stranger] = await Promise.all([
    startDovecot({ users: { [SALLY]: PASSWORD } }),
    startDovecot({ users: { [SALLY]: PASSWORD }, certificateHosts: ['mail.elsewhere.test'] }),
  ]);
});
afterAll(async () => {
  await Promise.all([server.stop(), stranger.stop()]);
});
beforeEach(() => {
  profile = newProfile(SECRET, FROM_ENV);
});
afterEach(() => {
  profile.remove();
});

function addImap(at: string, ...more: readonly string[]): string[] {
  return ['account', 'add', SALLY, '--imap', at, ...more];
}

function changeDatabase(file: string, change: string): void {
  const db = new Database(join(profile.dir, file));
  db.exec(change);
  db.close();
}

async function standUpMaildir(of: Profile): Promise<string> {
  const maildir = join(of.scratch, 'Mail');
  addToMaildir(maildir, STORY);
  await of.json(['account', 'add', SALLY, '--maildir', maildir]);
  await of.json(['card', 'import', '-'], CARD_FILE);
  return maildir;
}

test.each<[string, ErrorCode, () => Promise<string[]> | string[]]>([
  ['a host that does not exist', 'imap.host-unknown', () => addImap('mail.nowhere.invalid')],
  ['a port where nobody listens', 'imap.unreachable', async () => addImap(`localhost:${await freePort()}`)],
  ['TLS to a port without it', 'imap.not-encrypted', () => addImap(`localhost:${server.plainPort}`)],
  ['a certificate of an unknown authority', 'imap.tls-untrusted', () => addImap(`localhost:${server.tlsPort}`)],
  [
    'a certificate for another name',
    'imap.tls-mismatch',
    () => addImap(`localhost:${stranger.tlsPort}`, '--ca', stranger.caFile),
  ],
  ['a certificate file that is not there', 'input.unreadable-file', () => addImap('localhost', '--ca', '/nowhere.pem')],
  ['an address that is none', 'input.invalid', () => ['account', 'add', 'sally', '--maildir', '/']],
  ['a Maildir that is not there', 'archive.not-found', () => ['account', 'add', SALLY, '--maildir', '/nowhere']],
  ['a mail that is not there', 'input.unknown-mail', () => ['show', '<nobody@nowhere.test>']],
  ['a card that is not there', 'input.unknown-card', () => ['card', 'show', 'd99']],
  ['an account that is not there', 'input.unknown-account', () => ['sync', '--once', '--account', 'ben@acme.test']],
  ['nothing to undo', 'input.nothing-to-undo', () => ['undo']],
  ['a card file that is not there', 'input.unreadable-file', () => ['card', 'import', '/nowhere.csv']],
])('%s is %s', async (_name, code, args) => {
  expect(await profile.error(await args())).toBe(code);
});

test('a wrong password is told as such, with where to sign in, and nothing is stored', async () => {
  const wrong = newProfile({ MAILPIN_SECRET_SALLY_ACME_TEST: 'wrong' }, FROM_ENV);
  const args = addImap(`localhost:${server.tlsPort}`, '--ca', server.caFile);
  try {
    expect(await wrong.error(args)).toBe('imap.auth-rejected');
    const { code, stdout, stderr } = await wrong.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      [
        'The mail server localhost refused the user name or password.',
        'Sign in again with the right password. Some providers want an app password made for mail programs.',
        'mailpin account add … once more, with the right password (with --secrets env: in its MAILPIN_SECRET_… variable)',
        '',
      ].join('\n'),
    );
    expect(await wrong.json(['account', 'list'])).toEqual([]);
  } finally {
    wrong.remove();
  }
});

test('no password at all is told as such', async () => {
  const without = newProfile({}, FROM_ENV);
  expect(await without.error(addImap(`localhost:${server.tlsPort}`, '--ca', server.caFile))).toBe(
    'imap.password-missing',
  );
  without.remove();
});

test('with passwords from the environment none is stored', async () => {
  const args = addImap(`localhost:${server.tlsPort}`, '--ca', server.caFile, '--password-stdin');
  expect(await profile.error(args, `${PASSWORD}\n`)).toBe('keychain.read-only');
});

test.each<KeyringState>(['no-bus', 'no-service'])(
  'a machine with %s has no keychain, and no other place is used',
  async (state) => {
    const keyring = await startKeyring(state);
    const bare = newProfile(keyring.env);
    const args = addImap(`localhost:${server.tlsPort}`, '--ca', server.caFile, '--password-stdin');
    expect(await bare.error(args, `${PASSWORD}\n`)).toBe('keychain.missing');
    expect(await bare.json(['account', 'list'])).toEqual([]);
    // An archive has no password, so nothing has to be forgotten.
    const archive = join(bare.dir, 'archive');
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(archive, part), { recursive: true });
    await bare.json(['account', 'add', SALLY, '--maildir', archive]);
    await bare.json(['account', 'disconnect', SALLY]);
    expect(await bare.json(['account', 'delete', SALLY, '--confirm', SALLY])).toMatchObject({ accountId: SALLY });
    bare.remove();
    await keyring.stop();
  },
);

test('one account in trouble leaves the other alone', async () => {
  const keyring = await startKeyring('unlocked');
  const both = newProfile(keyring.env);
  await server.mail.append(SALLY, { raw: rawMail({ id: 'one', from: 'ana@globex.test' }) });
  const args = addImap(`localhost:${server.tlsPort}`, '--ca', server.caFile, '--password-stdin');
  await both.json(args, PASSWORD);
  addToMaildir(join(both.scratch, 'Mail'), [{ id: 'two', from: 'ana@globex.test', to: ['ben@acme.test'] }]);
  await both.json(['account', 'add', 'ben@acme.test', '--maildir', join(both.scratch, 'Mail')]);
  await both.json(['account', 'sign-in', SALLY, '--password-stdin'], 'changed elsewhere');

  const { code, stdout } = await both.run(['sync', '--once', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    accounts: [
      { accountId: SALLY, error: { code: 'imap.auth-rejected' } },
      { accountId: 'ben@acme.test', error: null, added: 1 },
    ],
  });
  both.remove();
  await keyring.stop();
});

test.each([
  ['mailpin.db', 'status'],
  ['crm.db', 'push'],
])('a damaged %s is told as such', async (file, commandThatNeedsIt) => {
  mkdirSync(profile.dir);
  writeFileSync(join(profile.dir, file), 'this is no database. '.repeat(1_000));
  expect(await profile.error([commandThatNeedsIt])).toBe('store.corrupt');
});

test('with a damaged crm.db the mirror can still be read', async () => {
  mkdirSync(profile.dir);
  writeFileSync(join(profile.dir, 'crm.db'), 'this is no database. '.repeat(1_000));
  expect(await profile.json(['status'])).toMatchObject({ mailCount: 0 });
});

test.each([
  ['mailpin.db', 'status', 'PRAGMA user_version = 9990'],
  ['crm.db', 'push', `INSERT INTO kysely_migration (name, timestamp) VALUES ('9990_later', '')`],
])('a %s of a newer Mailpin is told as such', async (file, commandThatNeedsIt, change) => {
  await profile.json([commandThatNeedsIt]);
  changeDatabase(file, change);
  expect(await profile.error([commandThatNeedsIt])).toBe('store.newer');
});

test('a profile that is a file cannot be written to', async () => {
  writeFileSync(profile.dir, '');
  expect(await profile.error(['status'])).toBe('store.unwritable');
});

test('a mailbox deleted meanwhile is told as such; the others go on and its links stay', async () => {
  const maildir = await standUpMaildir(profile);
  await profile.sync();
  rmSync(join(maildir, '.Sent'), { recursive: true });
  writeFileSync(join(maildir, 'cur', 'late:2,'), rawMail({ id: 'late', from: 'ana@globex.test', minute: 90 }));

  const { code, stdout } = await profile.run(['sync', '--once', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ accounts: [{ added: 1, error: { code: 'mailbox.gone' } }] });
  expect(await profile.links()).toEqual([...STORY_LINKS, 'late c1', 'late d1'].toSorted());
});

test('a mail that nobody can read is counted, and the others come in', async () => {
  const maildir = await standUpMaildir(profile);
  // A folder where a mail should be: there, and not to be read.
  mkdirSync(join(maildir, 'cur', 'broken.mail.test:2,S'));
  writeFileSync(join(maildir, 'cur', 'garbage.mail.test:2,S'), Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x80]));
  writeFileSync(join(maildir, 'cur', 'empty.mail.test:2,S'), '');
  await profile.sync();
  expect(await profile.links()).toEqual(STORY_LINKS);
});

test('an archive that is not there any more is told as such, and what was read from it stays', async () => {
  const maildir = await standUpMaildir(profile);
  await profile.sync();
  rmSync(maildir, { recursive: true });
  const { code, stdout } = await profile.run(['sync', '--once']);
  expect(code).toBe(1);
  expect(stdout).toContain(`The mail archive ${maildir} is not there.`);
  expect(await profile.links()).toEqual(STORY_LINKS);
});

test('a card that is gone from the CRM takes no more mail, and its rule-made links go', async () => {
  await standUpMaildir(profile);
  await profile.sync();
  changeDatabase(
    'crm.db',
    `UPDATE change_counter SET value = value + 1;
     UPDATE card SET gone_at = 1, changed_seq = (SELECT value FROM change_counter) WHERE card_id = 'builtin:deal:d1'`,
  );
  await profile.sync();
  expect(await profile.links()).toEqual(STORY_LINKS.filter((link) => !link.endsWith(' d1')));
  expect(await profile.error(['attach', 'carl@mail.test', 'd1'])).toBe('crm.card-gone');
});

const MOUNT = 'mount -t tmpfs -o size=64m none "$SMALL"';
const canMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', MOUNT], { env: { ...process.env, SMALL: '/mnt' } }).status === 0;

/** Runs a script with `mailpin` on a disk of 64 MB that is gone afterwards; gives what it printed, line by line. */
function onSmallDisk(script: string): readonly string[] {
  const small = join(profile.scratch, 'small');
  mkdirSync(small);
  writeFileSync(join(profile.scratch, 'cards.csv'), CARD_FILE);
  const start = `${MOUNT} || exit 9
    mailpin() { "$NODE" "$PROGRAM" --profile "$SMALL/profile" --json "$@" 2>&1; }
    mailpin account add ${SALLY} --maildir "$SCRATCH/Mail" >/dev/null
    mailpin card import "$SCRATCH/cards.csv" >/dev/null
    dd if=/dev/zero of="$SMALL/ballast" bs=64k 2>/dev/null`;
  const env = { PATH: process.env['PATH'], NODE: process.execPath, PROGRAM, SMALL: small, SCRATCH: profile.scratch };
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', `${start}\n${script}`], {
    encoding: 'utf8',
    env,
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

test.skipIf(!canMount)('a disk that is full from the start is told as such', () => {
  addToMaildir(join(profile.scratch, 'Mail'), STORY);
  const [answer = '', exit] = onSmallDisk('mailpin sync --once; echo $?');
  expect(exit).toBe('1');
  expect(JSON.parse(answer)).toMatchObject({ error: { code: 'store.full' } });
});

test.skipIf(!canMount)(
  'a disk that runs full is told as such; with room again the sync goes on and nothing is missing',
  () => {
    const long = Array.from({ length: 60 }, (_, at) => ({
      id: `long${at}`,
      from: 'nina@elsewhere.test',
      text: Array.from({ length: 5_000 }, (_word, word) => `word${at}x${word}`).join(' '),
    }));
    addToMaildir(join(profile.scratch, 'Mail'), [...STORY, ...long]);
    const [first = '', firstExit, secondExit, links = ''] = onSmallDisk(`
    truncate -s -1M "$SMALL/ballast"
    mailpin sync --once; echo $?
    rm "$SMALL/ballast"
    mailpin sync --once >/dev/null; echo $?
    mailpin links`);
    expect([firstExit, secondExit]).toEqual(['1', '0']);
    expect(JSON.parse(first)).toMatchObject({ accounts: [{ error: { code: 'store.full' } }] });
    expect(JSON.parse(links)).toHaveLength(STORY_LINKS.length);
  },
);
