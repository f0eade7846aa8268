import type { Activity, Omission } from '../../../app/domain/activity.ts';
import type { Participant } from '../../../app/domain/mail.ts';
import { messageIdOf } from '../message-id-of.ts';
import { notIncluded, noteMark } from '../note-text.ts';

/** A property of a text holds 65,536 characters; a margin for how HubSpot counts them. */
const HEADERS_CHARS = 60_000;

/**
 * A mail as the properties of HubSpot's email object. The people on it are set by `hs_email_headers` alone: HubSpot fills the fields for
 * sender and recipients from it. The text ends with a mark, by which a record of ours is told from one of HubSpot's own mail sync, and
 * two mails with one Message-ID from each other. Source: HubSpot's guide to emails (2026-03); that `hs_email_message_id` can be
 * written stands in no document of HubSpot, projects of others do it.
 *
 * @param dropped what the connector left out itself
 */
export function emailProperties(
  activity: Activity,
  fileIds: readonly string[],
  dropped: readonly Omission[],
): Readonly<Record<string, string>> {
  const { key, direction, sentAt, subject, participants, text, omissions } = activity;
  const { headers, unlisted } = headersText(participants);
  const more = unlisted === 0 ? '' : `[\u2026] +${String(unlisted)}`;
  const body = [text, more, notIncluded([...omissions, ...dropped]), noteMark(key)];
  return {
    hs_timestamp: new Date(sentAt).toISOString(),
    hs_email_direction: direction === 'outbound' ? 'EMAIL' : 'INCOMING_EMAIL',
    hs_email_status: 'SENT',
    hs_email_subject: subject,
    hs_email_text: body.filter((part) => part !== '').join('\n\n'),
    hs_email_headers: headers,
    hs_email_message_id: `<${messageIdOf(key)}>`,
    ...(fileIds.length > 0 && { hs_attachment_ids: fileIds.join(';') }),
  };
}

interface Person {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}
type Field = 'from' | 'sender' | 'to' | 'cc' | 'bcc';

/** As much as fits: names go first, then recipients from the end. */
function headersText(participants: readonly Participant[]): { readonly headers: string; readonly unlisted: number } {
  const recipients = participants.filter(({ role }) => role === 'to' || role === 'cc' || role === 'bcc');
  const others = participants.filter(({ role }) => role === 'from' || role === 'sender');
  const [from] = others.filter(({ role }) => role === 'from').map(named);
  const [sender = from] = others.filter(({ role }) => role === 'sender').map(named);
  const write = (count: number, person: (one: Participant) => Person): string => {
    const of = (field: Field) =>
      recipients
        .slice(0, count)
        .filter(({ role }) => role === field)
        .map(person);
    return JSON.stringify({ from, sender, to: of('to'), cc: of('cc'), bcc: of('bcc') });
  };
  const whole = write(recipients.length, named);
  if (whole.length <= HEADERS_CHARS) return { headers: whole, unlisted: 0 };
  let count = recipients.length;
  let headers = write(count, bare);
  while (headers.length > HEADERS_CHARS && count > 0) {
    count = Math.floor(count * 0.9);
    headers = write(count, bare);
  }
  return { headers, unlisted: recipients.length - count };
}

function named({ rawAddress, address, displayName }: Participant): Person {
  const words = displayName.trim().split(/\s+/);
  const lastName = words.length > 1 ? (words.at(-1) ?? '') : '';
  const firstName = (words.length > 1 ? words.slice(0, -1) : words).join(' ');
  return { email: address ?? rawAddress, ...(firstName !== '' && { firstName }), ...(lastName !== '' && { lastName }) };
}

function bare({ rawAddress, address }: Participant): Person {
  return { email: address ?? rawAddress };
}
