import { createHash } from 'node:crypto';
import type { Activity, AttachedFile } from '../../app/domain/activity.ts';
import type { ParticipantRole } from '../../app/domain/mail.ts';
import { messageIdOf } from './message-id-of.ts';
import { headerAddress, headerParameter, headerText } from './mime-words.ts';
import { notIncluded } from './note-text.ts';

const FIELDS: readonly (readonly [field: string, role: ParticipantRole])[] = [
  ['From', 'from'],
  ['Sender', 'sender'],
  ['Reply-To', 'reply-to'],
  ['To', 'to'],
  ['Cc', 'cc'],
];

/**
 * A mail written out again for CRMs that import mail as a file (RFC 5322, MIME): what the activity has and no more, so that a part the
 * user keeps back is not in it. Blind copies are named to nobody. What was left out stands below the text.
 */
export function mailSource(activity: Activity): Uint8Array {
  const { key, subject, sentAt, text, omissions, files = [] } = activity;
  const body = [text, notIncluded(omissions)].filter((part) => part !== '').join('\n\n');
  const header = [
    `Message-ID: <${messageIdOf(key)}>`,
    `Date: ${new Date(sentAt).toUTCString().replace('GMT', '+0000')}`,
    ...FIELDS.flatMap(([field, role]) => addressField(field, role, activity)),
    `Subject: ${headerText(subject)}`,
    'MIME-Version: 1.0',
  ];
  const textPart = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines(body)];
  if (files.length === 0) return Buffer.from([...header, ...textPart, ''].join('\r\n'));
  const boundary = `mailpin_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
  const parts = [textPart, ...files.map(filePart)].flatMap((part) => [`--${boundary}`, ...part]);
  const type = `Content-Type: multipart/mixed; boundary="${boundary}"`;
  return Buffer.from([...header, type, '', ...parts, `--${boundary}--`, ''].join('\r\n'));
}

function addressField(field: string, role: ParticipantRole, { participants }: Activity): readonly string[] {
  const entries = participants
    .filter((one) => one.role === role)
    .flatMap(({ displayName, rawAddress }) => headerAddress(displayName, rawAddress) ?? []);
  return entries.length === 0 ? [] : [`${field}: ${entries.join(',\r\n ')}`];
}

/** A mail inside the mail must not be encoded (RFC 2046 5.2.1), so it goes as a file like any other. */
function filePart({ fileName, mediaType, bytes }: AttachedFile): readonly string[] {
  const isSafe = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) && !/^(?:message|multipart)\//i.test(mediaType);
  return [
    `Content-Type: ${isSafe ? mediaType : 'application/octet-stream'};`,
    ` ${headerParameter('name', fileName)}`,
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment;',
    ` ${headerParameter('filename', fileName)}`,
    '',
    lines(bytes),
  ];
}

/** Base64 in lines of 76 characters (RFC 2045 6.8). */
function lines(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content.replace(/\r?\n/g, '\r\n')) : Buffer.from(content);
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}
