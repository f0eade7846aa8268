import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import { isNightWorkDue, lastNight } from './nightly.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime() as UnixMs;

test.each<[string, UnixMs, UnixMs]>([
  ['at three sharp', at(22, 3), at(22, 3)],
  ['before three it is last night’s', at(22, 2, 59), at(21, 3)],
  ['late in the evening', at(22, 23, 59), at(22, 3)],
  ['across the end of a month', at(1, 1), at(0, 3)],
])('the last night: %s', (_what, now, expected) => {
  expect(lastNight(now)).toBe(expected);
});

test.each<[string, UnixMs | null, UnixMs, boolean]>([
  ['never done', null, at(22, 12), true],
  ['done this night', at(22, 3, 5), at(22, 12), false],
  ['done in the day before', at(21, 12), at(22, 12), true],
  ['done in the evening, the night has not come', at(21, 22), at(22, 1), false],
  ['slept for a week', at(14, 3, 1), at(21, 9), true],
  ['the clock was put back', at(23, 3), at(22, 12), false],
])('due: %s', (_what, lastDoneAt, now, expected) => {
  expect(isNightWorkDue(lastDoneAt, now)).toBe(expected);
});
