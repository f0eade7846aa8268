import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CardId } from '../../app/domain/ids.ts';
import { contact, deal } from './testing/cards.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = openWorld();
  world.put(contact('c1', 'Ana Ruiz', 'ana@acme.example'), deal('d7', 'Pumps for Acme', ['c1']));
});
afterEach(() => world.close());

const SALLY = 'sally@seller.example';
const ANA = 'builtin:contact:c1' as CardId;
const PUMPS = 'builtin:deal:d7' as CardId;
const DONE = { kind: 'done', activityId: null } as const;

function twoPushes() {
  const offer = world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: [SALLY], subject: 'Offre révisée' });
  const lunch = world.receive({ id: 'b@x.example', from: 'ana@acme.example', to: [SALLY], subject: 'Lunch' });
  world.push(offer, PUMPS, DONE);
  world.push(lunch, ANA, DONE);
  world.answered(offer, PUMPS, 'full');
  world.answered(lunch, ANA, 'headers-only');
  return { offer, lunch };
}
const subjects = async (input: Partial<Parameters<World['ask']['ledger.list']>[0]> = {}) =>
  (await world.ask['ledger.list']({ limit: 9, ...input })).items.map(({ mail }) => mail?.subject);

test('the ledger lists what left, newest first, with mail, card, extent, bytes and answer', async () => {
  const { offer, lunch } = twoPushes();
  const { items, total } = await world.ask['ledger.list']({ limit: 9 });
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { card: { id: ANA }, mail: { mailId: lunch }, extent: 'headers-only', answer: 'created', isStanding: true },
    { card: { id: PUMPS }, mail: { mailId: offer }, extent: 'full', sentBytes: 1_200, isStanding: true },
  ]);
});

test.each([
  ['words of the subject, without accents', 'revisee', ['Offre révisée']],
  ['the beginning of a word', 'lun', ['Lunch']],
  ['the name of the card', 'pumps', ['Offre révisée']],
  ['a word of the card and one of the subject', 'pumps offre', ['Offre révisée']],
  ['an address', 'ana@acme.example', ['Lunch', 'Offre révisée']],
  ['words that stand nowhere together', 'pumps lunch', []],
  ['nothing but signs', '"*', []],
])('it is searched by %s', async (_what, text, found) => {
  twoPushes();
  expect(await subjects({ text })).toEqual(found);
});

test('it is narrowed to a card or a mail', async () => {
  const { lunch } = twoPushes();
  expect(await subjects({ cardId: 'd7' })).toEqual(['Offre révisée']);
  expect(await subjects({ mail: { mailId: lunch } })).toEqual(['Lunch']);
});

test('pages follow one another without a gap', async () => {
  twoPushes();
  const first = await world.ask['ledger.list']({ limit: 1 });
  expect(first).toMatchObject({ items: [{ mail: { subject: 'Lunch' } }], total: 2 });
  expect(await subjects({ limit: 1, cursor: first.next ?? '' })).toEqual(['Offre révisée']);
  expect(() => world.ask['ledger.list']({ limit: 1, cursor: 'x' })).toThrow('input.invalid');
});

test('of two pushes of one mail to one card the later one stands', async () => {
  const { offer } = twoPushes();
  world.answered(offer, PUMPS, 'full');
  const { items } = await world.ask['ledger.list']({ cardId: PUMPS, limit: 9 });
  expect(items.map(({ isStanding }) => isStanding)).toEqual([true, false]);
});

test('what the user took off no longer stands', async () => {
  const { offer } = twoPushes();
  world.say('detach', offer, PUMPS);
  const { items } = await world.ask['ledger.list']({ cardId: PUMPS, limit: 9 });
  expect(items.map(({ isStanding }) => isStanding)).toEqual([false]);
});
