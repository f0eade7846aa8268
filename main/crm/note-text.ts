/** A mail as the text of a note, for CRMs that have no place for mail as such. */
import { createHash } from 'node:crypto';
import type { Activity, Omission } from '../../app/domain/activity.ts';
import type { MessageKey } from '../../app/domain/ids.ts';
import type { ParticipantRole } from '../../app/domain/mail.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const MARK_CHARS = 16;

/** In the language of the header's words: readers of the CRM may speak another than the user. */
const REASONS = {
  'recipient-limit': 'too many recipients',
  'size-limit': 'too large',
  user: 'kept back by the sender of this note',
  'not-taken': 'only in the mailbox',
  'not-kept': 'no longer in the mailbox',
} as const satisfies Record<Omission['because'], string>;

/**
 * The last line of a note of ours, by which it is found again: 80 bits of a digest of the message key, so that no id of a mail stands
 * in the CRM in clear. Alphabet: RFC 4648 6, in lower case.
 */
export function noteMark(key: MessageKey): string {
  const digest = createHash('sha256').update(key).digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const chars = Array.from(
    { length: MARK_CHARS },
    (_, at) => BASE32[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  );
  return `[mailpin ${chars.join('')}]`;
}

/** What of a mark is no other word. */
export function markWord(mark: string): string {
  return mark.slice(-1 - MARK_CHARS, -1);
}

/** Whether a note is ours, of whichever mail. */
export function hasNoteMark(content: string): boolean {
  return /\[mailpin [a-z2-7]{16}\]\s*$/.test(content);
}

/** The subject of the mail in a note of ours, the first line of any other. */
export function noteSubject(content: string): string {
  return /^Subject: (.*)$/m.exec(content)?.[1] ?? content.split('\n')[0] ?? '';
}

/**
 * Header, text, what was left out, and the mark. The words are those of RFC 5322, which every reader of mail knows. The mail's own date
 * stands in it, because the note has the date of its making.
 */
export function noteText(activity: Activity): string {
  const { subject, sentAt, participants, text, attachments, omissions } = activity;
  const people = (role: ParticipantRole) =>
    participants
      .filter((one) => one.role === role)
      .map(({ displayName, rawAddress }) => (displayName === '' ? rawAddress : `${displayName} <${rawAddress}>`))
      .join(', ');
  const header = [
    ['Subject', subject],
    ['From', people('from')],
    ['To', people('to')],
    ['Cc', people('cc')],
    [
      'Date',
      new Date(sentAt)
        .toISOString()
        .replace('T', ' ')
        .replace(/:\d\d\.\d{3}Z$/, ' UTC'),
    ],
    ['Attachments', attachments.map(({ fileName }) => fileName).join(', ')],
    ['Not included', omissionList(omissions)],
  ].flatMap(([field = '', value = '']) => (value === '' ? [] : `${field}: ${value}`));
  return [header.join('\n'), text, noteMark(activity.key)].filter((part) => part !== '').join('\n\n');
}

/** A line that says what was left out of a mail, with the reasons; empty when nothing was. */
export function notIncluded(omissions: readonly Omission[]): string {
  return omissions.length === 0 ? '' : `[Not included: ${omissionList(omissions)}]`;
}

function omissionList(omissions: readonly Omission[]): string {
  return omissions.map(({ what, name, because }) => `${name ?? what} (${REASONS[because]})`).join(', ');
}
