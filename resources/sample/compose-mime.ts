/**
 * Composes a mail as a client would write it. Used by the sample mailbox and by tests that need mail of their own making.
 * Source: RFC 5322, 2045, 2046 (multipart), 2047, 2231, 2387 (related), 3462 (report), 6047 (calendar).
 */
import { createHash } from 'node:crypto';
import { encodeText, type MailCharset } from './charset.ts';
import { encodeBody, fittingEncoding, type TransferEncoding } from './mime-body.ts';
import { encodeUnstructured, foldField, formatAddresses, formatParameter, type MailAddress } from './mime-header.ts';

export interface AttachmentToCompose {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array | string;
  /** Without angle brackets; makes it an inline part of the HTML. */
  readonly contentId?: string | undefined;
}

export interface MailToCompose {
  readonly from: MailAddress;
  readonly sender?: MailAddress | undefined;
  readonly replyTo?: MailAddress | undefined;
  readonly to?: readonly MailAddress[] | undefined;
  readonly cc?: readonly MailAddress[] | undefined;
  readonly bcc?: readonly MailAddress[] | undefined;
  readonly subject: string;
  readonly date: Date;
  /** Zone the Date field is written in, minutes east of UTC. */
  readonly zoneMinutes?: number | undefined;
  /** Without angle brackets; left out for a mail that has none. */
  readonly messageId?: string | undefined;
  readonly inReplyTo?: string | undefined;
  readonly references?: readonly string[] | undefined;
  /** More fields, written before the body's own, in this order. */
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** For subject, names and text; UTF-8 steps in where it lacks a character. */
  readonly charset?: MailCharset | undefined;
  readonly transferEncoding?: TransferEncoding | undefined;
  readonly calendar?: { readonly method: string; readonly content: string } | undefined;
  readonly attachments?: readonly AttachmentToCompose[] | undefined;
  /** Makes it a delivery status notification: `status` is the body of message/delivery-status, `original` header fields. */
  readonly report?: { readonly status: string; readonly original: string } | undefined;
}

interface Part {
  readonly fields: readonly string[];
  readonly body: string;
}

/** The whole mail with CRLF line ends. ASCII unless `transferEncoding` is `8bit`; then to be written as UTF-8. */
export function composeMail(mail: MailToCompose): string {
  const charset = mail.charset ?? 'utf-8';
  const people = (name: string, list: readonly MailAddress[] | undefined) =>
    list === undefined || list.length === 0 ? [] : [foldField(name, formatAddresses(list, charset))];
  const body = bodyOf(mail, charset);
  const fields = [
    ...(mail.headers ?? []).map(([name, value]) => foldField(name, encodeUnstructured(value, charset))),
    ...people('From', [mail.from]),
    ...people('Sender', mail.sender && [mail.sender]),
    ...people('Reply-To', mail.replyTo && [mail.replyTo]),
    ...people('To', mail.to),
    ...people('Cc', mail.cc),
    ...people('Bcc', mail.bcc),
    foldField('Subject', encodeUnstructured(mail.subject, charset)),
    `Date: ${formatDate(mail.date, mail.zoneMinutes ?? 0)}`,
    ...ids('Message-ID', mail.messageId === undefined ? [] : [mail.messageId]),
    ...ids('In-Reply-To', mail.inReplyTo === undefined ? [] : [mail.inReplyTo]),
    ...ids('References', mail.references ?? []),
    'MIME-Version: 1.0',
    ...body.fields,
  ];
  return `${fields.join('\r\n')}\r\n\r\n${body.body}\r\n`;
}

/** RFC 5322 3.3, for example `Fri, 20 Nov 2026 09:42:00 +0100`. */
export function formatDate(date: Date, zoneMinutes: number): string {
  const shifted = new Date(date.getTime() + zoneMinutes * 60_000).toUTCString().replace(' GMT', '');
  const zone = Math.abs(zoneMinutes);
  const digits = `${Math.floor(zone / 60)}`.padStart(2, '0') + `${zone % 60}`.padStart(2, '0');
  return `${shifted} ${zoneMinutes < 0 ? '-' : '+'}${digits}`;
}

function ids(name: string, list: readonly string[]): readonly string[] {
  return list.length === 0 ? [] : [foldField(name, list.map((id) => `<${id}>`).join(' '))];
}

function bodyOf(mail: MailToCompose, charset: MailCharset): Part {
  const seed = mail.messageId ?? `${mail.subject} ${mail.date.toISOString()}`;
  const multipart = (type: string, parts: readonly Part[]) => joinParts(type, parts, `${seed}|${type}`);
  const attachments = mail.attachments ?? [];
  const inline = attachments.filter((one) => one.contentId !== undefined).map(attachmentPart);
  const attached = attachments.filter((one) => one.contentId === undefined).map(attachmentPart);

  const html = mail.html === undefined ? null : textPart('text/html', mail.html, 'utf-8', mail.transferEncoding);
  const readable = [
    ...(mail.text === undefined && html !== null ? [] : [plainPart(mail, charset)]),
    ...(html === null ? [] : [inline.length === 0 ? html : multipart('related', [html, ...inline])]),
    ...(mail.calendar === undefined ? [] : [calendarPart(mail.calendar)]),
  ];
  const [only] = readable;
  const content = readable.length === 1 && only !== undefined ? only : multipart('alternative', readable);
  if (mail.report !== undefined) {
    const status = rawPart('message/delivery-status', mail.report.status);
    const original = rawPart('text/rfc822-headers', mail.report.original);
    return multipart('report; report-type=delivery-status', [content, status, original]);
  }
  return attached.length === 0 ? content : multipart('mixed', [content, ...attached]);
}

function plainPart(mail: MailToCompose, charset: MailCharset): Part {
  return textPart('text/plain', mail.text ?? '', charset, mail.transferEncoding);
}

function textPart(type: string, text: string, wanted: MailCharset, encoding: TransferEncoding | undefined): Part {
  const { bytes, charset } = encodeText(text.replace(/\r?\n/g, '\r\n'), wanted);
  const chosen = encoding ?? fittingEncoding(bytes, charset);
  return {
    fields: [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${chosen}`],
    body: encodeBody(bytes, chosen),
  };
}

function calendarPart({ method, content }: { readonly method: string; readonly content: string }): Part {
  const { fields, body } = textPart('text/calendar', content, 'utf-8', undefined);
  return { fields: fields.map((field) => field.replace('text/calendar;', `text/calendar; method=${method};`)), body };
}

function attachmentPart({ fileName, mediaType, content, contentId }: AttachmentToCompose): Part {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    fields: [
      foldField('Content-Type', `${mediaType}${formatParameter('name', fileName)}`),
      foldField(
        'Content-Disposition',
        `${contentId === undefined ? 'attachment' : 'inline'}${formatParameter('filename', fileName)}`,
      ),
      ...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
      'Content-Transfer-Encoding: base64',
    ],
    body: encodeBody(bytes, 'base64'),
  };
}

function rawPart(type: string, body: string): Part {
  return { fields: [`Content-Type: ${type}`], body: body.replace(/\r?\n/g, '\r\n') };
}

/** The boundary comes from the mail itself, so the same mail is composed the same way every time. */
function joinParts(type: string, parts: readonly Part[], seed: string): Part {
  const boundary = `----=_${createHash('sha256').update(seed).digest('hex').slice(0, 24)}`;
  const pieces = parts.map((part) => `--${boundary}\r\n${part.fields.join('\r\n')}\r\n\r\n${part.body}\r\n`);
  return {
    fields: [foldField('Content-Type', `multipart/${type}; boundary="${boundary}"`)],
    body: `${pieces.join('')}--${boundary}--`,
  };
}
