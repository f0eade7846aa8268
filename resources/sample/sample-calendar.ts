/** Dates of the sample, counted in working days from now, so that the demo looks like this week whenever it runs. */

/** Times in the thread files are office time, UTC+1. */
export const OFFICE_ZONE_MINUTES = 60;
const DAY_MS = 86_400_000;

/** The day that many working days before (or, negative, after) another, at the same time of day. */
export function workingDaysBefore(from: Date, days: number): Date {
  const step = days < 0 ? DAY_MS : -DAY_MS;
  let left = Math.abs(days);
  let day = from.getTime();
  while (left > 0) {
    day += step;
    if (!isWeekend(day)) left -= 1;
  }
  return new Date(day);
}

/** How many working days lie between two dates, the inverse of `workingDaysBefore`. */
export function countWorkingDays(from: Date, until: Date): number {
  let count = 0;
  for (let day = officeDay(until); day > officeDay(from); day -= DAY_MS) if (!isWeekend(day - DAY_MS)) count += 1;
  return count;
}

/** The same day at `HH:MM` office time. */
export function atOfficeTime(day: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(officeDay(day) + (hours * 60 + minutes - OFFICE_ZONE_MINUTES) * 60_000);
}

/** Replaces `{day+8}` by the date and `{weekday+8}` by the name of the day that many working days after a mail. */
export function fillDates(text: string, sentAt: Date, language: string): string {
  return text.replace(/\{(day|weekday)\+(\d+)\}/g, (_, unit: string, days: string) => {
    const date = workingDaysBefore(sentAt, -Number(days));
    const shape = unit === 'day' ? ({ day: 'numeric', month: 'long' } as const) : ({ weekday: 'long' } as const);
    return new Intl.DateTimeFormat(LOCALES[language] ?? 'en-GB', { ...shape, timeZone: 'Etc/GMT-1' }).format(date);
  });
}

const LOCALES: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB', fr: 'fr-FR', it: 'it-IT', ja: 'ja-JP' };

/** Midnight of the office day, as if it were UTC. */
function officeDay(date: Date): number {
  return Math.floor((date.getTime() + OFFICE_ZONE_MINUTES * 60_000) / DAY_MS) * DAY_MS;
}

function isWeekend(unixMs: number): boolean {
  return [0, 6].includes(new Date(unixMs + OFFICE_ZONE_MINUTES * 60_000).getUTCDay());
}
