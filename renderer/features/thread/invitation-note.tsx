import type { CalendarMoment, InvitationDetails } from '../../../app/domain/mail-details.ts';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

const SORTS = {
  REQUEST: 'mail.invitation.request',
  REPLY: 'mail.invitation.reply',
  CANCEL: 'mail.invitation.cancel',
} as const;
/** A day has no time behind it. */
const DAY_LENGTH = '2026-11-22'.length;

/** What a calendar part says: what, when in the user's own time, where, who. */
export function InvitationNote({ invitation }: Readonly<{ invitation: InvitationDetails }>) {
  const text = useText();
  const { method, location, organizer, attendees, isRecurring } = invitation;
  const summary = invitation.summary === '' ? text('mail.invitation.unnamed') : invitation.summary;
  const key = method in SORTS ? SORTS[method as keyof typeof SORTS] : 'mail.invitation.other';
  const when = useWhen(invitation);
  const facts = [
    when,
    isRecurring ? text('mail.invitation.repeats') : null,
    location === '' ? null : text('mail.invitation.where', { place: location }),
    organizer === null ? null : text('mail.invitation.organizer', { name: organizer.name || organizer.address }),
    attendees.length === 0 ? null : text('mail.invitation.people', { count: attendees.length }),
  ].filter((fact) => fact !== null);
  return (
    <Notice tone="plain" icon="clock">
      <b dir="auto">{text(key, { summary })}</b>
      {facts.map((fact) => (
        <small key={fact} className="note-detail" dir="auto">
          {fact}
        </small>
      ))}
    </Notice>
  );
}

function useWhen({ startsAt, endsAt }: InvitationDetails): string | null {
  const text = useText();
  const format = useFormat();
  const words = (moment: CalendarMoment): string => {
    if (moment.local.length === DAY_LENGTH) return format.wholeDay(moment.local);
    return moment.at === null
      ? [moment.local.replace('T', ' '), moment.zone].join(' ').trim()
      : format.fullWhen(moment.at);
  };
  if (startsAt === null) return null;
  const last = endsAt === null ? null : lastMoment(endsAt);
  if (last === null || last.local <= startsAt.local) return words(startsAt);
  if (startsAt.at !== null && last.at !== null) return format.fromTo(startsAt.at, last.at);
  return text('mail.invitation.when', { start: words(startsAt), end: words(last) });
}

/** The end of whole days is the day after the last one (RFC 5545 3.6.1). */
function lastMoment(end: CalendarMoment): CalendarMoment {
  if (end.local.length !== DAY_LENGTH) return end;
  const before = new Date(`${end.local}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return { ...end, local: before.toISOString().slice(0, DAY_LENGTH) };
}
