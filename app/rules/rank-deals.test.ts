import { expect, test } from 'vitest';
import type { Stage } from '../domain/card.ts';
import type { CrmId, UnixMs } from '../domain/ids.ts';
import { dealWordsIn } from './deal-words.ts';
import { rankDeals, type RankingMail } from './rank-deals.ts';
import { indexCards } from './testing/card-index.ts';
import { card } from './testing/facts.ts';

test.each([
  ['Re: offer Q-2041', ['Pumps Q-2041', 'Valves Q-2042'], [['2041'], []]],
  ['Our PUMPS leak', ['Acme pumps', 'Acme valves'], [['pumps'], []]],
  ['Acme needs help', ['Acme pumps', 'Acme valves'], [[], []]],
  ['pumps', ['pumps'], [['pumps']]],
  ['spumpsy', ['Acme pumps', 'Acme valves'], [[], []]],
  ['A new one for us', ['One new', 'Two'], [[], []]],
  ['見積書（ポンプ設備）について', ['ポンプ設備 更新', 'バルブ 保守'], [['ポンプ設備'], []]],
  ['Büro-Ausstattung', ['BU\u0308RO Nord', 'Lager Süd'], [['büro'], []]],
  ['', ['Pumps', 'Valves'], [[], []]],
])('in %j the names %j are recognised by %j', (text, names, expected) => {
  expect(dealWordsIn(text, names).map((words) => words.map(({ word }) => word))).toEqual(expected);
});

const STAGES: readonly Stage[] = ['new', 'offer', 'closing', 'won'].map((id, position) => ({
  id,
  crmId: 'builtin' as CrmId,
  pipeline: 'Sales',
  name: id,
  position,
  outcome: id === 'won' ? 'won' : 'open',
}));
const ana = card('contact', 'ana');
const bo = card('contact', 'bo');
const MAIL: RankingMail = { subject: '', textHead: '', peopleIds: [], usedInThread: new Set() };

function rank(deals: readonly ReturnType<typeof card>[], mail: Partial<RankingMail> = {}) {
  return rankDeals(deals, { ...MAIL, ...mail }, indexCards([ana, bo, ...deals], STAGES)).map(
    ({ card: { name }, reasons }) => [name, ...reasons.map(({ kind }) => kind)].join(' '),
  );
}

test('the deal that more people of the mail are on comes first, with their names', () => {
  const deals = [card('deal', 'one', { peopleIds: [ana.id] }), card('deal', 'two', { peopleIds: [ana.id, bo.id] })];
  expect(rank(deals, { peopleIds: [ana.id, bo.id] })).toEqual(['two people-on-deal', 'one people-on-deal']);
  const [best] = rankDeals(deals, { ...MAIL, peopleIds: [ana.id, bo.id] }, indexCards([ana, bo, ...deals]));
  expect(best?.reasons).toEqual([{ kind: 'people-on-deal', names: ['ana', 'bo'] }]);
});

test('an offer number in the subject beats two people on the deal', () => {
  const deals = [card('deal', 'Q-2041'), card('deal', 'two', { peopleIds: [ana.id, bo.id] })];
  expect(rank(deals, { subject: 'Re: Q-2041', peopleIds: [ana.id, bo.id] })[0]).toBe('Q-2041 words-in-text');
});

test('a deal used in the thread before comes first among equals', () => {
  const deals = [card('deal', 'one'), card('deal', 'two')];
  expect(rank(deals, { usedInThread: new Set([card('deal', 'two').id]) })).toEqual(['two used-in-thread', 'one']);
});

test('a later stage decides between equals, and only then recency', () => {
  const early = card('deal', 'early', { stageId: 'new', updatedAt: 2 as UnixMs });
  const late = card('deal', 'late', { stageId: 'closing', updatedAt: 1 as UnixMs });
  expect(rank([early, late])).toEqual(['late late-stage', 'early recent']);
  const fresh = card('deal', 'fresh', { updatedAt: 2 as UnixMs });
  expect(rank([card('deal', 'aged'), fresh])).toEqual(['fresh recent', 'aged']);
});

test('equal deals stand by name, whatever the order of the input', () => {
  const deals = [card('deal', 'b'), card('deal', 'a'), card('deal', 'c')];
  expect(rank(deals)).toEqual(['a', 'b', 'c']);
  expect(rank(deals.toReversed())).toEqual(['a', 'b', 'c']);
});

test('nothing to rank is no trouble', () => {
  expect(rank([])).toEqual([]);
});
