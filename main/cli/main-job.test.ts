/** The main job by command line: the built program, a process a command, against real mail. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import type { CardDetail } from '../../app/contract/card-views.ts';
import type { StatusFacts } from '../../app/contract/status-views.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { startKeyring } from '../../e2e/servers/keyring.ts';
import { PROGRAM, type Ended } from './testing/built-program.ts';
import { addToMaildir, CARD_FILE, rawMail, SALLY, STORY, STORY_LINKS, type MailPlan } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';

const PASSWORD = 'pässwörd 1';
/** Each test signs in under a name of its own, to mailboxes that no other test sees. */
const SIGN_INS = Array.from({ length: 20 }, (_, at) => `sally${at}`);
let server: Dovecot;
let user: string;
let profile: Profile;
const unused = [...SIGN_INS];

beforeAll(async () => {
  server = await startDovecot({ users: Object.fromEntries(SIGN_INS.map((name) => [name, PASSWORD])) });
});
afterAll(() => server.stop());
beforeEach(() => {
  user = unused.pop() ?? '';
  profile = newProfile({ MAILPIN_SECRET_SALLY_ACME_TEST: PASSWORD }, ['--secrets', 'env']);
});
afterEach(() => {
  profile.remove();
});

async function deliver(plans: readonly MailPlan[]): Promise<void> {
  for (const plan of plans) {
    await server.mail.append(user, { raw: rawMail(plan), mailbox: plan.mailbox ?? 'INBOX' });
  }
}

function connectArgs(): string[] {
  return ['account', 'add', SALLY, '--imap', `localhost:${server.tlsPort}`, '--ca', server.caFile, '--user', user];
}

/** The story delivered, connected, its cards imported, synced once. */
async function standUp(): Promise<void> {
  await deliver(STORY);
  await profile.json(connectArgs());
  await profile.json(['card', 'import', '-'], CARD_FILE);
  await profile.sync();
}

async function action(args: readonly string[]): Promise<string> {
  const { actionId } = (await profile.json(args)) as DecisionOutcome;
  return String(actionId);
}

test('mail of an IMAP account is on the cards where the rules put it, and the CRM has it', async () => {
  await standUp();
  expect(await profile.links()).toEqual(STORY_LINKS);
  const status = (await profile.json(['status'])) as StatusFacts;
  expect(status).toMatchObject({
    mailCount: 6,
    threadCount: 5,
    linkedMailCount: 4,
    questionCount: 1,
    heldBack: { bulk: 1, nobody: 1 },
    outbox: { waiting: 0, arrived: STORY_LINKS.length, takenOff: 0, dead: 0 },
  });
  const deal = (await profile.json(['card', 'show', 'd1'])) as CardDetail;
  expect(deal.mails.map((mail) => mail.push.kind)).toEqual(['arrived', 'arrived']);
  expect(deal.atCrm).toHaveLength(2);
});

test('facts are told per mailbox, and a second sync finds nothing new', async () => {
  await standUp();
  const { stdout, code } = await profile.run(['sync', '--once']);
  expect(code).toBe(0);
  expect(stdout).toContain('sally@acme.test  Inbox 5 of 5, Sent 1 of 1, 0 new\n');
});

test('a detached thread stays off the card when a reply arrives, and comes back with undo only', async () => {
  await standUp();
  const detached = await action(['detach', '<ask@mail.test>', '--card', 'd1', '--reach', 'thread']);
  const without = STORY_LINKS.filter((link) => !link.endsWith(' d1'));
  expect(await profile.links()).toEqual(without);

  await deliver([
    { id: 'again', from: 'ana@globex.test', answers: ['ask', 'offer'], subject: 'Re: Pump 40', minute: 60 },
  ]);
  await profile.sync();
  expect(await profile.links()).toEqual([...without, 'again c1'].toSorted());
  const deal = (await profile.json(['card', 'show', 'd1'])) as CardDetail;
  expect(deal.keptOut).toHaveLength(3);
  expect(deal.atCrm).toEqual([]);

  await profile.json(['undo', detached]);
  expect(await profile.links()).toEqual([...STORY_LINKS, 'again c1', 'again d1'].toSorted());
});

test('a detached thread stays off after the server has renumbered its mailbox', async () => {
  await standUp();
  await profile.json(['detach', 'ask@mail.test', 'd1', '--reach', 'thread']);
  const before = await profile.links();
  server.changeUidValidity(user, 'INBOX');
  await profile.sync();
  expect(await profile.links()).toEqual(before);
});

test('a mail attached by hand stays attached in the next process, and its replies follow', async () => {
  await standUp();
  await profile.json(['attach', 'which@mail.test', '--card', 'd2']);
  expect(await profile.links()).toEqual([...STORY_LINKS, 'which d2'].toSorted());
  await deliver([{ id: 'then', from: 'ben@initech.test', answers: ['which'], minute: 70 }]);
  const { status } = await profile.sync();
  expect(await profile.links()).toEqual([...STORY_LINKS, 'which d2', 'then c2', 'then d2'].toSorted());
  expect(status.questionCount).toBe(0);
});

test('why tells the rule, the word of the user and the push, in sentences', async () => {
  await standUp();
  await profile.json(['detach', 'ask@mail.test', 'd1', '--reach', 'thread']);
  const { stdout } = await profile.run(['why', '<ask@mail.test>']);
  expect(stdout).toContain('ana@globex.test is an address of Ana Ruiz.');
  expect(stdout).toMatch(/You took this thread off Pumps on .*It stays off|Answers stay off/);
  expect(stdout).toMatch(/mailpin attach \d+ --card builtin:deal:d1/);
});

/** Watches and lets a test react to the lines that are printed; ends with Ctrl-C when `react` says so. */
async function watch(react: (line: string) => Promise<'go on' | 'end'> | 'go on' | 'end'): Promise<Ended> {
  const { child, ended } = profile.start(['sync', '--watch', '--json']);
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface(child.stdout)) {
    if ((await react(line)) === 'end') child.kill('SIGINT');
  }
  return ended;
}

test('watching brings in a mail that arrives, and Ctrl-C ends it well', async () => {
  await standUp();
  const lines: string[] = [];
  const { code, stderr } = await watch(async (line) => {
    lines.push(line);
    if (line.includes('"watching"')) await deliver([{ id: 'live', from: 'ana@globex.test', minute: 80 }]);
    return line.includes('"links.changed"') ? 'end' : 'go on';
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('event');
  expect(await profile.links()).toEqual([...STORY_LINKS, 'live c1', 'live d1'].toSorted());
});

test('watching survives a server that goes away and comes back', async () => {
  await standUp();
  let isRestarted = false;
  const { code } = await watch(async (line) => {
    if (!line.includes('"watching"')) return 'go on';
    if (isRestarted) return 'end';
    isRestarted = true;
    await server.restart();
    return 'go on';
  });
  expect(code).toBe(0);
});

test.skipIf(process.platform === 'win32')('a reader that has read enough ends the program quietly', async () => {
  await profile.json(['status']);
  // `true` reads nothing and is gone long before the answer is written.
  const script = '( "$NODE" "$PROGRAM" --profile "$PROFILE" help; echo "ended with $?" >&2 ) | true';
  const { stderr } = spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NODE: process.execPath, PROGRAM, PROFILE: profile.dir },
  });
  expect(stderr).toBe('ended with 0\n');
});

test('the password goes into the real keyring and nowhere else', async () => {
  const keyring = await startKeyring('unlocked');
  const kept = newProfile(keyring.env);
  try {
    await deliver(STORY);
    await kept.json([...connectArgs(), '--password-stdin'], `${PASSWORD}\n`);
    expect((await kept.sync()).accounts).toMatchObject([{ error: null, added: STORY.length }]);
    const { stdout } = await kept.run(['account', 'list', '--json']);
    expect(stdout).not.toContain(PASSWORD);
    keyring.lock();
    expect(await kept.run(['sync', '--once'])).toMatchObject({ code: 1 });
  } finally {
    kept.remove();
    await keyring.stop();
  }
});

test('a Maildir and a mailbox at a server side by side give one picture', async () => {
  await standUp();
  const maildir = join(profile.scratch, 'Mail');
  addToMaildir(maildir, [{ id: 'old', from: 'ana@globex.test', to: ['ben@acme.test'] }, ...STORY.slice(0, 1)]);
  await profile.json(['account', 'add', 'ben@acme.test', '--maildir', maildir]);
  const { status } = await profile.sync();
  expect(status.mailCount).toBe(STORY.length + 1);
  expect(await profile.links()).toEqual([...STORY_LINKS, 'old c1', 'old d1'].toSorted());
});
