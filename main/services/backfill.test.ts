/** The past of an account is read beside its present. */
import { expect, onTestFinished, test } from 'vitest';
import type { AccountState } from '../../app/contract/status-views.ts';
import { startPlainImap, type PlainImap } from '../../e2e/servers/plain-imap.ts';
import type { Mailpin } from '../compose.ts';
import { dumpProfile } from './testing/dump.ts';
import { IMAP_TIMEOUTS } from '../mail/imap/connect-options.ts';
import { imapProfile, PASSWORD, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';
import { cardsOf } from './testing/profile.ts';

const MAILS = 420;
/** Real parts on a machine that has other things to do as well. */
const SLOW = { timeout: 60_000 };

async function filled(maxConnections = 2): Promise<PlainImap> {
  const server = await startPlainImap({ users: { sally: PASSWORD }, capabilities: ['IDLE'], maxConnections });
  onTestFinished(() => server.stop());
  for (let mail = 0; mail < MAILS; mail += 1) {
    server.deliver('INBOX', { raw: rawMail(`m${String(mail)}`, 'ana@acme.test', SALLY) });
  }
  server.deliver('Sent', { raw: rawMail('sent', SALLY, 'ana@acme.test') });
  return server;
}

const profileOn = (server: PlainImap, copyOf?: string): Promise<ImapProfile> =>
  imapProfile({ port: server.port, user: 'sally' }, { ...IMAP_TIMEOUTS, pollMs: 200 }, copyOf);

function states(mailpin: Mailpin): AccountState[] {
  const heard: AccountState[] = [];
  mailpin.on('account.changed', ({ state }) => heard.push(state));
  return heard;
}
function stateIs(mailpin: Mailpin, isIt: (state: AccountState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    mailpin.on('account.changed', ({ state }) => isIt(state) && resolve());
  });
}
async function inboxCount({ mailpin }: ImapProfile): Promise<number | undefined> {
  return (await mailpin.call('accounts.list', {}))[0]?.mailboxes.find(({ role }) => role === 'inbox')?.mirroredCount;
}
const isKnown = (mailpin: Mailpin, id: string): Promise<boolean> =>
  mailpin.call('mails.get', { mail: { messageId: `${id}@mail.test` } }).then(
    () => true,
    () => false,
  );

test(
  'the newest 300 of every mailbox are read and matched first, then the rest, and it says how far it is',
  SLOW,
  async () => {
    const server = await filled();
    const profile = await profileOn(server);
    const heard = states(profile.mailpin);
    const atSlice = new Promise<boolean[]>((resolve) => {
      server.before('UID FETCH', () => {
        // The first mail below the newest 300 is asked for: Sent has been read by then.
        if (!server.commands.some((line) => line.startsWith('UID FETCH') && asks(line, MAILS - 300))) return true;
        void Promise.all([isKnown(profile.mailpin, `m${String(MAILS - 300)}`), isKnown(profile.mailpin, 'sent')]).then(
          resolve,
        );
        return false;
      });
    });
    expect(await syncOnce(profile)).toBeNull();
    expect(await atSlice).toEqual([true, true]);
    expect(await cardsOf(profile.mailpin, `m${String(MAILS - 1)}`)).toEqual(['contact:c1', 'deal:d1']);
    const told = heard.filter((state) => state.kind === 'mirroring');
    expect(told.at(-1)).toMatchObject({ done: MAILS + 1, total: MAILS + 1 });
    expect(told.every(({ done }, index) => done >= (told[index - 1]?.done ?? 0))).toBe(true);
  },
);

/** Whether a FETCH names this UID, alone or in a list. */
function asks(line: string, uid: number): boolean {
  return (line.split(' ')[2] ?? '').split(',').includes(String(uid));
}

test.each([2, 1])(
  'new mail that arrives while the past is read is there before the past is (connections: %i)',
  SLOW,
  async (connections) => {
    const server = await filled(connections);
    const profile = await profileOn(server);
    let deliveredAt = 0;
    server.before('UID FETCH', () => {
      deliveredAt += 1;
      if (deliveredAt === 2) server.deliver('INBOX', { raw: rawMail('live', 'ben@bolt.test', SALLY) });
      return deliveredAt < 2;
    });
    const came = new Promise<number>((resolve) => {
      profile.mailpin.on('threads.changed', () => {
        void isKnown(profile.mailpin, 'live').then(async (isThere) => {
          if (isThere) resolve((await inboxCount(profile)) ?? 0);
        });
      });
    });
    const done = stateIs(profile.mailpin, ({ kind }) => kind === 'watching');
    await profile.mailpin.call('sync.start', {});
    expect(await came).toBeLessThan(MAILS);
    await done;
    expect(await inboxCount(profile)).toBe(MAILS + 1);
    expect(server.mostConnections()).toBeLessThanOrEqual(2);
  },
);

test('paused, the past waits and the present goes on; it goes on where it was, also in another run', SLOW, async () => {
  const server = await filled();
  const calm = await profileOn(server);
  expect(await syncOnce(calm)).toBeNull();
  const profile = await profileOn(server);
  let hasPaused = false;
  profile.mailpin.on('account.changed', ({ state }) => {
    if (state.kind !== 'mirroring' || state.done < 100 || hasPaused) return;
    hasPaused = true;
    void profile.mailpin.call('sync.pause', {});
  });
  expect(await syncOnce(profile)).toBeNull();
  const [account] = await profile.mailpin.call('accounts.list', {});
  expect(account).toMatchObject({ isBackfillPaused: true, state: { kind: 'paused', total: MAILS } });
  const readBefore = (await inboxCount(profile)) ?? 0;
  expect(readBefore).toBeGreaterThanOrEqual(100);
  expect(readBefore).toBeLessThan(MAILS);

  const uid = server.deliver('INBOX', { raw: rawMail('new', 'ben@bolt.test', SALLY) });
  expect(await syncOnce(profile)).toBeNull();
  expect(await inboxCount(profile)).toBe(readBefore + 1);
  server.expunge('INBOX', uid);
  await profile.mailpin.stop();

  const next = await profileOn(server, profile.dir);
  const commandsBefore = server.commands.length;
  await next.mailpin.call('sync.resume', {});
  expect(await syncOnce(next)).toBeNull();
  const asked = server.commands.slice(commandsBefore).filter((line) => line.startsWith('UID FETCH'));
  expect(asked.some((line) => asks(line, MAILS))).toBe(false);
  for (const { mailpin } of [calm, next]) await mailpin.call('outbox.drain', {});
  for (const { mailpin } of [calm, next]) await mailpin.stop();
  expect(dumpProfile(next.dir)['placements']).toEqual(dumpProfile(calm.dir)['placements']);
});

test('a pause of a running watch is heard, and going on as well', SLOW, async () => {
  const server = await filled();
  const profile = await profileOn(server);
  const { mailpin } = profile;
  await mailpin.call('sync.pause', {});
  const paused = stateIs(mailpin, ({ kind }) => kind === 'paused');
  await mailpin.call('sync.start', {});
  await paused;
  expect(await inboxCount(profile)).toBe(0);
  const done = stateIs(mailpin, ({ kind }) => kind === 'watching');
  await mailpin.call('sync.resume', {});
  await done;
  expect(await inboxCount(profile)).toBe(MAILS);
});
