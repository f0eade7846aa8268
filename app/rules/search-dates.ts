import { foldForSearch } from '../domain/search-fold.ts';
import type { UnixMs } from '../domain/ids.ts';

/** `from` is the first moment of what was meant, `until` the first one after it. */
export interface DateRange {
  readonly from: UnixMs;
  readonly until: UnixMs;
}

const TODAY = words('today heute aujourdhui oggi 今日 本日');
const YESTERDAY = words('yesterday gestern hier ieri 昨日');
/** How many units of time back: 7d, 2w, 3m, 1y, and as the five languages write them. */
const BACK = /^(\d{1,4})(.+)$/u;
const UNITS: readonly (readonly [unit: 'day' | 'week' | 'month' | 'year', names: ReadonlySet<string>])[] = [
  ['day', words('d day days t tag tage tagen j jour jours g giorno giorni 日 日間')],
  ['week', words('w week weeks wo woche wochen sem semaine semaines sett settimana settimane 週 週間')],
  ['month', words('m month months mon monat monate mois mese mesi か月 ヶ月 カ月 ケ月 ヵ月 箇月')],
  ['year', words('y year years jahr jahre an ans a anno anni 年 年間')],
];
const THIS_OR_LAST = /^(this|last)-?(week|month|year)$/;

/**
 * The time somebody means, in the computer's time zone; null for what is no date. ISO dates, months and years; the ways of the five
 * languages, day first; today, yesterday; `7d` for the last seven days up to now; `this-month`; two of them with `..` between. Pure.
 */
export function dateRange(value: string, now: UnixMs): DateRange | null {
  const [first = '', last, ...more] = value.split('..');
  if (last === undefined) return singleRange(first, now);
  if (more.length > 0) return null;
  const begin = singleRange(first, now);
  const end = last === '' ? { from: now, until: startOf(now, 1) } : singleRange(last, now);
  return begin === null || end === null || begin.from >= end.until ? null : { from: begin.from, until: end.until };
}

function singleRange(value: string, now: UnixMs): DateRange | null {
  const text = foldForSearch(value.trim()).replaceAll(/['’ ]/gu, '');
  if (TODAY.has(text)) return { from: startOf(now, 0), until: startOf(now, 1) };
  if (YESTERDAY.has(text)) return { from: startOf(now, -1), until: startOf(now, 0) };
  return backRange(text, now) ?? namedRange(text, now) ?? calendarRange(text);
}

function backRange(text: string, now: UnixMs): DateRange | null {
  const [, digits = '', name = ''] = BACK.exec(text) ?? [];
  const unit = UNITS.find(([, names]) => names.has(name))?.[0];
  const count = Number(digits);
  // 2026年 is the year, not so many years ago.
  if (unit === undefined || count === 0 || (unit === 'year' && count > 200)) return null;
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const until = startOf(now, 1);
  switch (unit) {
    case 'day':
      return { from: startOf(now, -count), until };
    case 'week':
      return { from: startOf(now, -7 * count), until };
    case 'month':
      return { from: at(year, month - count, day), until };
    case 'year':
      return { from: at(year - count, month, day), until };
  }
}

function namedRange(text: string, now: UnixMs): DateRange | null {
  const [, which, unit] = THIS_OR_LAST.exec(text) ?? [];
  const today = new Date(now);
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const back = which === 'last' ? 1 : 0;
  if (unit === 'year') return { from: at(year - back, 0, 1), until: at(year - back + 1, 0, 1) };
  if (unit === 'month') return { from: at(year, month - back, 1), until: at(year, month - back + 1, 1) };
  if (unit !== 'week') return null;
  const monday = today.getDate() - ((today.getDay() + 6) % 7) - 7 * back;
  return { from: at(year, month, monday), until: at(year, month, monday + 7) };
}

const ISO = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/;
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;
const JAPANESE = /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/;

function calendarRange(text: string): DateRange | null {
  const [, endDay, endMonth, endYear] = DAY_FIRST.exec(text) ?? [];
  const [, year = endYear, month = endMonth, day = endDay] = ISO.exec(text) ?? JAPANESE.exec(text) ?? [];
  if (year === undefined) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  if (y < 1970 || m < 0 || m > 11 || d < 1 || d > new Date(y, m + 1, 0).getDate()) return null;
  if (month === undefined) return { from: at(y, 0, 1), until: at(y + 1, 0, 1) };
  if (day === undefined) return { from: at(y, m, 1), until: at(y, m + 1, 1) };
  return { from: at(y, m, d), until: at(y, m, d + 1) };
}

function startOf(now: UnixMs, daysLater: number): UnixMs {
  const today = new Date(now);
  return at(today.getFullYear(), today.getMonth(), today.getDate() + daysLater);
}

function at(year: number, month: number, day: number): UnixMs {
  return new Date(year, month, day).getTime() as UnixMs;
}

function words(names: string): ReadonlySet<string> {
  return new Set(names.split(' ').map(foldForSearch));
}
