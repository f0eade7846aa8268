import { expect, test } from 'vitest';
import { FakeStore } from '../testing/fake-store.ts';
import { detailWithCard, detailWithoutCard, summaryWithCard, summaryWithoutCard } from './optimistic.ts';
import type { UnixMs } from '../../app/domain/ids.ts';

const store = new FakeStore(0);
const detailOf = (subject: string) => {
  const thread = store.threads.find(({ source }) => source.subject === subject);
  if (thread === undefined) throw new Error(`no thread ${subject}`);
  return store.detail(thread);
};

test('a deal answers the question of a row and waits for the CRM', () => {
  const { chips } = summaryWithCard(detailOf('Re: Quote 2291, rollout in two phases').summary, store.card('deal:d2'));
  expect(chips.map(({ kind }) => kind)).toEqual(['card', 'card']);
  expect(chips[0]).toMatchObject({ card: { id: 'builtin:deal:d2' }, push: { kind: 'waiting' } });
});

test('a contact does not answer which deal', () => {
  const { chips } = summaryWithCard(
    detailOf('Re: Quote 2291, rollout in two phases').summary,
    store.card('contact:c2'),
  );
  expect(chips.map(({ kind }) => kind)).toContain('question');
});

test('cards of a thread stand deals first at once, also one of which only the name is known', () => {
  const lunch = detailOf('Lunch on Thursday?');
  const { id, kind, name } = store.card('deal:d7');
  const { cards } = detailWithCard(lunch, { card: { id, kind, name }, mailIds: [], reach: 'thread', at: 0 as UnixMs });
  expect(cards.map((card) => card.id)).toEqual(['builtin:deal:d7', 'builtin:contact:c4']);
});

test('taken off, the card is named as kept out', () => {
  const { chips } = summaryWithoutCard(detailOf('Firma del contratto').summary, store.card('deal:d6'));
  expect(chips).toMatchObject([{ kind: 'kept-out', card: { id: 'builtin:deal:d6' } }]);
});

test('a decision on one mail leaves the others of the thread alone', () => {
  const detail = detailOf('Re: Security questionnaire');
  const card = store.card('deal:d3');
  const [first, last] = detail.mails;
  const mailIds = last === undefined ? [] : [last.id];
  const off = detailWithoutCard(detail, { card, mailIds, reach: 'message' });
  expect(off.mails.map(({ links }) => links.some((link) => link.card.id === card.id))).toEqual([true, false]);
  expect(off.cards.map(({ id }) => id)).toContain(card.id);
  const on = detailWithCard(off, { card: store.card('deal:d1'), mailIds, reach: 'message', at: 0 as UnixMs });
  expect(on.mails[0]?.links).toEqual(first?.links);
  expect(on.mails[1]?.links.map((link) => link.card.id)).toContain('builtin:deal:d1');
});
