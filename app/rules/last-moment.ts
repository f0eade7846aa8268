import type { CalendarMoment } from '../domain/mail-details.ts';

/** A day has no time behind it. */
const DAY_LENGTH = '2026-11-22'.length;

export function isWholeDay({ local }: CalendarMoment): boolean {
  return local.length === DAY_LENGTH;
}

/**
 * When an event is over, as people say it: the end of whole days is the day after the last one (RFC 5545 3.6.1). Null for one without an
 * end of its own, or with one that is not after its start. Pure.
 */
export function lastMoment(start: CalendarMoment, end: CalendarMoment | null): CalendarMoment | null {
  if (end === null) return null;
  const last = isWholeDay(end) ? dayBefore(end) : end;
  // Who flies west may be there before they left, by the clocks of the two places.
  const isLater = start.at !== null && last.at !== null ? last.at > start.at : last.local > start.local;
  return isLater ? last : null;
}

function dayBefore(end: CalendarMoment): CalendarMoment {
  const day = new Date(`${end.local}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return { ...end, local: day.toISOString().slice(0, DAY_LENGTH) };
}
