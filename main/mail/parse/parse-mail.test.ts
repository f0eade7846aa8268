import { expect, test } from 'vitest';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { parseMail } from './parse-mail.ts';

const ARRIVED = Date.UTC(2026, 2, 5, 12) as UnixMs;

function parse(...lines: readonly string[]): MailContent {
  return parseMail(Buffer.from(lines.join('\r\n')), ARRIVED);
}
function people(mail: MailContent): readonly string[] {
  return mail.participants.map(({ role, address, displayName }) => `${role} ${address ?? '-'} ${displayName}`.trim());
}

test('a plain mail gives its people, ids, date and text', () => {
  const mail = parse(
    'From: =?utf-8?q?Ana_M=C3=BCller?= <Ana@Globex.Example>',
    'To: "Doe, Sally" <sally@acme.example>, tom@acme.example',
    'Subject: =?utf-8?b?QW5nZWJvdCBmw7xy?= =?utf-8?b?IFBhcGllcg==?=',
    'Message-ID: <Q1@Globex.Example>',
    'In-Reply-To: <q0@acme.example>',
    'References: <start@acme.example>',
    ' <q0@acme.example>',
    'Date: Thu, 5 Mar 2026 10:11:12 +0100',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=FC=DFe aus K=',
    '=F6ln',
  );
  expect(people(mail)).toEqual([
    'from ana@globex.example Ana Müller',
    'to sally@acme.example Doe, Sally',
    'to tom@acme.example',
  ]);
  expect(mail).toMatchObject({
    messageId: 'Q1@globex.example',
    inReplyTo: ['q0@acme.example'],
    references: ['start@acme.example', 'q0@acme.example'],
    subject: 'Angebot für Papier',
    sentAt: Date.UTC(2026, 2, 5, 9, 11, 12),
    isDateGuessed: false,
    kind: 'personal',
    text: 'Grüße aus Köln',
    html: null,
    attachments: [],
  });
});

test('groups give their members, repeated fields are one, and what is no address is no participant', () => {
  const mail = parse(
    'From: Ana <ana@globex.example>',
    'To: Team: one@acme.example, Two <two@acme.example>;, undisclosed-recipients:;',
    'Cc: three@acme.example',
    'Cc: four@acme.example, three@acme.example',
    'Bcc: nobody, <Undisclosed:@host;>',
    '',
  );
  expect(people(mail)).toEqual([
    'from ana@globex.example Ana',
    'to one@acme.example',
    'to two@acme.example Two',
    'cc three@acme.example',
    'cc four@acme.example',
  ]);
});

test('an address that is not ASCII is kept whole and compared in canonical form', () => {
  const mail = parse('From: Jörg <jörg@mächine.example>', 'Subject: Säying hello', '', 'x');
  expect(mail.participants[0]).toMatchObject({
    address: 'jörg@xn--mchine-bua.example',
    rawAddress: 'jörg@mächine.example',
  });
  expect(mail.subject).toBe('Säying hello');
});

test('the date of arrival stands in for a date that nobody can believe', () => {
  for (const date of [
    'Pn, 29 paX 2026 10:00',
    'Mon, 12 Jul 0102 10:00:00 +0000',
    'Thu, 1 Jan 1970 00:00:00 +0000',
    '1 Jan 2031 00:00 +0000',
  ]) {
    expect(parse(`Date: ${date}`, '', 'x')).toMatchObject({ sentAt: ARRIVED, isDateGuessed: true });
  }
});

test('a mail without Message-ID has a key of its own that is the same every time', () => {
  const lines = ['From: ana@globex.example', 'Subject: no id', '', 'text'];
  const mail = parse(...lines);
  expect(mail.messageId).toBeNull();
  expect(mail.key).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(parse(...lines).key).toBe(mail.key);
  expect(parse(...lines, 'more').key).not.toBe(mail.key);
});

test('text comes from the html where there is no plain text', () => {
  const mail = parse(
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Hello <b>Sally</b></p><script>no()</script><p>&euro;&nbsp;5',
  );
  expect(mail.text).toBe('Hello Sally\n\n€ 5');
  expect(mail.html).toContain('<b>Sally</b>');
});

test('of alternatives the plain one is the text and the last html one is the html; the calendar form is an attachment', () => {
  const mail = parse(
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'plain',
    '--b',
    'Content-Type: text/x-amp-html',
    '',
    'amp',
    '--b',
    'Content-Type: text/html',
    '',
    '<i>html</i>',
    '--b',
    'Content-Type: text/calendar; method=REQUEST; name=invite.ics',
    '',
    'BEGIN:VCALENDAR',
    '--b--',
  );
  expect(mail).toMatchObject({ text: 'plain', html: '<i>html</i>', kind: 'invitation' });
  expect(mail.attachments.map(({ part, fileName }) => [part, fileName])).toEqual([['4', 'invite.ics']]);
});

test('parts carry the numbers an IMAP server gives them, also inside a mail within the mail', () => {
  const mail = parse(
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    'preamble',
    '--outer',
    '',
    'first',
    '--outer',
    'Content-Type: multipart/related; boundary=outer-1',
    '',
    '--outer-1',
    'Content-Type: text/html',
    '',
    '<img src="cid:logo@acme">',
    '--outer-1',
    'Content-Type: image/png; name=logo.png',
    'Content-ID: <logo@acme>',
    'Content-Transfer-Encoding: base64',
    '',
    'AAAA',
    '--outer-1--',
    '--outer',
    'Content-Type: message/rfc822',
    '',
    'From: bob@other.example',
    'Subject: =?utf-8?q?The_offer?=',
    'Message-ID: <inner@other.example>',
    '',
    'inner text',
    '--outer--',
    'epilogue',
  );
  expect(mail.text).toContain('first');
  expect(mail.text).not.toContain('inner text');
  expect(mail.messageId).toBeNull();
  expect(mail.attachments).toMatchObject([
    { part: '2.2', fileName: 'logo.png', contentId: 'logo@acme', isInline: true },
    { part: '3', fileName: 'The offer.eml', mediaType: 'message/rfc822', isInline: false },
  ]);
});

test('a mail that is nothing but another mail shows that mail, and keeps its own people', () => {
  const mail = parse(
    'From: ana@globex.example',
    'Content-Type: message/rfc822',
    '',
    'From: bob@other.example',
    '',
    'inner text',
  );
  expect(mail.text).toBe('inner text');
  expect(people(mail)).toEqual(['from ana@globex.example']);
});

test('a multipart without delimiters is one text, and nothing is lost', () => {
  expect(parse('Content-Type: multipart/mixed', '', '--x', 'hello').text).toBe('--x\nhello');
  expect(parse('Content-Type: multipart/mixed; boundary=y', '', '--x', 'hello').text).toBe('--x\nhello');
});

test('a list footer after the alternatives is text and html', () => {
  const mail = parse(
    ...['Content-Type: multipart/mixed; boundary=a', '', '--a', 'Content-Type: multipart/alternative; boundary=b', ''],
    ...['--b', '', 'plain', '--b', 'Content-Type: text/html', '', '<p>html</p>', '--b--'],
    ...['--a', '', 'list <footer>', '--a--'],
  );
  expect(mail.text).toBe('plain\n\nlist <footer>');
  expect(mail.html).toContain('list &lt;footer&gt;');
});

test('line ends of every kind read the same', () => {
  const lines = [
    'From: ana@globex.example',
    'Subject: ends',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'one',
    'two',
    '--b--',
  ];
  const [crlf, lf, cr] = ['\r\n', '\n', '\r'].map((end) => parseMail(Buffer.from(lines.join(end)), ARRIVED));
  expect(lf).toEqual({ ...crlf, sizeBytes: lf?.sizeBytes });
  expect(cr).toEqual({ ...crlf, sizeBytes: cr?.sizeBytes });
  expect(crlf?.text).toBe('one\ntwo');
});

test('NULs and control characters cut nothing', () => {
  const mail = parse('From: a\0na@globex.example', 'X-Bad: \0\x01', 'Subject: one\0two', '', 'three\0four');
  expect(mail.subject).toBe('one two');
  expect(mail.text).toBe('threefour');
});

test('the conversation of Outlook and of Gmail is known by its provider', () => {
  const index = Buffer.from([...Array(32).keys()]);
  const first = Buffer.from(index.subarray(0, 22)).toString('base64');
  expect(parse(`Thread-Index: ${index.toString('base64')}`, '', '').providerThreadId).toBe(`thread-index:${first}`);
  expect(parse('X-GM-THRID: 1234', '', '').providerThreadId).toBe('gmail:1234');
  expect(parse('Thread-Index: AAAA', '', '').providerThreadId).toBeNull();
});

test.each([
  ['nothing', 0, () => ''],
  ['noise', 0, () => '\xff\xfe\0\x80'.repeat(50)],
  ['many parts', 20, (n: number) => `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(n * 1000)}`],
  [
    'nested parts',
    20,
    (n: number) =>
      Array.from({ length: n * 100 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(''),
  ],
  ['nested mails', 20, (n: number) => 'Content-Type: message/rfc822\n\n'.repeat(n * 100)],
  [
    'open comments',
    20,
    (n: number) =>
      `Content-Type: text/plain ${'('.repeat(n * 1000)}\nContent-Transfer-Encoding: ${'('.repeat(n * 1000)}\n\nx`,
  ],
  ['open tags', 20, (n: number) => `Content-Type: text/html\n\n${'<a <!-- <script> &#1'.repeat(n * 1000)}`],
  ['soft breaks', 20, (n: number) => `Content-Transfer-Encoding: quoted-printable\n\n${'=  '.repeat(n * 1000)}`],
  ['addresses', 20, (n: number) => `To: ${'a@b.example, '.repeat(n * 250)}\n\n`],
  ['parameters', 20, (n: number) => `Content-Type: text/plain${';a*0=b'.repeat(n * 1000)}\n\n`],
])('%s never throws and takes linear time', (_what, size, make) => {
  const raw = Buffer.from(make(size), 'latin1');
  const started = performance.now();
  expect(() => parseMail(raw, ARRIVED)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(2000);
});
