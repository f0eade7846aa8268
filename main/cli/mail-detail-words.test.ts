import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { CalendarMoment, InvitationDetails } from '../../app/domain/mail-details.ts';
import { textFor } from '../../resources/text.ts';
import { detailLines } from './mail-detail-words.ts';
import { momentWords } from './time-words.ts';

const TEXT = textFor('en');
const NINE = Date.UTC(2026, 6, 1, 6) as UnixMs;
const HOUR = 3_600_000;
const here = (at: number): string => momentWords(TEXT, at as UnixMs);

function whenLines(startsAt: CalendarMoment, endsAt: CalendarMoment | null): readonly string[] {
  const invitation: InvitationDetails = {
    ...{ kind: 'invitation', method: 'REQUEST', uid: null, sequence: 0, summary: 'Talk', location: '' },
    ...{ organizer: null, attendees: [], startsAt, endsAt, isRecurring: false },
  };
  return detailLines(TEXT, invitation).slice(1);
}
const at = (time: string, zone: string | null, ms: number | null): CalendarMoment => ({
  ...{ local: `2026-07-01T${time}:00`, zone },
  at: ms as UnixMs | null,
});
const day = (local: string): CalendarMoment => ({ local, zone: null, at: null });

test.each<[string, CalendarMoment, CalendarMoment | null, readonly string[]]>([
  [
    'as the invitation says it, and what that is here',
    at('09:00', 'Europe/Kiev', NINE),
    at('10:00', 'Europe/Kiev', NINE + HOUR),
    ['2026-07-01 09:00 – 2026-07-01 10:00 Europe/Kiev', `Here: ${here(NINE)} – ${here(NINE + HOUR)}`],
  ],
  [
    'in two zones',
    at('09:00', 'Europe/Kiev', NINE),
    at('09:00', 'Europe/Berlin', NINE + HOUR),
    ['2026-07-01 09:00 Europe/Kiev – 2026-07-01 09:00 Europe/Berlin', `Here: ${here(NINE)} – ${here(NINE + HOUR)}`],
  ],
  ['in a zone that nobody knows', at('09:00', 'Moon/Base', null), null, ['2026-07-01 09:00 Moon/Base']],
  ['in no zone', at('09:00', null, null), null, ['2026-07-01 09:00']],
  ['two whole days', day('2026-07-01'), day('2026-07-03'), ['2026-07-01 – 2026-07-02']],
  ['one whole day', day('2026-07-01'), day('2026-07-02'), ['2026-07-01']],
])('the time of an invitation: %s', (_what, start, end, lines) => {
  expect(whenLines(start, end)).toEqual(lines);
});
