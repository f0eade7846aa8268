/** Bodies that programs write: invitations, delivery reports, newsletters. */
import { readFileSync } from 'node:fs';
import { composeMail, formatDate } from './compose-mime.ts';
import type { PlannedMail } from './plan-mails.ts';
import { escapeHtml, paragraphs } from './quote.ts';
import { atOfficeTime, workingDaysBefore } from './sample-calendar.ts';

/** `REQUEST | 6d 10:00 | 60 | title | place`: working days after the mail, minutes. Source: RFC 5545, 5546. */
export function calendarOf(mail: PlannedMail, line: string): { readonly method: string; readonly content: string } {
  const [method = '', when = '', minutes = '', title = '', place = ''] = line.split(' | ');
  const [days = '', time = ''] = when.split('d ');
  const start = atOfficeTime(workingDaysBefore(mail.sentAt, -Number(days)), time);
  const end = new Date(start.getTime() + Number(minutes) * 60_000);
  const [organizer, attendees] = method === 'REPLY' ? [mail.to[0] ?? mail.from, [mail.from]] : [mail.from, mail.to];
  const status = method === 'REPLY' ? 'ACCEPTED' : 'NEEDS-ACTION;RSVP=TRUE';
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Example//Calendar 1.0//EN',
    'VERSION:2.0',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${mail.messageId.replace('@', '-event@')}`,
    `DTSTAMP:${stamp(mail.sentAt)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${icsText(title)}`,
    `LOCATION:${icsText(place)}`,
    `ORGANIZER;CN="${organizer.name}":mailto:${organizer.address}`,
    ...attendees.map(({ name, address }) => `ATTENDEE;CN="${name}";PARTSTAT=${status}:mailto:${address}`),
    'SEQUENCE:0',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { method, content: lines.map(foldIcs).join('\r\n') };
}

/** A report that the mail could not be delivered to its first recipient. Source: RFC 3464. */
export function deliveryReportOf(failed: PlannedMail): { readonly status: string; readonly original: string } {
  const address = failed.to[0]?.address ?? '';
  const status = [
    'Reporting-MTA: dns; mx1.postwerk.example',
    'X-Postfix-Queue-ID: 4ZQ7R12KXz9',
    `Arrival-Date: ${formatDate(failed.sentAt, 60)}`,
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Original-Recipient: rfc822;${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; mail.verrier.example',
    `Diagnostic-Code: smtp; 550 5.1.1 <${address}>: Recipient address rejected: User unknown`,
    '',
  ];
  const { messageId, from, to, subject, sentAt } = failed;
  const [original = ''] = composeMail({ messageId, from, to, subject, date: sentAt, zoneMinutes: 60 }).split(
    '\r\n\r\n',
  );
  return { status: status.join('\n'), original: `${original}\n` };
}

/** The newsletter with its pictures on the web and its tracking pixel. */
export function newsletterHtml(mail: PlannedMail): string {
  const template = readFileSync(new URL('./html/newsletter.html', import.meta.url), 'utf8');
  const issue = mail.messageId.slice(0, 8);
  return template
    .replaceAll('{subject}', escapeHtml(mail.subject))
    .replaceAll('{issue}', issue)
    .replace('{body}', paragraphs(mail.text));
}

/** Fields of a mailing list. Source: RFC 2919, RFC 2369, RFC 8058. */
export function listFields(list: string): readonly (readonly [string, string])[] {
  return [
    ['List-Id', `<${list}.${list}.example>`],
    ['List-Unsubscribe', `<https://${list}.example/unsubscribe>, <mailto:leave@${list}.example>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ['Precedence', 'bulk'],
  ];
}

function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function icsText(text: string): string {
  return text.replace(/([\\;,])/g, '\\$1');
}

/** Lines of at most 75 octets (RFC 5545 3.1); cut well before, as names may take more octets than characters. */
function foldIcs(line: string): string {
  return (line.match(/.{1,60}/gu) ?? []).join('\r\n ');
}
