/** The sample mailbox as composed mails, and what the rules should make of each. */
import { createHash } from 'node:crypto';
import { composeMail, formatDate, type AttachmentToCompose } from './compose-mime.ts';
import type { MailCharset } from './charset.ts';
import type { TransferEncoding } from './mime-body.ts';
import { clientFields } from './mail-client.ts';
import { calendarOf, deliveryReportOf, listFields, newsletterHtml } from './notice.ts';
import type { Person } from './person.ts';
import { logoId, planThread, type PlannedMail } from './plan-mails.ts';
import { logoPicture, sampleAttachment } from './sample-attachment.ts';
import { fillDates, workingDaysBefore } from './sample-calendar.ts';
import { fieldOf, readThreads, type Outcome } from './thread-file.ts';

/** The user of the sample. */
export const SAMPLE_ADDRESS = 'sally@acme.example';

export interface SampleMail {
  /** Name of its thread file. */
  readonly slug: string;
  /** From 1, within the thread. */
  readonly position: number;
  readonly mailbox: 'inbox' | 'sent';
  /** Without angle brackets. */
  readonly messageId: string;
  readonly sentAt: Date;
  /** RFC 5322, CRLF, ASCII. */
  readonly raw: string;
  readonly isSeen: boolean;
  readonly isAnswered: boolean;
  readonly outcome: Outcome;
}

/** Every mail of the sample, oldest first. The same `now` gives the same bytes. */
export function composeSampleMails({ now }: { readonly now: Date }): readonly SampleMail[] {
  const planned = readThreads().flatMap((thread) => planThread(thread, now));
  const unread = workingDaysBefore(now, 1).getTime();
  const mails = planned.map((mail): SampleMail => {
    const isAnswered = planned.some((other) => other.parent === mail && other.from.address === SAMPLE_ADDRESS);
    const isSent = mail.from.address === SAMPLE_ADDRESS;
    return {
      slug: mail.thread.slug,
      position: mail.source.position,
      mailbox: isSent ? 'sent' : 'inbox',
      messageId: mail.messageId,
      sentAt: mail.sentAt,
      raw: compose(mail, planned),
      isSeen: isSent || isAnswered || mail.sentAt.getTime() < unread,
      isAnswered,
      outcome: mail.source.outcome,
    };
  });
  return mails.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.messageId < b.messageId ? -1 : 1));
}

function compose(mail: PlannedMail, all: readonly PlannedMail[]): string {
  const { source, parent } = mail;
  const isSent = mail.from.address === SAMPLE_ADDRESS;
  const calendar = fieldOf(source, 'Calendar');
  const failed = failedMail(mail, all);
  return composeMail({
    headers: [...(isSent ? [] : transportFields(mail)), ...ownFields(mail)],
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    date: mail.sentAt,
    zoneMinutes: mail.from.zoneMinutes,
    messageId: mail.messageId,
    inReplyTo: parent?.messageId,
    references: mail.references,
    charset: charsetOf(fieldOf(source, 'Charset'), mail.from),
    transferEncoding: encodingOf(fieldOf(source, 'Encoding')),
    text: `${mail.text}\n`,
    html: htmlOf(mail),
    calendar: calendar === undefined ? undefined : calendarOf(mail, calendar),
    attachments: attachmentsOf(mail),
    report: failed === undefined ? undefined : deliveryReportOf(failed),
  });
}

function failedMail(mail: PlannedMail, all: readonly PlannedMail[]): PlannedMail | undefined {
  const [slug, position] = fieldOf(mail.source, 'Report')?.split(' ') ?? [];
  return all.find((other) => other.thread.slug === slug && other.source.position === Number(position));
}

/** What the servers on the way wrote. */
function transportFields({ from, messageId, sentAt }: PlannedMail): readonly (readonly [string, string])[] {
  const host = `mail.${from.address.split('@')[1] ?? ''}`;
  const queue = createHash('sha256').update(`queue ${messageId}`).digest('hex').slice(0, 11).toUpperCase();
  const arrival = formatDate(new Date(sentAt.getTime() + 4000), 60);
  const route = `from ${host} (${host} [192.0.2.25]) by mx1.postwerk.example (Postfix) with ESMTPS id ${queue}`;
  return [
    ['Return-Path', from.address.startsWith('MAILER-DAEMON') ? '<>' : `<${from.address}>`],
    ['Received', `${route} for <${SAMPLE_ADDRESS}>; ${arrival}`],
  ];
}

function ownFields({
  thread,
  source,
  from,
  references,
  messageId,
}: PlannedMail): readonly (readonly [string, string])[] {
  const list = fieldOf(source, 'Bulk');
  const written = (source.fields.get('Header') ?? []).map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)] as const;
  });
  const conversation = { topic: thread.subject, root: references[0] ?? messageId, depth: references.length };
  return [...clientFields(from.client, conversation), ...(list === undefined ? [] : listFields(list)), ...written];
}

function htmlOf(mail: PlannedMail): string | undefined {
  if (fieldOf(mail.source, 'Bulk') !== undefined) return newsletterHtml(mail);
  const writesHtml = ['exchange', 'workspace', 'gmail'].includes(mail.from.client);
  return writesHtml ? `<html><body>\n${mail.html}\n</body></html>` : undefined;
}

function attachmentsOf(mail: PlannedMail): readonly AttachmentToCompose[] {
  const lines = mail.source.fields.get('Attach') ?? [];
  const files = lines.map((line) => sampleAttachment(fillDates(line, mail.sentAt, mail.from.language)));
  return mail.isSigned && mail.from.logo === 'cid' ? [...files, logoPicture(logoId(mail))] : files;
}

/** Outlook in Western Europe and Becky in Japan still write the charsets of their country. */
function charsetOf(written: string | undefined, { client, language }: Person): MailCharset {
  if (written === 'iso-8859-1' || written === 'iso-2022-jp' || written === 'utf-8') return written;
  if (client === 'becky') return 'iso-2022-jp';
  return client === 'exchange' && ['de', 'fr', 'it'].includes(language) ? 'iso-8859-1' : 'utf-8';
}

function encodingOf(written: string | undefined): TransferEncoding | undefined {
  return written === 'base64' || written === 'quoted-printable' ? written : undefined;
}
