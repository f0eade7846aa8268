/**
 * What a user does in an afternoon, written so that it can be begun again after a crash: every step looks first whether it was done.
 * Run as a process of its own with the profile folder as argument; writes a line for everything the engine says.
 */
import type { UnixMs } from '../../../app/domain/ids.ts';
import { createMailpin } from '../../compose.ts';
import { arrayServer, mailOf } from './array-source.ts';
import { memorySecrets } from './memory-secrets.ts';
import { CARDS, SALLY } from './people.ts';

const THREADS = 40;
const PEOPLE = ['ana@acme.test', 'ben@bolt.test', 'lea@lead.test', 'who@nobody.test'];

function fill(): ReturnType<typeof arrayServer> {
  const server = arrayServer({ batchMails: 2 });
  for (let thread = 0; thread < THREADS; thread += 1) {
    const person = PEOPLE[thread % PEOPLE.length] ?? '';
    const subject = `Matter ${String(thread)}`;
    const at = thread * 10;
    const [first, answer, reply] = ['a', 'b', 'c'].map((letter) => `${letter}${String(thread)}`);
    if (first === undefined || answer === undefined || reply === undefined) continue;
    server.deliver('INBOX', mailOf({ id: first, from: person, to: SALLY, subject, at }));
    server.deliver('Sent', mailOf({ id: answer, from: SALLY, to: person, subject, at: at + 1, replyTo: first }), true);
    server.deliver('INBOX', mailOf({ id: reply, from: person, to: SALLY, subject, at: at + 2, replyTo: answer }));
  }
  return server;
}

const [, , profileDir = ''] = process.argv;
const { source } = fill();
const nothing = (): void => undefined;
const mailpin = createMailpin(
  { profileDir },
  {
    secrets: memorySecrets(),
    clock: { now: () => Date.now() as UnixMs },
    logger: { info: nothing, warn: nothing, error: nothing },
    openSource: () => source,
  },
);
const say = (word: string): void => void process.stdout.write(`${word}\n`);
for (const name of ['threads.changed', 'links.changed', 'outbox.changed', 'cards.changed'] as const) {
  mailpin.on(name, () => say(name));
}
await mailpin.start();
if ((await mailpin.call('accounts.list', {})).length === 0) {
  const settings = { kind: 'maildir', path: '/unused' } as const;
  await mailpin.call('accounts.add', { address: SALLY, settings, password: null, isChecked: true });
}
// Some cards are there when the mail comes, and some come after it: both ways of matching are cut off somewhere.
await mailpin.call('cards.import', { rows: CARDS.filter(({ kind }) => kind !== 'deal') });
await mailpin.call('sync.once', {});
await mailpin.call('cards.import', { rows: CARDS });
const done = new Set((await mailpin.call('actions.list', { limit: 10 })).map(({ subject }) => subject));
const mail = (id: string) => [{ messageId: `${id}@mail.test` }];
if (!done.has('Matter 0')) await mailpin.call('links.detach', { mails: mail('a0'), cardId: 'd1', reach: 'thread' });
if (!done.has('Matter 4')) {
  await mailpin.call('links.attach', { mails: mail('b4'), cardId: 'd2', from: 'd1', reach: 'message' });
}
if (!done.has('Matter 3')) await mailpin.call('links.attach', { mails: mail('c3'), cardId: 'd1', reach: 'message' });
await mailpin.call('outbox.drain', {});
await mailpin.stop();
say('done');
