import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import { textFor } from '../../resources/text.ts';
import { ageWords } from './time-words.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 0) as UnixMs;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

test.each([
  [0, 'just now'],
  [59 * SECOND, 'just now'],
  [60 * SECOND, '1 min. ago'],
  [HOUR, '1 hr. ago'],
  [23.9 * HOUR, '23 hr. ago'],
  [3 * 24 * HOUR, '3 days ago'],
  [7 * 24 * HOUR, 'Nov 15, 2026'],
  [-24 * HOUR, 'Nov 23, 2026'],
])('%i ms ago is "%s"', (elapsed, words) => {
  expect(ageWords(textFor('en'), NOW, (NOW - elapsed) as UnixMs)).toBe(words);
});
