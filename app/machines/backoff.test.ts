import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import { retryAt } from './backoff.ts';

const NOW = 1_000_000 as UnixMs;

test.each([
  [1, 2_000],
  [2, 4_000],
  [5, 32_000],
  [8, 256_000],
  [10, 900_000],
  [1_000_000, 900_000],
])('after %i failures in a row the longest pause is %i ms', (failureCount, pauseMs) => {
  expect(retryAt(NOW, failureCount, 0)).toBe(NOW + pauseMs);
});

test('chance shortens a pause by up to half and never lengthens it', () => {
  expect(retryAt(NOW, 3, 1)).toBe(NOW + 4_000);
  expect(retryAt(NOW, 3, 0.5)).toBe(NOW + 6_000);
});
