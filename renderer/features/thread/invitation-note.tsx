import type { CalendarMoment, InvitationDetails } from '../../../app/domain/mail-details.ts';
import { isWholeDay, lastMoment } from '../../../app/rules/last-moment.ts';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

const SORTS = {
  REQUEST: 'mail.invitation.request',
  REPLY: 'mail.invitation.reply',
  CANCEL: 'mail.invitation.cancel',
} as const;

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
    if (isWholeDay(moment)) return format.wholeDay(moment.local);
    return moment.at === null
      ? [moment.local.replace('T', ' '), moment.zone].join(' ').trim()
      : format.fullWhen(moment.at);
  };
  if (startsAt === null) return null;
  const last = lastMoment(startsAt, endsAt);
  if (last === null) return words(startsAt);
  if (startsAt.at !== null && last.at !== null) return format.fromTo(startsAt.at, last.at);
  return text('mail.invitation.when', { start: words(startsAt), end: words(last) });
}
