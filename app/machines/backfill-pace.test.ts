import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import { addSample, paceOf, type PaceSample } from './backfill-pace.ts';

function samples(...pairs: readonly (readonly [seconds: number, mailCount: number])[]): readonly PaceSample[] {
  return pairs.reduce<readonly PaceSample[]>(
    (all, [seconds, mailCount]) => addSample(all, { at: (seconds * 1_000) as UnixMs, mailCount }),
    [],
  );
}

test.each<[string, readonly PaceSample[], number, ReturnType<typeof paceOf>]>([
  ['nothing was read yet', [], 100, null],
  ['one moment says nothing', samples([5, 50]), 100, null],
  ['half a second says nothing', samples([5, 50], [5.5, 90]), 100, null],
  ['a steady pace', samples([0, 0], [1, 100], [2, 200]), 1_000, { mailsPerSecond: 100, secondsLeft: 10 }],
  ['a pace with a rest', samples([0, 0], [3, 10]), 5, { mailsPerSecond: 3.3, secondsLeft: 2 }],
  ['only the last while counts', samples([0, 0], [30, 10], [40, 110]), 100, { mailsPerSecond: 10, secondsLeft: 10 }],
  ['a line that stands still', samples([0, 100], [5, 100]), 10, null],
  [
    'a clock put back begins anew',
    samples([100, 0], [101, 100], [50, 200], [52, 400]),
    100,
    { mailsPerSecond: 100, secondsLeft: 1 },
  ],
  ['a clock put ahead begins anew', samples([0, 0], [1, 100], [90_000, 200]), 100, null],
])('%s', (_what, given, left, pace) => {
  expect(paceOf(given, left)).toEqual(pace);
});
