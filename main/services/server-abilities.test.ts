/** What a server can do is used: seen in what is said to a real one. */
import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { startWire } from '../../e2e/servers/wire.ts';
import { imapProfile, PASSWORD, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';

let server: Dovecot;
beforeAll(async () => {
  const users = { gone: PASSWORD, told: PASSWORD, live: PASSWORD };
  server = await startDovecot({ users, ssl: 'no', isRecording: true });
});
afterAll(() => server.stop());

const fromAna = (id: string): string => rawMail(id, 'ana@acme.test', SALLY);

async function synced(port: number, user: string): Promise<ImapProfile> {
  const profile = await imapProfile({ port, user });
  expect(await syncOnce(profile)).toBeNull();
  return profile;
}

/** What was said while the work ran, without tags. */
async function saidDuring(user: string, work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = server.commandsOf(user).length;
  await work();
  return server
    .commandsOf(user)
    .slice(before)
    .map((line) => line.replace(/^\S+ /, ''));
}

/** All UIDs of a mailbox, in a few ranges (ESEARCH). */
const ALL_UIDS = 'UID SEARCH RETURN (COUNT ALL) ALL';

test('QRESYNC: mails that went are named by the server, and no UIDs are compared', async () => {
  const uids: number[] = [];
  for (const id of ['a', 'b', 'c', 'd']) uids.push(await server.mail.append('gone', { raw: fromAna(id) }));
  const profile = await synced(server.plainPort, 'gone');
  expect(await saidDuring('gone', () => synced(server.plainPort, 'gone'))).toContain(ALL_UIDS);
  await server.mail.expunge('gone', 'INBOX', uids.slice(1, 3));
  const said = await saidDuring('gone', () => syncOnce(profile));
  expect(said).toContainEqual(expect.stringMatching(/^UID FETCH 1:\* .*\(CHANGEDSINCE \d+ VANISHED\)$/));
  expect(said).not.toContain(ALL_UIDS);
  const [account] = await profile.mailpin.call('accounts.list', {});
  expect(account?.mailboxes.find(({ role }) => role === 'inbox')).toMatchObject({ mirroredCount: 2, serverCount: 2 });
});

test('NOTIFY: all mailboxes tell over one connection, and none is asked', async () => {
  const profile = await synced(server.plainPort, 'told');
  const { mailpin } = profile;
  const watching = new Promise<void>((resolve) => {
    mailpin.on('account.changed', ({ state }) => state.kind === 'watching' && resolve());
  });
  const said = await saidDuring('told', async () => {
    await mailpin.call('sync.start', {});
    await watching;
    const arrived = new Promise<void>((resolve) => {
      mailpin.on('threads.changed', () => resolve());
    });
    await server.mail.append('told', { raw: rawMail('mine', SALLY, 'ana@acme.test'), mailbox: 'Sent' });
    await arrived;
    await mailpin.call('sync.stop', {});
  });
  expect(said).toContainEqual(
    'NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange)) (PERSONAL (MessageNew MessageExpunge FlagChange))',
  );
  expect(said.filter((line) => line.startsWith('STATUS'))).toEqual([]);
});

test('new mail is fetched from the open mailbox, which is opened again once, afterwards', async () => {
  const { mailpin } = await synced(server.plainPort, 'live');
  const heard = new EventEmitter();
  mailpin.on('threads.changed', () => heard.emit('mail'));
  mailpin.on('account.changed', ({ state }) => state.kind === 'watching' && heard.emit('watching'));
  const watching = once(heard, 'watching');
  await mailpin.call('sync.start', {});
  await watching;
  const said = await saidDuring('live', async () => {
    // What is said for the first has been said when the second is here.
    for (const id of ['first', 'second']) {
      const arrived = once(heard, 'mail');
      await server.mail.append('live', { raw: fromAna(id) });
      await arrived;
    }
    await mailpin.call('sync.stop', {});
  });
  const steps = said.flatMap((line) =>
    line.startsWith('EXAMINE') ? 'opened' : /^UID FETCH .*BODY/.test(line) ? 'mail' : [],
  );
  expect(steps.slice(0, 3)).toEqual(['mail', 'opened', 'mail']);
});

test('COMPRESS=DEFLATE: the same mail travels in less than half the bytes', async () => {
  const byteCounts: number[] = [];
  for (const isCompressing of [false, true]) {
    const other = await startDovecot({ users: { small: PASSWORD }, ssl: 'no', isCompressing, isRecording: true });
    onTestFinished(() => other.stop());
    const wire = await startWire(other.plainPort);
    onTestFinished(() => wire.close());
    for (let mail = 0; mail < 40; mail += 1) {
      const text = `Our offer ${String(mail)} for the pumps, as we discussed on the phone.\r\n`.repeat(20);
      await other.mail.append('small', { raw: `${fromAna(`m${String(mail)}`)}${text}` });
    }
    const { mailpin } = await synced(wire.port, 'small');
    expect((await mailpin.call('status.get', {})).mailCount).toBe(40);
    const isAsked = other.commandsOf('small').some((line) => line.endsWith('COMPRESS DEFLATE'));
    expect(isAsked).toBe(isCompressing);
    byteCounts.push(wire.bytes());
  }
  const [plain = 0, deflated = 0] = byteCounts;
  expect(deflated).toBeLessThan(plain / 2);
});
