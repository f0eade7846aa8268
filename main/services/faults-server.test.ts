/** A server that answers wrongly, not at all, or changes while it is read: each fault has its code, and costs nothing. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { MISBEHAVIOURS, startPlainImap, type Misbehaviour, type PlainImap } from '../../e2e/servers/plain-imap.ts';
import { IMAP_TIMEOUTS, type ImapTimeouts } from '../mail/imap/connect-options.ts';
import { dumpProfile } from './testing/dump.ts';
import { imapProfile, IMPATIENT, PASSWORD, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';

let server: PlainImap;
beforeEach(async () => {
  server = await startPlainImap({ users: { sally: PASSWORD }, capabilities: ['SPECIAL-USE'] });
  onTestFinished(() => server.stop());
  for (const id of ['a', 'b', 'c']) {
    server.deliver('INBOX', { raw: rawMail(id, 'ana@acme.test', SALLY) });
    server.deliver('Sent', { raw: rawMail(`re-${id}`, SALLY, 'ana@acme.test', id) });
  }
});

function profile(timeouts?: ImapTimeouts, copyOf?: string): Promise<ImapProfile> {
  return imapProfile({ port: server.port, user: 'sally' }, timeouts, copyOf);
}
/** The same profile in an engine that waits for its server as long as users' engines do. */
async function patient({ mailpin, dir }: ImapProfile): Promise<ImapProfile> {
  await mailpin.stop();
  return profile(IMAP_TIMEOUTS, dir);
}
async function endState({ mailpin, dir }: ImapProfile): Promise<unknown> {
  await mailpin.call('outbox.drain', {});
  await mailpin.stop();
  return dumpProfile(dir);
}
async function calmState(): Promise<unknown> {
  const calm = await profile();
  expect(await syncOnce(calm)).toBeNull();
  return await endState(calm);
}
/** Every server begins with the same mail, so one undisturbed run stands for all. */
let undisturbed: Promise<unknown> | null = null;

const COMMANDS = ['LOGIN', 'LIST "" "*"', 'EXAMINE', 'UID SEARCH', 'UID FETCH'] as const;
/** What the user is told; a code for a command alone is what differs from the rule. */
const TOLD: Readonly<Record<Misbehaviour, string>> = {
  no: 'imap.refused',
  bad: 'imap.protocol',
  bye: 'imap.unreachable',
  garbage: 'imap.protocol',
  'half-literal': 'imap.unreachable',
  cut: 'imap.unreachable',
  nothing: 'imap.timeout',
};
const EXCEPTIONS: Readonly<Record<string, string | null>> = {
  // Refused as a sign-in, the password is what there is to correct.
  'LOGIN no': 'imap.auth-rejected',
  'LOGIN bad': 'imap.auth-rejected',
  'LOGIN garbage': 'imap.auth-rejected',
  // The library tells a search that was refused from one that failed, but not how it was refused.
  'UID SEARCH no': 'imap.protocol',
  // Refused as a whole, the mails are asked for one by one, and come.
  'UID FETCH no': null,
  'UID FETCH bad': null,
  'UID FETCH garbage': null,
};

const table = COMMANDS.flatMap((command) =>
  MISBEHAVIOURS.map((how) => [command, how, EXCEPTIONS[`${command} ${how}`] ?? null, TOLD[how]] as const),
);

test.each(table)('%s answered with %s is told, and the next sync brings all', async (command, how) => {
  const key = `${command} ${how}`;
  const expected = key in EXCEPTIONS ? EXCEPTIONS[key] : TOLD[how];
  const calm = await (undisturbed ??= calmState());
  const rough = await profile(how === 'nothing' ? IMPATIENT : IMAP_TIMEOUTS);
  server.misbehave(command, how);
  expect(await syncOnce(rough)).toBe(expected);
  const healed = how === 'nothing' ? await patient(rough) : rough;
  expect(await syncOnce(healed)).toBeNull();
  expect(await endState(healed)).toEqual(calm);
});

/** Changes that other programs make while Mailpin reads. */
const MEANWHILE: Readonly<Record<string, (uid: number) => void>> = {
  'a mail is deleted': (uid) => server.expunge('INBOX', uid),
  'a mail is read': (uid) => server.addFlag('INBOX', uid, '\\Seen'),
  'a mail is moved': (uid) => server.move('INBOX', uid, 'Sent'),
  'a mail arrives': () => void server.deliver('INBOX', { raw: rawMail('d', 'ben@bolt.test', SALLY) }),
  'the newest mail is deleted': () => server.expunge('INBOX', 3),
  'all mails are deleted': () => [1, 2, 3].forEach((uid) => server.expunge('INBOX', uid)),
  'UIDVALIDITY changes': () => server.changeUidValidity('INBOX'),
  'a mailbox is renamed': () => server.renameMailbox('Sent', 'Gesendet'),
  'a mailbox is deleted and made again': () => {
    server.deleteMailbox('Sent');
    server.createMailbox('Sent', '\\Sent');
  },
};

/** A large mail is described first, and its parts are asked for after that. */
const TO_A_LARGE_MAIL = ['a mail is deleted', 'a mail is read', 'a mail is moved'];
const [FIRST_FETCH, DESCRIPTION, PARTS] = [1, 2, 3];
const BEYOND_WHOLE = 40_000;

async function changedAtFetch(what: string, uid: number, at: number): Promise<void> {
  const rough = await profile();
  let fetches = 0;
  server.before('UID FETCH', () => {
    fetches += 1;
    if (fetches === at) MEANWHILE[what]?.(uid);
    return fetches < at;
  });
  await syncOnce(rough);
  expect(fetches).toBe(at);
  expect(await syncOnce(rough)).toBeNull();
  expect(await endState(rough)).toEqual(await calmState());
}

test.each(Object.keys(MEANWHILE))(
  '%s while mail is read: the next sync brings the mirror to what the server has',
  async (what) => {
    await changedAtFetch(what, 2, FIRST_FETCH);
  },
);

test.each(TO_A_LARGE_MAIL.flatMap((what) => [DESCRIPTION, PARTS].map((at) => [what, at] as const)))(
  '%s while a large one is read, at FETCH %i: the next sync brings the mirror to what the server has',
  async (what, at) => {
    const raw = `${rawMail('large', 'ana@acme.test', SALLY)}${'x'.repeat(BEYOND_WHOLE)}\r\n`;
    await changedAtFetch(what, server.deliver('INBOX', { raw }), at);
  },
);

test.each(['no', 'bad'] as const)(
  'a server that answers a search by size with %s has its mail read all the same',
  async (how) => {
    const rough = await profile();
    server.misbehave('UID SEARCH UID', how);
    expect(await syncOnce(rough)).toBeNull();
    expect(server.commands.some((command) => command.includes('BODYSTRUCTURE'))).toBe(true);
    expect(await endState(rough)).toEqual(await calmState());
  },
);

test('a mailbox that stays away is named, and the others go on', async () => {
  const rough = await profile();
  await syncOnce(rough);
  server.deleteMailbox('Sent');
  server.deliver('INBOX', { raw: rawMail('late', 'ana@acme.test', SALLY) });
  expect(await syncOnce(rough)).toBe('mailbox.gone');
  const { items } = await rough.mailpin.call('threads.list', { limit: 10 });
  expect(items.map(({ newestMessageId }) => newestMessageId)).toContain('late@mail.test');
});
