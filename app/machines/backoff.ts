import type { UnixMs } from '../domain/ids.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * When to try again after failures in a row (rules 7.4): pauses double up to 15 minutes, and each is shortened by up to half by
 * chance, so that what failed together does not come back together.
 *
 * @param failureCount in a row, 1 after the first
 * @param chance from 0 (inclusive) to 1
 */
export function retryAt(now: UnixMs, failureCount: number, chance: number): UnixMs {
  // 2^9 * 2 s is beyond the longest pause; a larger exponent would only risk infinity.
  const doublings = Math.min(Math.max(failureCount - 1, 0), 9);
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** doublings, LONGEST_PAUSE_MS);
  return (now + Math.round(pauseMs * (1 - chance / 2))) as UnixMs;
}
