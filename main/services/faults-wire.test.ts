/** The line to a real server is cut at every step of a sync; what the mirror comes to is what it comes to undisturbed. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { startWire, type Wire } from '../../e2e/servers/wire.ts';
import { dumpProfile } from './testing/dump.ts';
import { imapProfile, PASSWORD, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';

let server: Dovecot;
const SLOW = { timeout: 180_000 };
beforeAll(async () => {
  server = await startDovecot({ users: { first: PASSWORD, later: PASSWORD, restart: PASSWORD }, ssl: 'no' });
});
afterAll(() => server.stop());

async function wireTo(port: number): Promise<Wire> {
  const wire = await startWire(port);
  onTestFinished(() => wire.close());
  return wire;
}

async function fill(user: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await server.mail.append(user, { raw: rawMail(id, 'ana@acme.test', SALLY) });
    await server.mail.append(user, { raw: rawMail(`re-${id}`, SALLY, 'ana@acme.test', id), mailbox: 'Sent' });
  }
}

/**
 * The steps of a sync: the lines after which each command is answered, and those after which its answer has begun. Tags are the
 * client's own, hexadecimal; all else is the answer's inside.
 */
function stepsOf(lines: readonly string[]): readonly number[] {
  const isEnd = (word: string | undefined): boolean => word === undefined || /^[0-9A-F]+$/.test(word);
  return lines.flatMap((word, index) => (isEnd(word) || isEnd(lines[index - 1]) ? [index + 1] : [])).slice(0, -1);
}

/** The state of a profile after a sync that nothing disturbed, and the lines it took. */
async function undisturbed(wire: Wire, user: string, copyOf?: string) {
  const profile = await imapProfile({ port: wire.port, user }, undefined, copyOf);
  const before = wire.lines.length;
  expect(await syncOnce(profile)).toBeNull();
  const lines = wire.lines.slice(before);
  return { dir: profile.dir, steps: stepsOf(lines), state: await endState(profile) };
}

async function endState({ mailpin, dir }: ImapProfile): Promise<unknown> {
  await mailpin.call('outbox.drain', {});
  await mailpin.stop();
  return dumpProfile(dir);
}

/** Cuts a sync after each of the steps, heals it with another on a whole line, and gives the codes of what was told. */
async function cutAt(wire: Wire, user: string, steps: readonly number[], expected: unknown, copyOf?: string) {
  const codes = new Set<string | null>();
  for (const step of steps) {
    const profile = await imapProfile({ port: wire.port, user }, undefined, copyOf);
    wire.cutAfter(step);
    codes.add(await syncOnce(profile));
    wire.cutAfter(Number.POSITIVE_INFINITY);
    expect([step, await syncOnce(profile)]).toEqual([step, null]);
    expect([step, await endState(profile)]).toEqual([step, expected]);
  }
  return codes;
}

/** The last steps are the server's good-bye: cut there, nothing is missing any more. */
const TOLD = new Set(['imap.unreachable', null]);

test('cut at any step of a first sync, the next one brings the mirror to the same state', SLOW, async () => {
  await fill('first', ['a']);
  const wire = await wireTo(server.plainPort);
  const { steps, state } = await undisturbed(wire, 'first');
  expect(steps.length).toBeGreaterThan(40);
  expect(await cutAt(wire, 'first', steps, state)).toEqual(TOLD);
});

test('cut at any step of a sync that finds new, read, moved and deleted mail, the next one does', SLOW, async () => {
  await fill('later', ['a', 'b', 'c']);
  const wire = await wireTo(server.plainPort);
  const { dir } = await undisturbed(wire, 'later');
  const [first = 0, second = 0, third = 0] = await server.mail.uids('later', 'INBOX');
  await fill('later', ['d']);
  await server.mail.addFlags('later', 'INBOX', [first], ['\\Seen']);
  await server.mail.move('later', 'INBOX', [second], 'Archive');
  await server.mail.expunge('later', 'INBOX', [third]);
  const { steps, state } = await undisturbed(wire, 'later', dir);
  expect(steps.length).toBeGreaterThan(20);
  expect(await cutAt(wire, 'later', steps, state, dir)).toEqual(TOLD);
});

test('restarted in the middle of a sync, the server gives the rest to the next one', SLOW, async () => {
  await fill('restart', ['a', 'b', 'c']);
  const wire = await wireTo(server.plainPort);
  const { state } = await undisturbed(wire, 'restart');
  const profile = await imapProfile({ port: wire.port, user: 'restart' });
  const isInTheMiddle = wire.passed(30);
  const syncing = syncOnce(profile);
  await isInTheMiddle;
  await server.restart();
  // A sync that was faster than the server's end has nothing to tell.
  expect(['imap.unreachable', 'imap.refused', null]).toContain(await syncing);
  expect(await syncOnce(profile)).toBeNull();
  expect(await endState(profile)).toEqual(state);
});
