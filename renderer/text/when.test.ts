import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import { moment, shortWhen, timeAgo } from './when.ts';

const at = (year: number, month: number, day: number, hour = 12) =>
  new Date(year, month - 1, day, hour).getTime() as UnixMs;
const NOW = at(2026, 11, 22, 9);
const written = (then: UnixMs) => new Intl.DateTimeFormat('en-GB', shortWhen(then, NOW)).format(then);

test.each([
  ['this morning', at(2026, 11, 22, 8), '8:00'],
  ['yesterday evening', at(2026, 11, 21, 23), 'Sat'],
  ['five days ago', at(2026, 11, 17), 'Tue'],
  ['a week ago', at(2026, 11, 15), '15 Nov'],
  ['last year', at(2025, 12, 31), '31/12/2025'],
  ['tomorrow, by a wrong clock', at(2026, 11, 23), '23 Nov'],
])('%s is written %s', (_, then, words) => {
  expect(written(then).replace(/^0/, '')).toBe(words);
});

test.each([
  ['later today', at(2026, 11, 22, 23), '23:00'],
  ['earlier today', at(2026, 11, 22, 1), '01:00'],
  ['after midnight', at(2026, 11, 23, 0), 'Monday 23 November 2026 at 00:00'],
])('the moment %s is written %s', (_, then, words) => {
  expect(new Intl.DateTimeFormat('en-GB', moment(then, NOW)).format(then).replace(',', '')).toBe(words);
});

test.each([
  [30_000, { value: -0, unit: 'minute' }],
  [20 * 60_000, { value: -20, unit: 'minute' }],
  [90 * 60_000, { value: -1, unit: 'hour' }],
  [49 * 3_600_000, { value: -2, unit: 'day' }],
  [-60_000, { value: -0, unit: 'minute' }],
])('%d ms ago counts in the largest unit that is at least one', (ms, expected) => {
  expect(timeAgo((NOW - ms) as UnixMs, NOW)).toEqual(expected);
});
