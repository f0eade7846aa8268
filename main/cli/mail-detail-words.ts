/** Bounces, absences, invitations and lists in words. */
import type { BounceRecipient, CalendarMoment, MailDetails } from '../../app/domain/mail-details.ts';
import { lastMoment } from '../../app/rules/last-moment.ts';
import type { Text } from '../../resources/text.ts';
import { momentWords } from './time-words.ts';

export function detailLines(text: Text, details: MailDetails): string[] {
  switch (details.kind) {
    case 'bounce':
      return [
        ...(details.originalSubject === null
          ? []
          : [text.format('window.mail.bounce.about', { subject: details.originalSubject })]),
        ...(details.originalId === null ? [] : [text.format('cli.parse.bounced-id', { id: details.originalId })]),
        ...details.recipients.flatMap((recipient) => recipientLines(text, recipient)),
      ];
    case 'auto-reply':
      return [
        details.awayUntil === null
          ? text.format(`window.mail.auto-reply.${details.sort}`)
          : text.format('window.mail.auto-reply.until', { day: details.awayUntil }),
      ];
    case 'invitation':
      return [
        text.format('cli.parse.invitation', { summary: details.summary, method: details.method }),
        ...whenLines(text, details.startsAt, details.endsAt),
        ...(details.location === '' ? [] : [text.format('window.mail.invitation.where', { place: details.location })]),
        ...(details.organizer === null
          ? []
          : [text.format('window.mail.invitation.organizer', { name: nameOf(details.organizer) })]),
        ...details.attendees.map((one) => text.format('cli.parse.attendee', { name: nameOf(one), status: one.status })),
        ...(details.uid === null
          ? []
          : [text.format('cli.parse.uid', { uid: details.uid, sequence: details.sequence })]),
      ];
    case 'bulk':
      return [
        ...(details.listId === null ? [] : [text.format('cli.parse.list', { id: details.listId })]),
        ...(details.signs.length === 0 ? [] : [text.format('cli.parse.signs', { names: details.signs.join(', ') })]),
      ];
  }
}

/** "did not reach ana@acme.test: no such mailbox (5.1.1)", and what the server said below. */
function recipientLines(text: Text, recipient: BounceRecipient): string[] {
  return [troubleWords(text, recipient), ...(recipient.diagnostic === null ? [] : [`  ${recipient.diagnostic}`])];
}

export function troubleWords(text: Text, { address, outcome, reason, statusCode }: BounceRecipient): string {
  const because = text.format(`window.mail.bounce.reason.${reason}`);
  return text.format(`window.mail.bounce.${outcome}`, { address, because, code: statusCode ?? 'none' });
}

/** The times as the invitation says them, in the zones that it names; below, what they are here. */
function whenLines(text: Text, start: CalendarMoment | null, end: CalendarMoment | null): string[] {
  if (start === null) return [];
  const last = lastMoment(start, end);
  const began = saidTime(start, last?.zone !== start.zone);
  const said = last === null ? began : text.format('cli.parse.from-to', { start: began, end: saidTime(last, true) });
  const here = hereWords(text, start, last);
  return here === null ? [said] : [said, text.format('cli.parse.here', { when: here })];
}

function saidTime({ local, zone }: CalendarMoment, isZoneNamed: boolean): string {
  const time = local.replace('T', ' ').replace(/:00$/, '');
  return zone === null || !isZoneNamed ? time : `${time} ${zone}`;
}

/** Null where the zone is not known, or none is meant. */
function hereWords(text: Text, start: CalendarMoment, last: CalendarMoment | null): string | null {
  if (start.at === null) return null;
  const began = momentWords(text, start.at);
  if (last === null || last.at === null) return began;
  return text.format('cli.parse.from-to', { start: began, end: momentWords(text, last.at) });
}

function nameOf({ name, address }: { readonly name: string; readonly address: string }): string {
  return name === '' || name === address ? address : `${name} <${address}>`;
}
