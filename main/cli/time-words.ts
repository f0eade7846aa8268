import type { UnixMs } from '../../app/domain/ids.ts';
import type { Text } from '../../resources/text.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago, as people say it: minutes, hours, days up to a week, then the date. */
export function ageWords(text: Text, now: UnixMs, at: UnixMs): string {
  const elapsed = now - at;
  if (elapsed < 0 || elapsed >= 7 * DAY_MS) return dateWords(text, at);
  const relative = new Intl.RelativeTimeFormat(text.locale, { style: 'short' });
  if (elapsed >= DAY_MS) return relative.format(-Math.floor(elapsed / DAY_MS), 'day');
  if (elapsed >= HOUR_MS) return relative.format(-Math.floor(elapsed / HOUR_MS), 'hour');
  if (elapsed >= MINUTE_MS) return relative.format(-Math.floor(elapsed / MINUTE_MS), 'minute');
  return text.format('cli.just-now');
}

export function dateWords(text: Text, at: UnixMs): string {
  return new Intl.DateTimeFormat(text.locale, { dateStyle: 'medium' }).format(at);
}

export function momentWords(text: Text, at: UnixMs): string {
  return new Intl.DateTimeFormat(text.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
