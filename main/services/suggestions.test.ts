import { beforeEach, expect, test } from 'vitest';
import { type Letter } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { cardsOf } from './testing/profile.ts';
import { dumpProfile } from './testing/dump.ts';
import { sallysDay, type SallysDay } from './testing/sallys-day.ts';

const NINA = 'nina.holm@holm.test';
let dir: SallysDay['dir'];
let server: SallysDay['server'];
let mailpin: SallysDay['mailpin'];
let receive: SallysDay['receive'];

beforeEach(async () => {
  ({ dir, server, mailpin, receive } = await sallysDay());
});

const letters = (from: string, count: number, more: Partial<Letter> = {}): readonly Letter[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${from.split('@')[0] ?? ''}${String(at)}`,
    from,
    to: SALLY,
    subject: `${from} ${String(at)}`,
    at,
    ...more,
  }));
const suggested = () => mailpin.call('suggestions.list', { limit: 50 });
const named = (id: string) => ({ messageId: `${id}@mail.test` });
const threadOf = async (id: string) =>
  (await mailpin.call('threads.of', { mail: named(id) })).mails.map(({ messageId }) => messageId?.split('@')[0]);

test('somebody without a card who writes three times is proposed, and nothing is made', async () => {
  await receive(...letters(NINA, 2));
  expect((await suggested()).people).toEqual([]);
  await receive({ id: 'third', from: NINA, to: SALLY, at: 9 });
  expect((await suggested()).people).toMatchObject([
    { address: NINA, name: 'Nina Holm', company: null, companyName: 'Holm', receivedCount: 3, sentCount: 0 },
  ]);
  expect(await cardsOf(mailpin, 'third')).toEqual([]);
});

test.each<[string, string, Partial<Letter>]>([
  ['a desk', 'info@holm.test', {}],
  ['a machine', 'no-reply@holm.test', {}],
  ['a newsletter', 'nina@letters.test', { kind: 'bulk' }],
  ['a colleague', 'carl@seller.test', {}],
  ['somebody with a card', 'ana+crm@acme.test', {}],
])('%s is not proposed however often it writes', async (_what, from, more) => {
  await receive(...letters(from, 5, more));
  expect((await suggested()).people).toEqual([]);
});

test('making a contact puts old mail on it at once; a company of the domain is proposed', async () => {
  await receive(...letters('zoe@acme.test', 3));
  expect((await suggested()).people).toMatchObject([{ address: 'zoe@acme.test', company: { name: 'Acme' } }]);
  const made = await mailpin.call('cards.make', { kind: 'contact', address: 'Zoe <zoe@acme.test>' });
  expect(made).toMatchObject({ companyId: 'builtin:company:o1', relinkedMails: 3 });
  expect(await cardsOf(mailpin, 'zoe0')).toContain(made.cardId.replace('builtin:', ''));
  expect((await suggested()).people).toEqual([]);
  await expect(mailpin.call('cards.make', { kind: 'lead', address: 'zoe@acme.test' })).rejects.toThrow(
    'input.has-card',
  );
});

test('a lead can be made of somebody who wrote once, and a company with its domain on the way', async () => {
  await receive({ id: 'one', from: NINA, to: SALLY }, { id: 'two', from: 'olaf@holm.test', to: SALLY, at: 1 });
  await mailpin.call('cards.make', { kind: 'contact', address: NINA, name: 'Nina', companyName: 'Holm AB' });
  await mailpin.call('cards.make', { kind: 'lead', address: 'olaf@holm.test' });
  const names = (await mailpin.call('cards.list', { text: 'holm', limit: 9 })).map(
    ({ kind, name }) => `${kind} ${name}`,
  );
  expect(names.sort()).toEqual(['company Holm AB', 'contact Nina', 'lead Olaf']);
});

test('a suggestion that was dismissed does not come back, however much mail comes', async () => {
  await receive(...letters(NINA, 3));
  const [person] = (await suggested()).people;
  await mailpin.call('suggestions.dismiss', { key: person?.key ?? ('' as never) });
  await receive({ id: 'more', from: NINA, to: SALLY, at: 20 });
  expect((await suggested()).people).toEqual([]);
});

const ASK: Letter = { id: 'ask', from: 'ana@acme.test', to: SALLY, subject: 'Pumps', at: 1 };
const LOST: Letter = { id: 'lost', from: 'ana@acme.test', to: SALLY, subject: 'RE: Pumps', at: 100 };

test('a reply that lost its references is proposed; joined, it inherits and stays joined after a new reading of everything', async () => {
  await receive(ASK, LOST, { ...LOST, id: 'after', replyTo: 'lost', at: 101 });
  await mailpin.call('links.attach', { mails: [named('ask')], cardId: 'd2', reach: 'thread' });
  const [reply] = (await suggested()).replies;
  expect(reply).toMatchObject({
    mail: { subject: 'RE: Pumps' },
    answers: { subject: 'Pumps' },
    people: ['ana@acme.test'],
  });
  await mailpin.call('threads.join', { mail: named('lost'), answers: named('ask') });
  expect(await threadOf('after')).toEqual(['ask', 'lost', 'after']);
  expect(await cardsOf(mailpin, 'after')).toContain('deal:d2');
  expect((await suggested()).replies).toEqual([]);

  const before = dumpProfile(dir)['mails'];
  server.renumber('INBOX');
  await mailpin.call('sync.once', {});
  expect(dumpProfile(dir)['mails']).toEqual(before);

  await mailpin.call('threads.part', { mail: named('lost') });
  expect(await threadOf('ask')).toEqual(['ask']);
  expect(await threadOf('after')).toEqual(['lost', 'after']);
  expect(await cardsOf(mailpin, 'after')).not.toContain('deal:d2');
  await expect(mailpin.call('threads.part', { mail: named('lost') })).rejects.toThrow('input.not-joined');
});

test.each<[string, Partial<Letter>]>([
  ['after 31 days', { at: 31 * 24 * 60 + 2 }],
  ['of another customer with a colleague on both', { from: 'ben@bolt.test', cc: ['carl@seller.test'] }],
  ['with another subject', { subject: 'RE: Valves' }],
  ['of a list', { kind: 'bulk' }],
])('a mail %s is no lost reply', async (_what, more) => {
  await receive({ ...ASK, cc: ['carl@seller.test'] }, { ...LOST, ...more });
  expect((await suggested()).replies).toEqual([]);
});

test('what the user is asked about is not offered as well', async () => {
  const createdAt = '2026-01-01T00:00:00Z';
  const deal = (row: number) => ({ kind: 'deal', id: `d9${String(row)}`, name: `Solo ${String(row)}`, row }) as const;
  await mailpin.call('cards.import', {
    rows: [
      { kind: 'contact', id: 'c9', name: 'Eve', emails: ['eve@solo.test'], row: 1 },
      ...[2, 3].map((row) => ({ ...deal(row), people: ['c9'], createdAt })),
    ],
  });
  await receive(...letters('eve@solo.test', 1));
  const { items } = await mailpin.call('questions.list', { limit: 10 });
  expect(items.map(({ deals }) => deals.length)).toEqual([2]);
  expect(await mailpin.call('suggestions.of-card', { cardId: 'd92' })).toBeNull();
});

test('a new deal is offered the last threads of its contact, never by itself, and one action puts them there', async () => {
  await mailpin.call('cards.import', {
    rows: [{ kind: 'contact', id: 'c9', name: 'Eve', emails: ['eve@solo.test'], row: 1 }],
  });
  await receive(...letters('eve@solo.test', 7));
  await mailpin.call('cards.import', {
    rows: [{ kind: 'deal', id: 'd9', name: 'Solo', people: ['c9'], createdAt: '2026-01-11T00:00:00Z', row: 1 }],
  });
  const offer = await mailpin.call('suggestions.of-card', { cardId: 'd9' });
  expect(offer).toMatchObject({ deal: { name: 'Solo' }, people: ['Eve'] });
  expect(offer?.threads).toHaveLength(5);
  expect(await cardsOf(mailpin, 'eve6')).toEqual(['contact:c9']);
  const mails = offer?.threads.map(({ mailId }) => ({ mailId })) ?? [];
  await mailpin.call('links.attach', { mails, cardId: 'd9', reach: 'thread' });
  expect(await cardsOf(mailpin, 'eve6')).toEqual(['contact:c9', 'deal:d9']);
  await mailpin.call('actions.undo', {});
  expect(await cardsOf(mailpin, 'eve6')).toEqual(['contact:c9']);
});

test('a mail joined to another than before leaves the mail it was joined to alone again', async () => {
  await receive({ id: 'other', from: 'ana@acme.test', to: SALLY, subject: 'Seals', at: 0 });
  await receive(ASK, LOST);
  await mailpin.call('threads.join', { mail: named('lost'), answers: named('other') });
  expect(await threadOf('other')).toEqual(['other', 'lost']);
  await mailpin.call('threads.join', { mail: named('lost'), answers: named('ask') });
  expect(await threadOf('ask')).toEqual(['ask', 'lost']);
  expect(await threadOf('other')).toEqual(['other']);
});
