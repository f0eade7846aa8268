import type { UnixMs } from '../domain/ids.ts';

/** The hour of the night, by the computer's clock, in which work for the night becomes due. */
const NIGHT_HOUR = 3;

/** The last time that hour struck. */
export function lastNight(now: UnixMs): UnixMs {
  const night = new Date(now);
  night.setHours(NIGHT_HOUR, 0, 0, 0);
  if (night.getTime() > now) night.setDate(night.getDate() - 1);
  return night.getTime() as UnixMs;
}

/**
 * Whether the work of a night is due: it was last done before that night. A computer that slept or a program that was not running does
 * it as soon as it can. What was never done is due at once.
 */
export function isNightWorkDue(lastDoneAt: UnixMs | null, now: UnixMs): boolean {
  return lastDoneAt === null || lastDoneAt < lastNight(now);
}
