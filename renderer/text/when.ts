/** How a point in time is written in the space there is. Pure; the words come from the locale. */
import type { UnixMs } from '../../app/domain/ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Time of day today, weekday within the last six days, day and month this year, else the date. */
export function shortWhen(at: UnixMs, now: UnixMs): Intl.DateTimeFormatOptions {
  const then = new Date(at);
  const today = new Date(now);
  const daysAgo = Math.round((startOfDay(today) - startOfDay(then)) / DAY_MS);
  if (daysAgo === 0) return { hour: 'numeric', minute: '2-digit' };
  if (daysAgo > 0 && daysAgo < 6) return { weekday: 'short' };
  if (then.getFullYear() === today.getFullYear()) return { day: 'numeric', month: 'short' };
  return { day: 'numeric', month: 'numeric', year: 'numeric' };
}

/** A moment to wait for: the time alone when it is today, else the day with it. */
export function moment(at: UnixMs, now: UnixMs): Intl.DateTimeFormatOptions {
  if (startOfDay(new Date(at)) === startOfDay(new Date(now))) return { timeStyle: 'short' };
  return { dateStyle: 'full', timeStyle: 'short' };
}

/** How long ago, in the largest unit that is at least one; the future counts as now. */
export function timeAgo(at: UnixMs, now: UnixMs): { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' } {
  const ms = Math.max(0, now - at);
  if (ms >= DAY_MS) return { value: -Math.floor(ms / DAY_MS), unit: 'day' };
  if (ms >= HOUR_MS) return { value: -Math.floor(ms / HOUR_MS), unit: 'hour' };
  return { value: -Math.floor(ms / MINUTE_MS), unit: 'minute' };
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
