import type { UnixMs } from '../../../../app/domain/ids.ts';
import { ownText, splitQuotedHistory } from '../../../../app/rules/quoted-history.ts';
import { htmlToText } from '../html-to-text.ts';
import { parseMail } from '../parse-mail.ts';
import { corpusFiles, corpusText, type Suite } from './suite.ts';

const NOW = Date.UTC(2026, 10, 22) as UnixMs;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What is shown unfolded, or the writer's own words within it: the labels differ on signatures and on answers between quoted lines. */
function isOwn(text: string, wanted: string): boolean {
  return [ownText(text), splitQuotedHistory(text).fresh].some((own) => oneLine(own) === oneLine(wanted));
}

export const REPLY_SUITES: readonly Suite[] = [
  {
    name: 'email_reply_trimmer',
    counts: 'the writer’s words, in 15 languages',
    *cases() {
      for (const [name, bytes] of corpusFiles('replies/email_reply_trimmer/emails/*.txt')) {
        const file = name.split('/').at(-1) ?? '';
        const wanted = corpusText(`replies/email_reply_trimmer/trimmed/${file}`);
        yield [file, isOwn(bytes.toString().replace(/\r\n?/g, '\n'), wanted)];
      }
    },
    known: {
      'embedded_email_16.txt': 'the label keeps one answer and what it quotes',
      'embedded_email_17.txt': 'the label keeps one answer and what it quotes',
      'embedded_email_7.txt': 'quote marks with initials (`C>`)',
      'embedded_email_12.txt': 'an attribution over several paragraphs',
      'embedded_email_russian_2.txt': 'an attribution in Russian',
      'delimiters.txt': 'the reading mark of a browser extension stays',
      'spam_1.txt': 'nothing but a quote is shown and not left out',
    },
  },
  {
    name: 'crisp email-reply-parser',
    counts: 'the first fragment',
    *cases() {
      const { expected } = JSON.parse(corpusText('replies/crisp-email-reply-parser.labels.json')) as {
        expected: Readonly<Record<string, { readonly first_fragment?: string }>>;
      };
      for (const [file, { first_fragment: wanted }] of Object.entries(expected)) {
        if (wanted !== undefined) yield [file, isOwn(corpusText(`replies/crisp-email-reply-parser/${file}`), wanted)];
      }
    },
    known: {
      'email_1.txt': 'the footer of a mailing list stays',
    },
  },
  {
    name: 'talon',
    counts: 'the writer’s words, plain and html',
    *cases() {
      const labels = JSON.parse(corpusText('replies/talon/labels.json')) as readonly {
        readonly file: string;
        readonly expected_text?: string;
        readonly expected_text_without_whitespace?: string;
      }[];
      for (const { file, expected_text: text, expected_text_without_whitespace: letters = '' } of labels) {
        const raw = corpusText(`replies/talon/${file}`);
        const own = ownText(text === undefined ? htmlToText(raw) : parseMail(Buffer.from(raw), NOW).text);
        yield [file, text === undefined ? own.replace(/\s/g, '') === letters : oneLine(own) === oneLine(text)];
      }
    },
    known: {
      'html_replies/mail_ru.html': 'an attribution in Russian',
    },
  },
];
