/** The history under an answer, as text and as HTML, in the words of the program that quotes. */
import type { Person } from './person.ts';
import { OFFICE_ZONE_MINUTES } from './sample-calendar.ts';

/** A mail that is quoted. `text` and `html` hold what it said and what it quoted itself. */
export interface Quoted {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly sentAt: Date;
  readonly text: string;
  readonly html: string;
}

const WORDS = {
  de: { from: 'Von', sent: 'Gesendet', to: 'An', subject: 'Betreff', wrote: 'Am {at} schrieb {who}:' },
  en: { from: 'From', sent: 'Sent', to: 'To', subject: 'Subject', wrote: 'On {at}, {who} wrote:' },
  fr: { from: 'De', sent: 'Envoyé', to: 'À', subject: 'Objet', wrote: 'Le {at}, {who} a écrit :' },
  it: { from: 'Da', sent: 'Inviato', to: 'A', subject: 'Oggetto', wrote: 'Il giorno {at} {who} ha scritto:' },
  ja: { from: '差出人', sent: '送信日時', to: '宛先', subject: '件名', wrote: '{at}、{who} のメール:' },
} as const;

/** Outlook repeats the header and the text; the others mark every line. */
export function quoteAsText(quoting: Person, quoted: Quoted): string {
  if (quoting.client === 'exchange')
    return `________________________________\n${outlookHead(quoting, quoted)}\n\n${quoted.text}`;
  const lines = quoted.text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()));
  return `${attribution(quoting, quoted)}\n${lines.join('\n')}`;
}

/** The same for the HTML part. */
export function quoteAsHtml(quoting: Person, quoted: Quoted): string {
  if (quoting.client === 'exchange') {
    const head = outlookHead(quoting, quoted).split('\n').map(escapeHtml).join('<br>');
    return `<hr><p>${head}</p>\n${quoted.html}`;
  }
  return `<p>${escapeHtml(attribution(quoting, quoted))}</p>\n<blockquote type="cite">${quoted.html}</blockquote>`;
}

/** Paragraphs of plain text as HTML. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => `<p>${block.split('\n').map(escapeHtml).join('<br>')}</p>`)
    .join('\n');
}

/** Text for an HTML body. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function outlookHead(quoting: Person, { from, to, subject, sentAt }: Quoted): string {
  const words = wordsOf(quoting);
  const people = to.length > 3 ? `${to.slice(0, 3).map(named).join('; ')}; …` : to.map(named).join('; ');
  return [
    `${words.from}: ${named(from)}`,
    `${words.sent}: ${dateText(sentAt, quoting)}`,
    `${words.to}: ${people}`,
    `${words.subject}: ${subject}`,
  ].join('\n');
}

function attribution(quoting: Person, { from, sentAt }: Quoted): string {
  const who = quoting.client === 'workspace' || quoting.client === 'gmail' ? named(from) : from.name;
  return wordsOf(quoting).wrote.replace('{at}', dateText(sentAt, quoting)).replace('{who}', who);
}

function named({ name, address }: Person): string {
  return `${name} <${address}>`;
}

function dateText(at: Date, { language }: Person): string {
  const shape = { dateStyle: language === 'ja' ? 'medium' : 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  const local = new Date(at.getTime() + OFFICE_ZONE_MINUTES * 60_000);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, shape).format(local);
}

function wordsOf({ language }: Person): (typeof WORDS)[keyof typeof WORDS] {
  return Object.entries(WORDS).find(([key]) => key === language)?.[1] ?? WORDS.en;
}
