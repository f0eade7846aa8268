import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import type { SparedMail } from '../domain/text-keeping.ts';
import { fateOfText, monthsBefore, type TextFacts, type TextFate } from './fate-of-text.ts';

const at = (day: string): UnixMs => Date.parse(day) as UnixMs;
const NOW = at('2026-11-22T10:00:00Z');
const OLD: TextFacts = {
  sentAt: at('2023-01-05T08:00:00Z'),
  isOnCard: false,
  isOnOpenDeal: false,
  isAwaited: false,
  isElsewhere: true,
  fetchedAt: null,
};

const CASES: readonly (readonly [string, Partial<TextFacts>, number | null, SparedMail, TextFate])[] = [
  ['old mail on no card', {}, 12, 'on-cards', 'shortened'],
  ['the same when everything is kept', {}, null, 'on-cards', 'recent'],
  ['mail of this year', { sentAt: at('2026-03-01T00:00:00Z') }, 12, 'on-cards', 'recent'],
  ['mail of exactly a year ago', { sentAt: at('2025-11-22T10:00:00Z') }, 12, 'nothing', 'recent'],
  ['mail of a moment before', { sentAt: (at('2025-11-22T10:00:00Z') - 1) as UnixMs }, 12, 'nothing', 'shortened'],
  ['old mail on a card', { isOnCard: true }, 12, 'on-cards', 'on-card'],
  ['old mail on a card, when only open deals keep their mail', { isOnCard: true }, 12, 'open-deals', 'shortened'],
  ['old mail on an open deal', { isOnCard: true, isOnOpenDeal: true }, 12, 'open-deals', 'open-deal'],
  ['old mail on an open deal, when nothing is spared', { isOnOpenDeal: true }, 12, 'nothing', 'shortened'],
  ['old mail that is still to be sent to a CRM', { isAwaited: true }, 12, 'nothing', 'awaited'],
  ['old mail that no server has any more', { isElsewhere: false }, 12, 'nothing', 'only-here'],
  ['old mail that was read again last week', { fetchedAt: at('2026-11-15T00:00:00Z') }, 12, 'nothing', 'read-again'],
  ['old mail that was read again in summer', { fetchedAt: at('2026-07-15T00:00:00Z') }, 12, 'nothing', 'shortened'],
];
test.each(CASES)('%s', (_, facts, months, spared, fate) => {
  expect(fateOfText({ ...OLD, ...facts }, { months, spared }, NOW)).toBe(fate);
});

test.each([
  ['2026-11-22T10:00:00Z', 12, '2025-11-22T10:00:00Z'],
  ['2026-03-31T10:00:00Z', 1, '2026-02-28T10:00:00Z'],
  ['2024-02-29T00:00:00Z', 12, '2023-02-28T00:00:00Z'],
  ['2026-01-15T00:00:00Z', 2, '2025-11-15T00:00:00Z'],
])('%s less %i months is %s', (now, months, then) => {
  expect(new Date(monthsBefore(at(now), months)).toISOString()).toBe(new Date(then).toISOString());
});
