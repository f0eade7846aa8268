/** The Date field of a mail. Source: RFC 5322 3.3 and 4.3. */
import type { UnixMs } from '../../../app/domain/ids.ts';

const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours east of UTC; names that are not here mean an unknown zone, which RFC 5322 reads as UTC. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ EST5EDT: -5, CST6CDT: -6, MST7MDT: -7, PST8PDT: -8 },
  ...{ BST: 1, CET: 1, CEST: 2, MET: 1, MEST: 2, EET: 2, EEST: 3, MSK: 3, JST: 9, KST: 9 },
};
/** `21 Feb 2020 10:11:12 +0100`, and the C library's `Feb 21 10:11:12 2020`. */
const DAY_FIRST =
  /\b(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s.,-]+(\d{2,5})\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(\S*)/;
const MONTH_FIRST = /\b([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([A-Z]{3,4})\s+)?(\d{4})\b/;

const NUMERIC = /^\D{0,8}(\d{1,2})\s+(\d{1,2})\s+(\d{2}|\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S*)/;

/** Null when the text is no date of our calendar. A wrong or foreign weekday, comments and a missing zone do no harm. */
export function parseMailDate(field: string): UnixMs | null {
  const text = withoutComments(field.slice(0, 400));
  const found = DAY_FIRST.exec(text);
  if (found !== null) {
    const [, day, month, year, hour, minute, second, zone] = found;
    return toUnixMs({ day, month, year, hour, minute, second, zone });
  }
  const other = MONTH_FIRST.exec(text);
  if (other === null) return numericDate(text);
  const [, month, day, hour, minute, second, zone, year] = other;
  return toUnixMs({ day, month, year, hour, minute, second, zone });
}

/**
 * When the mail was sent: the Date field where it is believable, otherwise the time of arrival. Not believable: before there
 * was mail, the zero of a clock that was never set, and later than a week after the mail arrived.
 */
export function sentAtOf(
  field: string | null,
  arrivedAt: UnixMs,
): { readonly sentAt: UnixMs; readonly isDateGuessed: boolean } {
  const written = field === null ? null : parseMailDate(field);
  const isBelievable =
    written !== null &&
    written > Date.UTC(1960, 0, 1) &&
    Math.abs(written) > DAY_MS &&
    written < arrivedAt + 7 * DAY_MS;
  return isBelievable ? { sentAt: written, isDateGuessed: false } : { sentAt: arrivedAt, isDateGuessed: true };
}

/** Comments may nest (RFC 5322 3.2.2); one that is never closed goes to the end. */
function withoutComments(field: string): string {
  if (!field.includes('(')) return field;
  let depth = 0;
  let text = '';
  for (const char of field) {
    if (char === '(') depth += 1;
    if (depth === 0) text += char;
    else if (char === ')') depth -= 1;
    if (char === '(' && depth === 1) text += ' ';
  }
  return text;
}

/** `20 11 79 05:34:27 -0300`: blanks between numbers are day first; other marks could mean either. */
function numericDate(text: string): UnixMs | null {
  const found = NUMERIC.exec(text);
  if (found === null) return null;
  const [, day, month, year, hour, minute, second, zone] = found;
  return toUnixMs({ day, month: MONTHS[Number(month) - 1], year, hour, minute, second, zone });
}

type Pieces = Readonly<Record<'day' | 'month' | 'year' | 'hour' | 'minute' | 'second' | 'zone', string | undefined>>;

function toUnixMs(pieces: Pieces): UnixMs | null {
  const month = MONTHS.indexOf((pieces.month ?? '').toLowerCase());
  const [day, hour, minute] = [Number(pieces.day), Number(pieces.hour), Number(pieces.minute)];
  // A leap second is the last second of its minute.
  const second = Math.min(59, Number(pieces.second ?? 0));
  if (month < 0 || day < 1 || day > 31 || hour > 23 || minute > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(fullYear(pieces.year ?? ''), month, day);
  date.setUTCHours(hour, minute, second);
  const isOfCalendar = date.getUTCMonth() === month;
  return isOfCalendar ? ((date.getTime() - zoneOffsetMs(pieces.zone ?? '')) as UnixMs) : null;
}

/** RFC 5322 4.3: two digits up to 49 are of this century, three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

function zoneOffsetMs(zone: string): number {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (numeric === null) return (ZONE_HOURS[zone.toUpperCase()] ?? 0) * 3_600_000;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return (numeric[1] === '-' ? -minutes : minutes) * 60_000;
}
