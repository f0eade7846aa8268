import { expect, test } from 'vitest';
import type { CardRow } from '../../app/contract/commands.ts';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, handClock, openProfile } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const TWINS: readonly CardRow[] = [
  { kind: 'contact', id: 't1', name: 'Twin one', emails: ['twice@d.test'], row: 1 },
  { kind: 'contact', id: 't2', name: 'Twin two', emails: ['twice@d.test'], row: 2 },
];

/** Two threads of one address that two contacts have. */
async function twins() {
  const server = arrayServer();
  const letter = (id: string, at: number) =>
    server.deliver('INBOX', mailOf({ id, from: 'twice@d.test', to: SALLY, subject: id, at }));
  letter('q1', 1);
  letter('q2', 2);
  const clock = handClock(1_000_000);
  const mailpin = await openProfile({ source: server.source, clock });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: TWINS });
  await mailpin.call('sync.once', {});
  expect(await asked(mailpin)).toBe(2);
  const attach = async (id: string, cardId: string) => {
    clock.advance(1_000);
    return mailpin.call('links.attach', { mails: [named(id)], cardId, reach: 'thread' });
  };
  return { mailpin, letter, attach, server };
}

async function asked(mailpin: Mailpin): Promise<number> {
  return (await mailpin.call('questions.list', { limit: 10 })).total;
}

test('whose a shared address is, is asked once: the answer counts for every other thread, then and later', async () => {
  const { mailpin, letter, attach } = await twins();
  const { mailIds, threadIds } = await attach('q1', 't1');
  expect([mailIds.length, threadIds.length]).toEqual([2, 2]);
  letter('q3', 3);
  await mailpin.call('sync.once', {});
  expect(await asked(mailpin)).toBe(0);
  for (const id of ['q1', 'q2', 'q3']) expect(await cardsOf(mailpin, id)).toEqual(['contact:t1']);
  const [link] = await mailpin.call('links.list', { mail: named('q3'), limit: 10 });
  expect(link).toMatchObject({ origin: 'rule', evidence: { rule: 'remembered', address: 'twice@d.test' } });
  const { lines } = await mailpin.call('mails.why', { mail: named('q3') });
  expect(lines.map(({ sentence }) => sentence)).toContain('link.remembered');
  expect(await atCrm(mailpin, 't1')).toEqual(['q1', 'q2', 'q3']);
});

test('the latest answer counts, and an answer that is taken back counts no more', async () => {
  const { mailpin, attach, letter } = await twins();
  letter('q3', 3);
  await mailpin.call('sync.once', {});
  await attach('q1', 't1');
  await attach('q2', 't2');
  expect(await cardsOf(mailpin, 'q1')).toEqual(['contact:t1']);
  expect(await cardsOf(mailpin, 'q3')).toEqual(['contact:t2']);
  await mailpin.call('actions.undo', {});
  expect(await cardsOf(mailpin, 'q2')).toEqual(['contact:t1']);
  expect(await cardsOf(mailpin, 'q3')).toEqual(['contact:t1']);
  await mailpin.call('links.detach', { mails: [named('q1')], cardId: 't1', reach: 'thread' });
  expect(await cardsOf(mailpin, 'q3')).toEqual([]);
  expect(await asked(mailpin)).toBe(2);
});

test('a detach on another mail of the thread ends the answer too: the other threads ask again', async () => {
  const { mailpin, attach, server } = await twins();
  await attach('q1', 't1');
  server.deliver('INBOX', mailOf({ id: 'q1b', from: 'twice@d.test', to: SALLY, subject: 'q1', at: 5, replyTo: 'q1' }));
  await mailpin.call('sync.once', {});
  expect(await asked(mailpin)).toBe(0);
  await mailpin.call('links.detach', { mails: [named('q1b')], cardId: 't1', reach: 'thread' });
  expect(await cardsOf(mailpin, 'q2')).not.toContain('contact:t1');
});

test('a word about a deal says of no address whose it is: no other thread is decided again', async () => {
  const { mailpin, attach } = await twins();
  await mailpin.call('cards.import', { rows: [{ kind: 'deal', id: 'd9', name: 'Pumps', row: 1 }] });
  const { mailIds, threadIds } = await attach('q1', 'd9');
  expect([mailIds.length, threadIds.length]).toEqual([1, 1]);
  expect(await cardsOf(mailpin, 'q1')).toEqual(['deal:d9']);
  expect(await asked(mailpin)).toBe(2);
});
