import { deflateRawSync } from 'node:zlib';
import type { MailToCompose } from '../../resources/sample/compose-mime.ts';
import { chanceOf, type Chance } from '../chance.ts';
import { madeCompanies, ME, pick, type MadePerson } from './made-people.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface MadeMail {
  readonly mailbox: 'inbox' | 'sent';
  readonly isSeen: boolean;
  readonly mail: MailToCompose;
}

const DAY_MS = 86_400_000;
/** What the mailbox reaches back to; the newest mail is of its last day. */
const FIRST_AT = Date.UTC(2023, 0, 2);
const SPAN_MS = 3 * 365 * DAY_MS;
const COLLEAGUES: readonly MadePerson[] = ['dan', 'eve', 'finn', 'gwen'].map((name) => ({
  name: `${name} seller`,
  address: `${name}@seller.example`,
  language: 'en',
}));

/**
 * A salesperson's mail, oldest first: of twenty threads nine with customers, three with companies in no CRM, three among
 * colleagues, five newsletters. One mail in ten has an attachment; about 10.7 KB a mail. The same number gives the same mails.
 */
export function* madeMails(count: number): Generator<MadeMail> {
  const chance = chanceOf(11);
  const companies = madeCompanies();
  const open: Thread[] = [];
  for (let at = 0; at < count; at += 1) {
    const sentAt = new Date(FIRST_AT + Math.floor((at / count) * SPAN_MS));
    const isAnswer = open.length > 0 && chance.below(100) < 62;
    const thread = isAnswer ? pick(open, chance) : newThread(at, companies, chance);
    if (!isAnswer) open.push(thread);
    yield nextMail(thread, at, sentAt, chance);
    // Some two hundred conversations are going on at any time; a long one ends.
    if (open.length > 200 || thread.ids.length > 9)
      open.splice(open.indexOf(open.length > 200 ? pick(open, chance) : thread), 1);
  }
}

interface Thread {
  readonly subject: string;
  readonly people: readonly MadePerson[];
  readonly kind: 'customer' | 'newsletter' | 'internal';
  readonly ids: string[];
  lastText: string;
  lastAuthor: MadePerson;
}

function newThread(at: number, companies: ReturnType<typeof madeCompanies>, chance: Chance): Thread {
  const lot = chance.below(20);
  const [customers, others] = [companies.filter((one) => one.isCustomer), companies.filter((one) => !one.isCustomer)];
  const company = pick(lot < 9 ? customers : others, chance);
  const kind = lot >= 15 ? 'newsletter' : lot >= 12 ? 'internal' : 'customer';
  const people = kind === 'internal' ? COLLEAGUES : company.people.slice(0, 1 + chance.below(3));
  const first = people[chance.below(people.length)] ?? ME;
  const words = vocabularyOf(first.language);
  const subject = Array.from({ length: 3 + chance.below(5) }, () => words.word(chance)).join(' ');
  return { subject: `${subject} ${String(at)}`, people, kind, ids: [], lastText: '', lastAuthor: first };
}

function nextMail(thread: Thread, at: number, date: Date, chance: Chance): MadeMail {
  const isNewsletter = thread.kind === 'newsletter';
  const isMine = !isNewsletter && chance.below(100) < 35;
  const author = isMine ? ME : pick(thread.people, chance);
  const words = vocabularyOf(author.language);
  const own = words.text(chance, isNewsletter ? 250 : 15 + chance.below(80) + chance.below(60));
  const quoted = thread.ids.length === 0 || isNewsletter ? '' : `\n\n${quote(thread)}`;
  const text = `${own}\n\n${author.name}\n${author.address}${quoted}`;
  const messageId = `${String(at)}.${String(chance.below(1_000_000))}@${author.address.split('@')[1] ?? ''}`;
  const others = thread.people.filter((person) => person !== author);
  const mail: MailToCompose = {
    from: author,
    to: isMine ? thread.people.slice(0, 1) : [ME],
    cc: isMine ? thread.people.slice(1) : isNewsletter ? [] : others,
    subject: thread.ids.length === 0 || isNewsletter ? thread.subject : `Re: ${thread.subject}`,
    date,
    messageId,
    ...(isNewsletter ? {} : { inReplyTo: thread.ids.at(-1), references: thread.ids.slice(-8) }),
    headers: travelled(at, author, isNewsletter, date, chance),
    text,
    ...(isNewsletter || chance.below(100) < 60 ? { html: asHtml(text, isNewsletter) } : {}),
    ...(chance.below(10) === 0 ? { attachments: [attachment(at, chance)] } : {}),
  };
  if (!isNewsletter) thread.ids.push(messageId);
  thread.lastText = text;
  thread.lastAuthor = author;
  return { mailbox: isMine ? 'sent' : 'inbox', isSeen: isMine || chance.below(100) < 90, mail };
}

/** What servers on the way write above a mail: some 2.5 KB, as in mail of today. */
function travelled(
  at: number,
  author: MadePerson,
  isNewsletter: boolean,
  date: Date,
  chance: Chance,
): readonly (readonly [string, string])[] {
  const domain = author.address.split('@')[1] ?? '';
  const id = (): string => chance.below(2_147_483_647).toString(36);
  const received = (from: string, by: string): readonly [string, string] => [
    'Received',
    `from ${from} ([192.0.2.${String(chance.below(250))}]) by ${by} with ESMTPS id ${id()}${id()} for <${ME.address}> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); ${date.toUTCString()}`,
  ];
  const signature = `h=from:to:subject:date:message-id:mime-version; bh=${base64(44, chance)}; b=${base64(344, chance)}`;
  return [
    ['Return-Path', `<${author.address}>`],
    ['Delivered-To', ME.address],
    received(`mx${String(at % 7)}.relay.example`, 'mx.seller.example'),
    received(`out${String(at % 5)}.${domain}`, `mx${String(at % 7)}.relay.example`),
    received(`mail.${domain}`, `out${String(at % 5)}.${domain}`),
    ['ARC-Seal', `i=1; a=rsa-sha256; t=${id()}; cv=none; d=relay.example; s=arc; b=${base64(344, chance)}`],
    ['ARC-Message-Signature', `i=1; a=rsa-sha256; c=relaxed/relaxed; d=relay.example; s=arc; ${signature}`],
    ['DKIM-Signature', `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s${String(at % 3)}; ${signature}`],
    [
      'Authentication-Results',
      `mx.seller.example; dkim=pass header.d=${domain}; arc=pass; spf=pass smtp.mailfrom=${domain}; dmarc=pass header.from=${domain}`,
    ],
    ...(isNewsletter
      ? ([
          ['List-Id', `News of ${domain} <news.${domain}>`],
          ['List-Unsubscribe', `<https://${domain}/leave/${id()}>`],
        ] as const)
      : []),
  ];
}

function base64(length: number, chance: Chance): string {
  const bytes = Array.from({ length: Math.ceil(length / 4) * 3 }, () => chance.below(256));
  return Buffer.from(bytes).toString('base64').slice(0, length);
}

/** Mail programs quote everything below the answer; some lines of it are enough here. */
function quote({ lastText, lastAuthor }: Thread): string {
  const lines = lastText.split('\n').slice(0, 40);
  return [`On Monday ${lastAuthor.name} wrote:`, ...lines.map((line) => `> ${line}`)].join('\n');
}

const TABLE =
  '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" align="center" style="border-collapse:collapse;width:600px;max-width:100%;background-color:#ffffff">';

function asHtml(text: string, isNewsletter: boolean): string {
  const cell =
    '<td style="padding:0 24px 12px 24px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:21px;color:#333333">';
  const [open, close] = isNewsletter ? [`${TABLE}<tr>${cell}`, '</td></tr></table>'] : ['<p>', '</p>'];
  const paragraphs = text
    .split('\n\n')
    .map((one) => `${open}${one.replaceAll('>', '&gt;').replaceAll('\n', '<br>\n')}${close}`);
  return `<html><head><meta charset="utf-8"></head><body>\n${paragraphs.join('\n')}\n</body></html>`;
}

/** Bytes that do not compress, as those of a PDF or a picture. */
function attachment(at: number, chance: Chance) {
  const noise = deflateRawSync(Buffer.from(Array.from({ length: 600 }, () => chance.below(2_147_483_647)).join(',')));
  const sizeBytes = 2_000 + chance.below(47_000);
  const content = Buffer.alloc(sizeBytes, noise);
  return { fileName: `drawing-${String(at)}.pdf`, mediaType: 'application/pdf', content };
}
