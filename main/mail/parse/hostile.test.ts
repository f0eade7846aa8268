import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { describeMail } from './describe-mail.ts';
import { parseMail } from './parse-mail.ts';
import { partContent } from './part-content.ts';
import { corpusFiles, CORPORA } from './testing/suite.ts';

const NOW = Date.UTC(2026, 10, 22) as UnixMs;

/** Pieces that mean something to some part of the parser; put together at random they mean anything. */
const PIECES = [
  ...['\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', '\0', '"', '(', ')', '<', '>', ',', ';', ':', '@', '=', '--'],
  ...[
    'From: ',
    'To: ',
    'Cc: ',
    'Date: ',
    'Subject: ',
    'References: ',
    'Message-ID: <a@b>',
    'In-Reply-To: <',
    'List-Id: ',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    'Content-Type: message/rfc822\r\n\r\n',
    '--b\r\n',
    '--b--\r\n',
  ],
  ...['Content-Type: text/html; charset=utf-16le\r\n\r\n', 'Content-Type: text/calendar; method=REQUEST\r\n\r\n'],
  ...['Content-Type: application/ms-tnef\r\n\r\n', 'x\u009f>"', 'Content-Type: message/delivery-status\r\n\r\n'],
  ...[
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Content-ID: <c>\r\n',
  ],
  ...[
    '=?utf-8?q?=',
    '=?iso-2022-jp?b?GyRC',
    '?=',
    "filename*0*=utf-8''%",
    '=E2=82',
    '=\r\n',
    'begin 644 a\r\n',
    '`\r\nend\r\n',
  ],
  ...[
    'BEGIN:VCALENDAR\r\n',
    'BEGIN:VEVENT\r\n',
    'DTSTART;TZID=X:20260101T',
    'RRULE:',
    'END:VEVENT\r\n',
    'ATTENDEE;CN="',
  ],
  ...[
    '<div>',
    '</div>',
    '<!--',
    '<style>',
    '&#x',
    '<a href="',
    '> ',
    'On Monday Ana wrote:\r\n',
    '-- \r\n',
    'Final-Recipient: rfc822;',
  ],
  ...[
    'ä',
    '\u00ff\u00fe',
    '\u00e3\u0081',
    'Fri, 32 Foo 99999 25:61 +9999',
    'x'.repeat(300),
    '.eml',
    'name="../../etc/passwd"',
  ],
];

/** Everything that reads a mail: none of it throws, and what is said to hang on it can be taken from it. */
function read(raw: Uint8Array): void {
  const mail = parseMail(raw, NOW);
  expect(Number.isFinite(mail.sentAt)).toBe(true);
  expect(mail.key).not.toBe('');
  for (const { part, fileName } of mail.attachments) {
    expect(partContent(raw, part)).not.toBeNull();
    expect(fileName).not.toMatch(/[/\\\0]/);
  }
  try {
    describeMail(raw, NOW);
  } catch (error) {
    if (!(error instanceof MailpinError) || error.code !== 'input.not-a-mail') throw error;
  }
}

test('any sequence of bytes is a mail, and nothing it holds makes the reader stumble', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (raw) => read(raw)),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) =>
      read(Buffer.from(pieces.join(''), 'latin1')),
    ),
    { numRuns: 500 },
  );
});

test.skipIf(CORPORA === undefined)(
  'real mail that was cut, swapped and overwritten is still read',
  { timeout: 60_000 },
  () => {
    const mails = [
      ...corpusFiles(
        '{mime/{flanker,mimetools,mime4j,stalwart-*,mikel-mail},bounces/sisimai,tnef,calendar}/**/*.{eml,msg,tnef,ics}',
      ),
    ]
      .map(([, bytes]) => bytes)
      .filter(({ length }) => length < 60_000)
      .filter((_, at) => at % 5 === 0);
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(200),
      put: fc.constantFrom(...PIECES),
    });
    fc.assert(
      fc.property(fc.constantFrom(...mails), fc.array(change, { minLength: 1, maxLength: 6 }), (mail, changes) => {
        let raw = mail.toString('latin1');
        for (const { at, cut, put } of changes) {
          const place = Math.floor(at * raw.length);
          raw = raw.slice(0, place) + put + raw.slice(place + cut);
        }
        read(Buffer.from(raw, 'latin1'));
      }),
      { numRuns: 250 },
    );
  },
);

const header = (field: string) => `From: a@b.test\r\n${field}\r\nSubject: after\r\n\r\nText`;
const nested = (depth: number) =>
  Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${String(at)}\r\n\r\n--b${String(at)}\r\n`,
  ).join('');

/** Shapes on which a careless parser is quadratic, each as large as it is told, in thousands. */
const SHAPES: readonly (readonly [string, (size: number) => string])[] = [
  [
    'a To field of encoded words that are no address',
    (size) => header(`To: ${'=?utf-8?q?x?=\r\n '.repeat(size * 60)}`),
  ],
  ['an open comment in an open comment', (size) => header(`To: ${'('.repeat(size * 1_000)}`)],
  ['an open quotation full of backslashes', (size) => header(`To: "${'\\'.repeat(size * 1_000)}`)],
  ['one field with everybody', (size) => header(`To: ${'a <a@b.test>, '.repeat(size * 60)}`)],
  [
    'a name cut into pieces',
    (size) =>
      header(`Content-Type: a/b; ${Array.from({ length: size * 40 }, (_, at) => `name*${String(at)}*=x;`).join(' ')}`),
  ],
  ['references to everything', (size) => header(`References: ${'<a@b.test> '.repeat(size * 80)}`)],
  ['blanks in a date', (size) => header(`Date: ${' '.repeat(size * 1_000)}`)],
  ['multiparts within multiparts', (size) => nested(size * 20)],
  [
    'more parts than anybody sends',
    (size) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(size * 100)}`,
  ],
  [
    'lines that are almost delimiters',
    (size) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${'--bb\r\n'.repeat(size * 150)}`,
  ],
  ['open tags', (size) => `Content-Type: text/html\r\n\r\n${'<div '.repeat(size * 200)}`],
  ['open comments in HTML', (size) => `Content-Type: text/html\r\n\r\n${'<!--'.repeat(size * 250)}`],
  ['elements within elements', (size) => `Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(size * 80)}`],
  ['entities that never end', (size) => `Content-Type: text/html\r\n\r\n${'&am'.repeat(size * 300)}`],
  ['quotes within quotes', (size) => `Subject: a\r\n\r\n${'> '.repeat(size * 500)}`],
  ['attributions without an end', (size) => `Subject: a\r\n\r\n${'On Monday Ana wrote\r\n'.repeat(size * 50)}`],
  ['a line without an end', (size) => `Subject: a\r\n\r\n${'word '.repeat(size * 200)}`],
  ['files that begin and never end', (size) => `Subject: a\r\n\r\n${'begin 644 a.txt\r\nM'.repeat(size * 60)}`],
  ['half-encoded bytes', (size) => `Content-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r'.repeat(size * 500)}`],
  [
    'a calendar of folds',
    (size) =>
      `Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:${'\r\n x'.repeat(size * 250)}`,
  ],
  [
    'components within components',
    (size) => `Content-Type: text/calendar; method=REQUEST\r\n\r\n${'BEGIN:VEVENT\r\n'.repeat(size * 70)}`,
  ],
];

/** Processor time of one reading, the least of three, in ms. */
function costOf(raw: Uint8Array): number {
  const costs = Array.from({ length: 3 }, () => {
    const started = process.cpuUsage();
    parseMail(raw, NOW);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...costs);
}

test.each(SHAPES)('eight times as much of %s costs no more than it should', (_, shape) => {
  const small = Buffer.from(shape(10));
  const large = Buffer.from(shape(80));
  costOf(small);
  // Eight times would be linear and sixty-four quadratic; what is fixed about a mail is allowed for.
  expect(costOf(large)).toBeLessThan(24 * costOf(small) + 60);
});
