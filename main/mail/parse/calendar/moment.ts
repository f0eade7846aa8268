/** Dates and times of a calendar, in their zones. Source: RFC 5545 3.3.4, 3.3.5, 3.3.6 and 3.6.5. */
import type { UnixMs } from '../../../../app/domain/ids.ts';
import type { CalendarMoment } from '../../../../app/domain/mail-details.ts';
import { propertyOf, type CalendarComponent, type CalendarProperty } from './content-lines.ts';
import { ianaZone } from './windows-zones.ts';

const DATE_TIME = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
const DURATION = /^([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
const DAY_MS = 86_400_000;

/** @param calendar where the zones it defines are looked up; null for what is no date */
export function momentOf(property: CalendarProperty | null, calendar: CalendarComponent): CalendarMoment | null {
  const found = DATE_TIME.exec(property?.value.trim() ?? '');
  if (property === null || found === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', utc] = found;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute),
    Number(second),
  );
  if (new Date(wall).getUTCMonth() !== Number(month) - 1) return null;
  if (hour === undefined) return { local: `${year}-${month}-${day}`, zone: null, at: null };
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  if (utc === 'Z') return { local, zone: 'UTC', at: wall as UnixMs };
  const written = property.parameters.get('TZID') ?? null;
  if (written === null || written === '') return { local, zone: null, at: null };
  const iana = ianaZone(written);
  const offset = iana === null ? definedOffset(written, wall, calendar) : zoneOffset(iana, wall);
  return { local, zone: iana ?? written, at: offset === null ? null : ((wall - offset) as UnixMs) };
}

/** A moment and a time that passes from it, in the same zone. Null for what is no duration. */
export function after(start: CalendarMoment, duration: string): CalendarMoment | null {
  const found = DURATION.exec(duration.trim());
  if (found === null) return null;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found;
  const whole = Number(weeks) * 7 + Number(days);
  const ms =
    (whole * DAY_MS + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000) * (sign === '-' ? -1 : 1);
  const isDay = start.local.length === 10;
  const end = new Date(Date.parse(isDay ? `${start.local}T00:00:00Z` : `${start.local}Z`) + ms);
  if (Number.isNaN(end.getTime()) || end.getUTCFullYear() > 9999) return null;
  const local = end.toISOString().slice(0, isDay ? 10 : 19);
  return { local, zone: start.zone, at: start.at === null ? null : ((start.at + ms) as UnixMs) };
}

/** Milliseconds a zone is ahead of UTC at a moment of its own clock; of two that fit at the end of summer time, the first. */
function zoneOffset(zone: string, wall: number): number {
  const guess = offsetAt(zone, wall);
  const better = offsetAt(zone, wall - guess);
  return better === guess ? guess : offsetAt(zone, wall - better);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(zone: string, at: number): number {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  if (known === undefined) formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The offset as the calendar itself defines the zone: by the last change before that moment, in that year or the one before. */
function definedOffset(name: string, wall: number, calendar: CalendarComponent): number | null {
  const zone = calendar.children.find(
    (child) => child.name === 'VTIMEZONE' && propertyOf(child, 'TZID')?.value.trim() === name,
  );
  const year = new Date(wall).getUTCFullYear();
  const changes = (zone?.children ?? []).flatMap((rule) => {
    const offset = offsetOf(propertyOf(rule, 'TZOFFSETTO')?.value ?? '');
    return offset === null ? [] : [year - 1, year].map((one) => ({ offset, at: changeIn(rule, one) }));
  });
  const past = changes.filter(({ at }) => at <= wall).sort((left, right) => left.at - right.at);
  return (past.at(-1) ?? changes[0])?.offset ?? null;
}

/** When a rule of a zone begins in a year, by the zone's clock. `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` or the date it stands at. */
function changeIn(rule: CalendarComponent, year: number): number {
  const [, startYear = '1970', month = '1', day = '1', hour = '0', minute = '0'] =
    DATE_TIME.exec(propertyOf(rule, 'DTSTART')?.value.trim() ?? '') ?? [];
  const recurrence = propertyOf(rule, 'RRULE')?.value ?? '';
  const byMonth = /BYMONTH=(\d{1,2})/i.exec(recurrence)?.[1];
  const [, nth = '', weekday = ''] = /BYDAY=([+-]?\d)?([A-Z]{2})/i.exec(recurrence) ?? [];
  const time = (Number(hour) * 60 + Number(minute)) * 60_000;
  if (recurrence === '') return Date.UTC(Number(startYear), Number(month) - 1, Number(day)) + time;
  const monthAt = Number(byMonth ?? month) - 1;
  const wanted = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(weekday.toUpperCase());
  if (wanted < 0) return Date.UTC(year, monthAt, Number(day)) + time;
  const count = Number(nth === '' ? '1' : nth);
  if (count < 0) {
    const last = new Date(Date.UTC(year, monthAt + 1, 0));
    return last.getTime() - (((last.getUTCDay() - wanted + 7) % 7) + (-count - 1) * 7) * DAY_MS + time;
  }
  const first = new Date(Date.UTC(year, monthAt, 1));
  return first.getTime() + (((wanted - first.getUTCDay() + 7) % 7) + (count - 1) * 7) * DAY_MS + time;
}

function offsetOf(text: string): number | null {
  const found = /^([+-])(\d{2})(\d{2})/.exec(text.trim());
  if (found === null) return null;
  const ms = (Number(found[2]) * 60 + Number(found[3])) * 60_000;
  return found[1] === '-' ? -ms : ms;
}
