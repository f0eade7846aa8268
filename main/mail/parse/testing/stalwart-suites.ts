import { basename } from 'node:path';
import { decodeText } from '../charset.ts';
import { splitEntity } from '../header.ts';
import { withLineFeeds } from '../line-ends.ts';
import { parseMailDate } from '../mail-date.ts';
import { isMessage, isMultipart, partsOf, type MimePart } from '../mime-part.ts';
import { scanParts } from '../scan-parts.ts';
import { decodeTransfer } from '../transfer-encoding.ts';
import { corpusFiles, corpusText, type Suite } from './suite.ts';

/** A part as Stalwart's mail-parser understands it; `Multipart` holds the places of its children. */
type StalwartBody =
  | { readonly Text: string }
  | { readonly Html: string }
  | { readonly Binary: readonly number[] }
  | { readonly InlineBinary: readonly number[] }
  | { readonly Multipart: readonly number[] }
  | { readonly Message: StalwartMail };
interface StalwartMail {
  readonly parts: readonly { readonly body: StalwartBody }[];
}

const oneEnd = (text: string): string => text.replace(/\r\n?/g, '\n').trimEnd();

/** What the parts without parts say, in their order. */
function* wantedLeaves({ parts }: StalwartMail): Generator<string> {
  for (const { body } of parts) {
    if ('Text' in body) yield oneEnd(body.Text);
    else if ('Html' in body) yield oneEnd(body.Html);
    else if ('Binary' in body) yield oneEnd(Buffer.from(body.Binary).toString('latin1'));
    else if ('InlineBinary' in body) yield oneEnd(Buffer.from(body.InlineBinary).toString('latin1'));
    else if ('Message' in body) yield* wantedLeaves(body.Message);
  }
}

function foundLeaves(raw: Uint8Array): readonly string[] {
  const root = scanParts(splitEntity(withLineFeeds(raw), false));
  return [...partsOf(root)]
    .filter((part) => !isMultipart(part) && !(isMessage(part) && part.children.length > 0))
    .map(saidBy);
}

function saidBy(part: MimePart): string {
  const bytes = decodeTransfer(part.body ?? new Uint8Array(), part.encoding);
  const isText = part.mediaType.startsWith('text/');
  return oneEnd(
    isText ? decodeText(bytes, part.parameters.get('charset') ?? null) : Buffer.from(bytes).toString('latin1'),
  );
}

function* mails(folder: string): Generator<readonly [string, boolean]> {
  for (const [name, raw] of corpusFiles(`mime/${folder}/*.eml`)) {
    const wanted = JSON.parse(corpusText(name.replace(/\.eml$/, '.expected.json'))) as StalwartMail;
    yield [
      `${folder}/${basename(name)}`,
      JSON.stringify([...wantedLeaves(wanted)]) === JSON.stringify(foundLeaves(raw)),
    ];
  }
}

interface StalwartReceived {
  readonly header: string;
  readonly expected: { readonly date?: Readonly<Record<string, number | boolean>> | null } | null;
}

export const STALWART_SUITES: readonly Suite[] = [
  {
    name: 'Stalwart, whole mails',
    counts: 'the same parts with the same text',
    *cases() {
      for (const folder of ['stalwart-rfc', 'stalwart-malformed', 'stalwart-thirdparty']) yield* mails(folder);
    },
    known: {
      'stalwart-malformed/000.eml': 'parts without a text are parts here',
      'stalwart-malformed/001.eml': 'the delimiter of a multipart that has ended is text here',
      'stalwart-malformed/003.eml':
        'an inner multipart with the boundary of the outer one is empty here (RFC 2046 5.1.2)',
      'stalwart-malformed/005.eml': 'a boundary that itself ends in two dashes',
      'stalwart-malformed/009.eml':
        'the delimiter of an outer multipart ends an inner one here (RFC 2046 5.1.2), and is text there',
      'stalwart-malformed/011.eml':
        'the delimiter of an outer multipart ends an inner one here (RFC 2046 5.1.2), and is text there',
      'stalwart-malformed/013.eml':
        'an inner multipart with the boundary of the outer one is empty here (RFC 2046 5.1.2)',
      'stalwart-malformed/016.eml': 'the delimiter of a multipart that has ended is text here',
      'stalwart-malformed/020.eml':
        'a multipart without a first delimiter: its other parts are found here, and are one text there',
      'stalwart-malformed/021.eml':
        'a multipart without a first delimiter: its other parts are found here, and are one text there',
      'stalwart-thirdparty/000.eml': 'NUL bytes are left out of texts here',
      'stalwart-thirdparty/005.eml': 'a delimiter glued to the last word is text (RFC 2046 5.1.1)',
      'stalwart-thirdparty/015.eml': 'a multipart without a single delimiter is one part here',
    },
  },
  {
    name: 'Stalwart, Received fields',
    counts: 'the same time, which is all that is read of them',
    *cases() {
      const all = JSON.parse(corpusText('header-fields/stalwart-received.json')) as readonly StalwartReceived[];
      for (const [at, { header, expected }] of all.entries()) {
        const flat = header.replace(/\r?\n[ \t]+/g, ' ').trimEnd();
        yield [
          `no. ${String(at + 1)}`,
          parseMailDate(flat.slice(flat.lastIndexOf(';') + 1)) === timeOf(expected?.date ?? null),
        ];
      }
    },
    known: {
      'no. 46': 'the label takes the year 04 for 1904',
      'no. 60': 'the label has a month 13',
      'no. 65': 'the label takes the year 03 for 1903',
      'no. 73': 'the label drops seconds with a fraction',
    },
  },
];

function timeOf(date: Readonly<Record<string, number | boolean>> | null): number | null {
  if (date === null) return null;
  const of = (name: string): number => Number(date[name] ?? 0);
  const offset = (of('tz_hour') * 60 + of('tz_minute')) * (date['tz_before_gmt'] === true ? -1 : 1);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - offset * 60_000;
}
