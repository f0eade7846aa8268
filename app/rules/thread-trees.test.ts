import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CanonicalAddress, MailId, MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import { threadTrees, type ThreadNode } from './thread-trees.ts';

/** A mail with the given number, a minute apart; ids without a host for brevity. */
function mail(
  number: number,
  fields: Partial<Record<'id' | 'references' | 'inReplyTo' | 'provider' | 'people', string>>,
) {
  const words = (text: string | undefined) => (text === undefined ? [] : text.split(' '));
  return {
    id: number as MailId,
    key: `key-${number}` as MessageKey,
    messageId: (fields.id ?? null) as MessageId | null,
    references: words(fields.references) as MessageId[],
    inReplyTo: words(fields.inReplyTo) as MessageId[],
    sentAt: (number * 60_000) as UnixMs,
    providerThreadId: fields.provider ?? null,
    participantAddresses: words(fields.people) as CanonicalAddress[],
  } satisfies ThreadNode;
}

const trees = (...mails: readonly ThreadNode[]) => threadTrees(mails).threads;
const parents = (...mails: readonly ThreadNode[]) => Object.fromEntries(threadTrees(mails).parentOf);

test('a chain of replies is one thread, each under the mail it answers', () => {
  const mails = [mail(1, { id: 'a' }), mail(2, { id: 'b', references: 'a' }), mail(3, { id: 'c', references: 'a b' })];
  expect(trees(...mails)).toEqual([[1, 2, 3]]);
  expect(parents(...mails)).toEqual({ 1: null, 2: 1, 3: 2 });
});

test('the user joins a mail without references to the one it answers, with all that follows it', () => {
  const mails = [mail(1, { id: 'a' }), mail(2, { id: 'b' }), mail(3, { id: 'c', references: 'b' })];
  const joins = [{ key: 'key-2' as MessageKey, answersKey: 'key-1' as MessageKey }];
  const { threads, parentOf } = threadTrees(mails, joins);
  expect(threads).toEqual([[1, 2, 3]]);
  expect(Object.fromEntries(parentOf)).toEqual({ 1: null, 2: 1, 3: 2 });
});

test('joins that point at each other make one thread and no loop; a reference beats a join', () => {
  const mails = [mail(1, { id: 'a' }), mail(2, { id: 'b' }), mail(3, { id: 'c', references: 'a' })];
  const [one, two, three] = ['key-1', 'key-2', 'key-3'] as [MessageKey, MessageKey, MessageKey];
  const joins = [
    { key: one, answersKey: two },
    { key: two, answersKey: one },
    { key: three, answersKey: two },
  ];
  const { threads, parentOf } = threadTrees(mails, joins);
  expect(threads.map((ids) => ids.toSorted())).toEqual([[1, 2, 3]]);
  expect(parentOf.get(3 as MailId)).toBe(1);
  expect([parentOf.get(1 as MailId), parentOf.get(2 as MailId)]).toEqual([2, null]);
});

test('a join to a mail that is not here waits for it', () => {
  const joins = [{ key: 'key-1' as MessageKey, answersKey: 'key-9' as MessageKey }];
  expect(threadTrees([mail(1, { id: 'a' })], joins).threads).toEqual([[1]]);
});

test('In-Reply-To serves where there are no References', () => {
  expect(trees(mail(1, { id: 'a' }), mail(2, { id: 'b', inReplyTo: 'a' }))).toEqual([[1, 2]]);
});

test('two answers to a mail nobody has seen are one thread with two roots', () => {
  const mails = [mail(1, { id: 'b', references: 'a' }), mail(2, { id: 'c', references: 'a' })];
  expect(trees(...mails)).toEqual([[1, 2]]);
  expect(parents(...mails)).toEqual({ 1: null, 2: null });
});

test('a mail that comes late takes its place above the answers that came before it', () => {
  const mails = [mail(1, { id: 'a' }), mail(3, { id: 'c', references: 'a b' }), mail(2, { id: 'b', references: 'a' })];
  expect(parents(...mails)).toEqual({ 1: null, 2: 1, 3: 2 });
});

test('an answer to a missing mail hangs under the nearest mail we have', () => {
  expect(parents(mail(1, { id: 'a' }), mail(2, { id: 'd', references: 'a b c' }))).toEqual({ 1: null, 2: 1 });
});

test('a mail that names itself is no loop', () => {
  expect(parents(mail(1, { id: 'a', references: 'a', inReplyTo: 'a' }))).toEqual({ 1: null });
});

test('of two mails with one Message-ID the later is a mail of its own, under the first when it names it', () => {
  expect(trees(mail(1, { id: 'a' }), mail(2, { id: 'a' }))).toEqual([[1], [2]]);
  expect(parents(mail(1, { id: 'a' }), mail(2, { id: 'a', references: 'a' }))).toEqual({ 1: null, 2: 1 });
});

test('references that contradict each other close no loop', () => {
  const mails = [mail(3, { id: 'a' }), mail(1, { id: 'b', references: 'a c' }), mail(2, { id: 'c', references: 'b' })];
  expect(parents(...mails)).toEqual({ 1: 2, 2: null, 3: null });
});

test('an answer dated before its question still follows it', () => {
  const answer = { ...mail(2, { id: 'b', references: 'a' }), sentAt: 0 as UnixMs };
  expect(trees(mail(1, { id: 'a' }), answer)).toEqual([[1, 2]]);
});

/** Trees of a provider's thread, and whether they are one (rules 4.2). People stand where they are on the mail, the user left out. */
test.each<[why: string, mails: readonly ThreadNode[], threads: readonly (readonly number[])[]]>([
  [
    'somebody is on both mails',
    [mail(1, { provider: 'gmail:7', people: 'ana' }), mail(2, { provider: 'gmail:7', people: 'bo ana' })],
    [[1, 2]],
  ],
  [
    'nobody is on both',
    [mail(1, { provider: 'gmail:7', people: 'ana' }), mail(2, { provider: 'gmail:7', people: 'zoe' })],
    [[1], [2]],
  ],
  [
    'the user is the only one on both',
    [mail(1, { provider: 'gmail:7' }), mail(2, { provider: 'gmail:7' })],
    [[1], [2]],
  ],
  [
    'they share somebody and not the thread id',
    [mail(1, { provider: 'gmail:7', people: 'ana' }), mail(2, { provider: 'gmail:8', people: 'ana' })],
    [[1], [2]],
  ],
  [
    'one number is the conversation of two providers',
    [mail(1, { provider: 'gmail:7', people: 'ana' }), mail(2, { provider: 'thread-index:7', people: 'ana' })],
    [[1], [2]],
  ],
  [
    'the one on both is, in one tree, only on an answer that has no thread id',
    [
      mail(1, { id: 'a', provider: 'gmail:7', people: 'ana' }),
      mail(2, { references: 'a', people: 'cy' }),
      mail(3, { provider: 'gmail:7', people: 'cy' }),
    ],
    [[1, 2, 3]],
  ],
  [
    'the one on both is, in both trees, only on answers that have none',
    [
      mail(1, { id: 'a', provider: 'gmail:7', people: 'ana' }),
      mail(2, { references: 'a', people: 'cy' }),
      mail(3, { id: 'c', provider: 'gmail:7', people: 'zoe' }),
      mail(4, { references: 'c', people: 'cy' }),
    ],
    [[1, 2, 3, 4]],
  ],
  [
    'a third tree shares somebody with each of two that share nobody',
    [
      mail(1, { provider: 'gmail:7', people: 'ana' }),
      mail(2, { provider: 'gmail:7', people: 'zoe' }),
      mail(3, { provider: 'gmail:7', people: 'ana zoe' }),
    ],
    [[1, 2, 3]],
  ],
  [
    'two threads of a provider meet in a tree that has mails of both',
    [
      mail(1, { id: 'a', provider: 'gmail:7', people: 'ana' }),
      mail(2, { references: 'a', provider: 'gmail:8', people: 'ana' }),
      mail(3, { provider: 'gmail:8', people: 'ana' }),
    ],
    [[1, 2, 3]],
  ],
])('a thread id of the provider: %s', (_why, mails, threads) => {
  expect(trees(...mails)).toEqual(threads);
  expect(trees(...mails.toReversed())).toEqual(threads);
});

test('the order of arrival never changes the trees', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
  const anyIds = fc.array(fc.constantFrom(...ids), { maxLength: 4 }).map((some) => some.join(' ') || undefined);
  const anyMail = fc.record({
    id: fc.option(fc.constantFrom(...ids), { nil: undefined }),
    references: anyIds,
    inReplyTo: anyIds,
    provider: fc.option(fc.constantFrom('gmail:1', 'gmail:2'), { nil: undefined }),
    people: fc.constantFrom('ana@acme.test', 'bo@acme.test', 'ana@acme.test cy@other.test'),
    minute: fc.integer({ min: 0, max: 3 }),
  });
  const anyOrder = fc.array(anyMail, { maxLength: 9 }).chain((facts) => {
    const inOrder = facts.map((_, index) => index);
    return fc.tuple(fc.constant(facts), fc.shuffledSubarray(inOrder, { minLength: facts.length }));
  });
  fc.assert(
    fc.property(anyOrder, ([facts, order]) => {
      const mails = facts.map((fact, index) => ({
        ...mail(index, Object.fromEntries(Object.entries(fact).filter(([, value]) => typeof value === 'string'))),
        sentAt: fact.minute as UnixMs,
      }));
      const shuffled = order.flatMap((index) => mails[index] ?? []);
      const before = threadTrees(mails);
      const after = threadTrees(shuffled);
      expect(after.threads).toEqual(before.threads);
      expect(new Map([...after.parentOf].toSorted())).toEqual(new Map([...before.parentOf].toSorted()));
      expect(before.threads.flat().toSorted()).toEqual(mails.map(({ id }) => id).toSorted());
    }),
  );
});

test('a chain of 20,000 mails and a header of 3,000 references take no noticeable time', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => mail(at, { id: `m${at}`, inReplyTo: `m${at - 1}` }));
  const long = mail(30_000, { id: 'long', references: Array.from({ length: 3_000 }, (_, at) => `x${at}`).join(' ') });
  expect(trees(...chain.toReversed(), long).map(({ length }) => length)).toEqual([20_000, 1]);
});
