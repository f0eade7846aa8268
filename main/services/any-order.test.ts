import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayServer, mailOf, type Letter } from './testing/array-source.ts';
import { dumpProfile, type Dump } from './testing/dump.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, handClock, openProfile, tempDir } from './testing/profile.ts';
import { minute } from './testing/array-source.ts';

/** A small office's mail with what makes threads hard: a lost parent, a second answer, a provider's id, one id on two mails. */
const LETTERS: readonly Letter[] = [
  { id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 },
  { id: 'a2', from: SALLY, to: 'ana@acme.test', subject: 'Re: Pilot', at: 2, replyTo: 'a1' },
  { id: 'a3', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 3, replyTo: 'a2', references: ['a1'] },
  {
    id: 'a4',
    from: 'ben@bolt.test',
    to: SALLY,
    subject: 'Re: Pilot',
    at: 4,
    replyTo: 'a3',
    references: ['lost', 'a1'],
  },
  { id: 'b1', from: 'sales@alias.test', to: 'ben@bolt.test', subject: 'Order', at: 5, providerThreadId: 'g:1' },
  { id: 'b2', from: 'ben@bolt.test', to: 'sales@alias.test', subject: 'Order 2', at: 6, providerThreadId: 'g:1' },
  { id: 'b3', from: 'zoe@zed.test', to: 'sales@alias.test', subject: 'Order 3', at: 7, providerThreadId: 'g:1' },
  // One conversation to the provider, told together only by Cy, who is on mails that name no provider's id.
  { id: 'g1', from: SALLY, to: 'ana@acme.test', subject: 'Fair', at: 12, providerThreadId: 'g:2' },
  { id: 'g2', from: 'cy@acme.test', to: SALLY, subject: 'Re: Fair', at: 13, replyTo: 'g1' },
  { id: 'g3', from: SALLY, to: 'lea@lead.test', subject: 'The fair', at: 14, providerThreadId: 'g:2' },
  { id: 'g4', from: 'lea@lead.test', to: 'cy@acme.test', subject: 'Re: The fair', at: 15, replyTo: 'g3' },
  // Here it is somebody who turns out to be Sally herself.
  { id: 'h1', from: SALLY, to: 'ana@acme.test', subject: 'Plan', at: 16, providerThreadId: 'g:3' },
  { id: 'h2', from: 'sales@alias.test', to: SALLY, subject: 'Re: Plan', at: 17, replyTo: 'h1' },
  { id: 'h3', from: 'ben@bolt.test', to: 'sales@alias.test', subject: 'A plan', at: 18, providerThreadId: 'g:3' },
  // One mail in two accounts, to which the provider gives two thread ids: the lesser one counts.
  { id: 'k1', from: 'ana@acme.test', to: SALLY, subject: 'Two', at: 20, providerThreadId: 'g:5' },
  { id: 'k1', from: 'ana@acme.test', to: SALLY, subject: 'Two', at: 20, providerThreadId: 'g:4' },
  { id: 'k2', from: 'ana@acme.test', to: SALLY, subject: 'Three', at: 21, providerThreadId: 'g:5' },
  { id: 'k3', from: 'ana@acme.test', to: SALLY, subject: 'Four', at: 22, providerThreadId: 'g:4' },
  { id: 'l1', from: 'lea@lead.test', to: SALLY, subject: 'Hello', at: 8, replyTo: 'never-seen' },
  { id: 'l2', from: SALLY, to: 'lea@lead.test', subject: 'Re: Hello', at: 9, replyTo: 'never-seen' },
  { id: 'twin', from: 'ana@acme.test', to: SALLY, subject: 'Twin', text: 'One', at: 10 },
  { id: 'twin', from: 'ana@acme.test', to: SALLY, subject: 'Twin', text: 'Two', at: 10 },
  { id: null, from: 'nobody@acme.test', to: SALLY, subject: 'No id', at: 11 },
];
const isSent = ({ from }: Letter): boolean => from === SALLY || from === 'sales@alias.test';

type Step = { readonly kind: 'mail'; readonly index: number } | { readonly kind: 'cards' };

async function arrive(steps: readonly Step[]): Promise<Dump> {
  const server = arrayServer({ batchMails: 2 });
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: server.source, clock: handClock(minute(10_000)) });
  await addSally(mailpin);
  for (const step of steps) {
    const letter = step.kind === 'mail' ? LETTERS[step.index] : undefined;
    if (letter !== undefined) server.deliver(isSent(letter) ? 'Sent' : 'INBOX', mailOf(letter), true);
    if (step.kind === 'cards') await mailpin.call('cards.import', { rows: CARDS });
    await mailpin.call('sync.once', {});
  }
  await mailpin.call('outbox.drain', {});
  await mailpin.stop();
  // UIDs are the server's, and its order of delivery is what this is about.
  return { ...dumpProfile(dir), placements: [], cursors: [] };
}

const IN_ORDER: readonly Step[] = [
  { kind: 'cards' },
  ...LETTERS.map((_letter, index): Step => ({ kind: 'mail', index })),
];

test('whatever the order in which mail and cards arrive, the tables are equal', { timeout: 120_000 }, async () => {
  const expected = await arrive(IN_ORDER);
  expect(expected['threads']).toHaveLength(12);
  const order = fc.shuffledSubarray([...IN_ORDER], { minLength: IN_ORDER.length });
  await fc.assert(
    fc.asyncProperty(order, async (steps) => {
      expect(await arrive(steps)).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

test('a missing parent that arrives late joins the threads below it', async () => {
  const server = arrayServer();
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  const threadOf = async (id: string) =>
    (await mailpin.call('threads.of', { mail: { messageId: `${id}@mail.test` } })).summary;
  server.deliver('INBOX', mailOf({ id: 'c1', from: 'ana@acme.test', to: SALLY, at: 2, replyTo: 'p1' }));
  server.deliver('INBOX', mailOf({ id: 'c2', from: 'ana@acme.test', to: SALLY, at: 3, replyTo: 'p2' }));
  await mailpin.call('sync.once', {});
  const first = await threadOf('c1');
  expect((await threadOf('c2')).id).not.toBe(first.id);
  server.deliver('INBOX', mailOf({ id: 'p2', from: 'ana@acme.test', to: SALLY, at: 1, references: ['p1'] }));
  await mailpin.call('sync.once', {});
  expect(await threadOf('c2')).toMatchObject({ id: Math.min(first.id, (await threadOf('c1')).id), mailCount: 3 });
});
