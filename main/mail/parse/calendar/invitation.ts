/** An invitation and what it says, from the calendar part of a mail. Source: RFC 5546, RFC 6047. Never throws. */
import { canonicalAddress } from '../../../../app/domain/address.ts';
import type { Attendee, InvitationDetails } from '../../../../app/domain/mail-details.ts';
import {
  propertyOf,
  readCalendarText,
  textOf,
  type CalendarComponent,
  type CalendarProperty,
} from './content-lines.ts';
import { after, momentOf } from './moment.ts';

/** A list of attendees is cut here; no meeting room is larger. */
const MOST_ATTENDEES = 1000;
const MOST_CHARS = 1000;

/**
 * @param declared METHOD of the part's type, or null; the calendar's own counts where the type says none
 * @returns null for a calendar that asks and tells nobody anything: no METHOD, or PUBLISH, as for a ticket or a timetable
 */
export function readInvitation(text: string, declared: string | null): InvitationDetails | null {
  const root = readCalendarText(text);
  const calendar = root.children.find(({ name }) => name === 'VCALENDAR') ?? root;
  const method = (declared ?? propertyOf(calendar, 'METHOD')?.value ?? '').trim().toUpperCase();
  if (method === '' || method === 'PUBLISH') return null;
  const event = eventOf(calendar);
  const properties = event?.properties ?? [];
  const find = (name: string): CalendarProperty | null => (event === null ? null : propertyOf(event, name));
  const startsAt = momentOf(find('DTSTART'), calendar);
  const duration = find('DURATION');
  return {
    kind: 'invitation',
    method,
    uid: textOf(find('UID')).slice(0, MOST_CHARS) || null,
    sequence: Number.parseInt(find('SEQUENCE')?.value ?? '0', 10) || 0,
    summary: textOf(find('SUMMARY')).slice(0, MOST_CHARS),
    location: textOf(find('LOCATION')).slice(0, MOST_CHARS),
    organizer: attendee(find('ORGANIZER')),
    attendees: properties
      .filter(({ name }) => name === 'ATTENDEE')
      .slice(0, MOST_ATTENDEES)
      .flatMap((property) => attendee(property) ?? []),
    startsAt,
    endsAt:
      momentOf(find('DTEND') ?? find('DUE'), calendar) ??
      (startsAt === null || duration === null ? null : after(startsAt, duration.value)),
    isRecurring: find('RRULE') !== null || find('RDATE') !== null,
  };
}

/** The series before a single date that differs from it. */
function eventOf(calendar: CalendarComponent): CalendarComponent | null {
  const events = calendar.children.filter(({ name }) => name === 'VEVENT' || name === 'VTODO');
  return events.find((event) => propertyOf(event, 'RECURRENCE-ID') === null) ?? events[0] ?? null;
}

/** Some programs keep the address in EMAIL and something else where `mailto:` should be. */
function attendee(property: CalendarProperty | null): Attendee | null {
  if (property === null) return null;
  const written = [property.value.replace(/^\s*mailto:/i, ''), property.parameters.get('EMAIL') ?? ''];
  const address = written.map((one) => canonicalAddress(one.trim())).find((one) => one !== null);
  const name = textOf({ ...property, value: property.parameters.get('CN') ?? '' }).slice(0, MOST_CHARS);
  if (address === undefined && name === '') return null;
  const status = (property.parameters.get('PARTSTAT') ?? 'needs-action').toLowerCase().slice(0, 40);
  return { address: address ?? '', name, status };
}
