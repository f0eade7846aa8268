/** From the thread files to planned mails: who, when, in answer to what, with which id and text. Nothing is composed yet. */
import { messageIdOf, replySubject } from './mail-client.ts';
import { peopleOf, personOf } from './people.ts';
import type { Person } from './person.ts';
import { paragraphs, quoteAsHtml, quoteAsText } from './quote.ts';
import { atOfficeTime, fillDates, workingDaysBefore } from './sample-calendar.ts';
import { fieldOf, type MailSource, type MailTime, type ThreadSource } from './thread-file.ts';

export interface PlannedMail {
  readonly thread: ThreadSource;
  readonly source: MailSource;
  readonly parent: PlannedMail | null;
  readonly messageId: string;
  /** Ids of the mails it descends from, oldest first. */
  readonly references: readonly string[];
  readonly sentAt: Date;
  readonly subject: string;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly isSigned: boolean;
  /** With signature and history. */
  readonly text: string;
  readonly html: string;
}

/** Content-ID of the picture in a signature. */
export function logoId(mail: { readonly messageId: string }): string {
  return `image001.png@${mail.messageId.slice(0, 8)}`;
}

/** Every mail of a thread in the order of its file. */
export function planThread(thread: ThreadSource, now: Date): readonly PlannedMail[] {
  const planned: PlannedMail[] = [];
  for (const source of thread.mails) planned.push(planMail(thread, source, planned, now));
  return planned;
}

function planMail(thread: ThreadSource, source: MailSource, before: readonly PlannedMail[], now: Date): PlannedMail {
  const parent = parentOf(source, before);
  const from = personOf(source.from);
  const sentAt = momentOf(source.when, now);
  const messageId = messageIdOf(from, `${thread.slug} ${source.position}`, sentAt);
  const isSigned = from.signature !== undefined && !before.some((mail) => mail.source.from === source.from);
  const fallbackSubject = parent === null ? thread.subject : replySubject(from, parent.subject);
  const head = {
    thread,
    source,
    parent,
    messageId,
    references: parent === null ? [] : [...parent.references, parent.messageId],
    sentAt,
    subject: fieldOf(source, 'Subject') ?? fallbackSubject,
    from,
    ...recipientsOf(thread, source, parent),
    isSigned,
  };
  return { ...head, ...bodiesOf(head, fillDates(source.body, sentAt, languageOf(source.body, from, parent))) };
}

function parentOf(source: MailSource, before: readonly PlannedMail[]): PlannedMail | null {
  const named = fieldOf(source, 'Parent');
  if (named === 'none') return null;
  return before[named === undefined ? before.length - 1 : Number(named) - 1] ?? null;
}

function momentOf(when: MailTime, now: Date): Date {
  if (when.kind === 'minutes-ago') return new Date(Math.floor(now.getTime() / 1000 - when.minutes * 60) * 1000);
  return atOfficeTime(workingDaysBefore(now, when.days), when.time);
}

/** Without recipients of its own a mail answers everybody: the sender of its parent in To, the others in Cc. */
function recipientsOf(thread: ThreadSource, source: MailSource, parent: PlannedMail | null) {
  if (source.recipients !== null) {
    return { to: source.recipients.to.flatMap(peopleOf), cc: source.recipients.cc.flatMap(peopleOf) };
  }
  if (parent === null) throw new Error(`${thread.slug} ${source.position}: no recipients`);
  const me = personOf(source.from);
  const isOther = (person: Person) => person.address !== me.address;
  const to = [parent.from].filter(isOther);
  const others = [...parent.to, ...parent.cc].filter(isOther);
  return to.length === 0 ? { to: parent.to.filter(isOther), cc: parent.cc.filter(isOther) } : { to, cc: others };
}

/** Dates inside a text follow the language it is written in: Sally and Tom answer in the language of the customer. */
function languageOf(body: string, from: Person, parent: PlannedMail | null): string {
  if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(body)) return 'ja';
  const isOurs = from.address.endsWith('@acme.example');
  const customer = isOurs ? (parent?.from ?? from) : from;
  return customer.address.endsWith('@acme.example') && parent?.parent ? parent.parent.from.language : customer.language;
}

type Head = Omit<PlannedMail, 'text' | 'html'>;

function bodiesOf(mail: Head, own: string): { readonly text: string; readonly html: string } {
  const { from, parent } = mail;
  const isQuoting = parent !== null && from.client !== 'system' && fieldOf(mail.source, 'Quote') !== 'none';
  const signature = mail.isSigned ? (from.signature ?? []) : [];
  const mark = from.client === 'thunderbird' ? ['-- '] : [];
  const signed = signature.length === 0 ? own : `${own}\n\n${[...mark, ...signature].join('\n')}`;
  if (!isQuoting) return { text: signed, html: htmlOf(mail, own, signature) };
  return {
    text: `${signed}\n\n${quoteAsText(from, parent)}`,
    html: `${htmlOf(mail, own, signature)}\n${quoteAsHtml(from, parent)}`,
  };
}

function htmlOf(mail: Head, own: string, signature: readonly string[]): string {
  const { logo } = mail.from;
  const source = logo === 'cid' ? `cid:${logoId(mail)}` : logo;
  const picture =
    source === undefined || signature.length === 0 ? [] : [`<p><img src="${source}" height="24" alt=""></p>`];
  const lines = signature.length === 0 ? [] : [paragraphs(signature.join('\n'))];
  return [paragraphs(own), ...lines, ...picture].join('\n');
}
