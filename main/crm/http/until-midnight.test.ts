import { expect, test } from 'vitest';
import { msUntilMidnight } from './until-midnight.ts';

const HOUR_MS = 60 * 60_000;

test.each([
  ['Europe/Berlin', '2026-11-22T20:00:00Z', 3 * HOUR_MS],
  ['US/Eastern', '2026-11-22T20:00:00Z', 9 * HOUR_MS],
  ['Asia/Kolkata', '2026-11-22T18:29:59Z', 1_000],
  [null, '2026-11-22T23:00:00Z', HOUR_MS],
  ['No/Such_Zone', '2026-11-22T23:00:00Z', HOUR_MS],
])('the day of %s ends after %s', (zone, now, ms) => {
  expect(msUntilMidnight(Date.parse(now), zone)).toBe(ms);
});
