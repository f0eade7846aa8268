import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import type { CalendarMoment } from '../domain/mail-details.ts';
import { lastMoment } from './last-moment.ts';

const day = (local: string): CalendarMoment => ({ local, zone: null, at: null });
const moment = (local: string, zone: string, hour: number): CalendarMoment => ({
  ...{ local, zone },
  at: Date.UTC(2026, 11, 1, hour) as UnixMs,
});
const NINE = moment('2026-12-01T09:00:00', 'Europe/Berlin', 8);
const TOKYO = moment('2026-12-01T18:00:00', 'Asia/Tokyo', 9);

test.each<[string, CalendarMoment, CalendarMoment | null, string | null]>([
  ['no end', NINE, null, null],
  ['an hour', NINE, moment('2026-12-01T10:00:00', 'Europe/Berlin', 9), '2026-12-01T10:00:00'],
  ['an end at the start', NINE, NINE, null],
  ['one day', day('2026-12-01'), day('2026-12-02'), null],
  ['two days', day('2026-12-01'), day('2026-12-03'), '2026-12-02'],
  ['to the end of a month', day('2026-11-29'), day('2026-12-01'), '2026-11-30'],
  ['west over the date line', TOKYO, moment('2026-12-01T11:00:00', 'America/Los_Angeles', 19), '2026-12-01T11:00:00'],
  ['without a zone', day('2026-12-01T09:00:00'), day('2026-12-01T10:00:00'), '2026-12-01T10:00:00'],
])('%s', (_what, start, end, last) => {
  expect(lastMoment(start, end)?.local ?? null).toBe(last);
});
