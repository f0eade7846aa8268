/** What is read of bounces, invitations, absences and containers, on mails of our own making. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { parseMail } from './parse-mail.ts';
import { partContent } from './part-content.ts';

const NOW = Date.UTC(2026, 10, 22) as UnixMs;
const read = (raw: string) => parseMail(Buffer.from(raw.replaceAll('\n', '\r\n')), NOW);

const REPORT = `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.acme.test>
To: sally@acme.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.acme.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<ana@globex.test>: host mx.globex.test said: 550 5.1.1 User unknown
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.test

Final-Recipient: rfc822; Ana@Globex.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ana@globex.test>:
 User unknown

Final-Recipient: rfc822; ben@globex.test
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; carl@globex.test
Action: deliverable
Status: 2.1.5
--b
Content-Type: message/rfc822

Message-ID: <Offer@ACME.test>
From: Nobody <stranger@elsewhere.test>
To: ana@globex.test
Subject: =?utf-8?q?Offer_=E2=82=AC?=

Dear Ana
--b--
`;

test('a delivery report tells of each recipient, and of the mail it is about', () => {
  const { kind, details, messageId, participants } = read(REPORT);
  expect(kind).toBe('bounce');
  expect(details).toEqual({
    kind: 'bounce',
    originalId: 'Offer@acme.test',
    originalSubject: 'Offer €',
    recipients: [
      {
        ...{ address: 'ana@globex.test', outcome: 'failed', isHard: true, reason: 'no-such-mailbox' },
        ...{ statusCode: '5.1.1', diagnostic: '550 5.1.1 <ana@globex.test>: User unknown' },
      },
      {
        ...{ address: 'ben@globex.test', outcome: 'delayed', isHard: false, reason: 'unreachable' },
        ...{ statusCode: '4.4.1', diagnostic: null },
      },
      {
        ...{ address: 'carl@globex.test', outcome: 'delivered', isHard: false, reason: 'unknown' },
        ...{ statusCode: '2.1.5', diagnostic: null },
      },
    ],
  });
  expect(messageId).toBe('b1@mx.acme.test');
  expect(participants.map(({ address }) => address)).not.toContain('stranger@elsewhere.test');
});

test.each([
  [
    'qmail',
    'Hi. This is the qmail-send program.\n\n<ana@globex.test>:\nRemote host said: 552 5.2.2 Mailbox full\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <sally@acme.test>\nMessage-ID: <o@acme.test>\nFrom: x@y.test\nTo: other@z.test\n\nHi',
    ['ana@globex.test', 'mailbox-full', false, '5.2.2', 'o@acme.test'],
  ],
  [
    'Exchange',
    'Your message\n\n  To: list@globex.test\n  Subject: Hi\n\ndid not reach the following recipient(s):\n\nana@globex.test on Thu, 19 Nov 2026\n    The recipient name is not recognized',
    ['ana@globex.test', 'no-such-mailbox', true, null, null],
  ],
  [
    'German prose',
    'Ihre Nachricht konnte an folgende Empfänger nicht zugestellt werden:\n\nana@globex.test\nDas Postfach des Empfängers ist voll',
    ['ana@globex.test', 'mailbox-full', false, null, null],
  ],
  [
    'French prose',
    "Votre message n'a pas pu être remis :\n\nana@globex.test\nAdresse inconnue",
    ['ana@globex.test', 'no-such-mailbox', true, null, null],
  ],
  [
    'Japanese prose of Exchange',
    '次の受信者またはグループへの配信に失敗しました:\n\nana@globex.test\n入力した電子メール アドレスが見つかりませんでした。',
    ['ana@globex.test', 'no-such-mailbox', true, null, null],
  ],
])('%s without a report part is read from its prose', (_, text, [address, reason, isHard, statusCode, originalId]) => {
  const mail = read(
    `Return-Path: <>\nFrom: MAILER-DAEMON@mx.test\nTo: sally@acme.test\nSubject: failure notice\n\n${text}\n`,
  );
  expect(mail.details).toMatchObject({
    kind: 'bounce',
    originalId,
    recipients: [{ address, reason, isHard, statusCode, outcome: 'failed' }],
  });
});

test('who sends on a bounce as a file writes no bounce, and nothing failed at the user', () => {
  const mail = read(
    `From: ana@globex.test\nTo: sally@acme.test\nSubject: My mail came back\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nHi Sally, see the file.\n--m\nContent-Type: message/rfc822\n\n${REPORT}\n--m--\n`,
  );
  expect([mail.kind, mail.details]).toEqual(['personal', null]);
});

test('a customer whose goods were not delivered writes no bounce', () => {
  const mail = read(
    'From: ana@globex.test\nTo: sally@acme.test\nSubject: Delivery failure, order 4711\n\nHi Sally,\n\nthe pumps could not be delivered: gate 5.30 was closed. Please call me, or write to ben@globex.test.\n\nAna\n',
  );
  expect(mail.kind).toBe('personal');
});

test('an invitation is read with its people and its time in the zone that it names', () => {
  const mail = read(`From: marta@b.test
Subject: Talk
Content-Type: text/calendar; charset=utf-8

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:e1@b.test
SEQUENCE:2
SUMMARY:Talk\\, and
  coffee
DTSTART;TZID=W. Europe Standard Time:20261126T150000
DURATION:PT1H
ORGANIZER;CN="Kowalska, Marta":mailto:marta@b.test
ATTENDEE;PARTSTAT=ACCEPTED;CN=Sally:MAILTO:Sally@acme.test
RRULE:FREQ=WEEKLY
END:VEVENT
END:VCALENDAR
`);
  expect(mail.kind).toBe('invitation');
  const at = Date.UTC(2026, 10, 26, 14);
  expect(mail.details).toEqual({
    ...{
      kind: 'invitation',
      method: 'REQUEST',
      uid: 'e1@b.test',
      sequence: 2,
      summary: 'Talk, and coffee',
      location: '',
    },
    organizer: { address: 'marta@b.test', name: 'Kowalska, Marta', status: 'needs-action' },
    attendees: [{ address: 'sally@acme.test', name: 'Sally', status: 'accepted' }],
    startsAt: { local: '2026-11-26T15:00:00', zone: 'Europe/Berlin', at },
    endsAt: { local: '2026-11-26T16:00:00', zone: 'Europe/Berlin', at: at + 3_600_000 },
    isRecurring: true,
  });
});

test('a zone that only the calendar itself defines counts', () => {
  const zone =
    'BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE';
  const mail = read(
    `From: a@b.test\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n${zone}\nBEGIN:VEVENT\nDTSTART;TZID=Here:20260701T120000\nEND:VEVENT\nEND:VCALENDAR\n`,
  );
  expect(mail.details).toMatchObject({ startsAt: { zone: 'Here', at: Date.UTC(2026, 6, 1, 10) } });
});

test.each([
  ['Automatic reply: Offer', 'I am out of office until 30 November.', '2026-11-30'],
  ['Abwesenheitsnotiz', 'Ich bin bis zum 30.11.2026 nicht im Büro.', '2026-11-30'],
  ['Réponse automatique', 'Je suis en congés jusqu’au 30 novembre 2026.', '2026-11-30'],
  ['Risposta automatica', 'Sono in ferie fino al 30/11/2026.', '2026-11-30'],
  ['自動応答', '11月30日まで不在にしております。', '2026-11-30'],
  ['Automatic reply', 'On vacation, back on 1 December 2026.', '2026-11-30'],
  ['Automatic reply', 'On vacation until November 30th.', '2026-11-30'],
  ['Automatic reply', 'On leave until Monday, November 30.', '2026-11-30'],
  ['Automatic reply', 'Out of office until 4/5.', null],
])('%s: %s', (subject, text, awayUntil) => {
  const mail = read(
    `From: ana@b.test\nDate: Sun, 22 Nov 2026 09:00:00 +0000\nAuto-Submitted: auto-replied\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`,
  );
  expect(mail.details).toEqual({ kind: 'auto-reply', sort: 'away', awayUntil });
});

test('a uuencoded file is a file and no text, and can be fetched', () => {
  const raw = 'From: a@b.test\r\nSubject: x\r\n\r\nHere it is.\r\nbegin 644 ../cat.txt\r\n#0V%T\r\n`\r\nend\r\n';
  const mail = parseMail(Buffer.from(raw), NOW);
  expect(mail.text).toBe('Here it is.');
  expect(mail.attachments).toMatchObject([{ part: '1#1', fileName: 'cat.txt', mediaType: 'text/plain', sizeBytes: 3 }]);
  expect(Buffer.from(partContent(Buffer.from(raw), '1#1') ?? []).toString()).toBe('Cat');
});

/** A container with one file, as MS-OXTNEF lays it out. */
function tnefWith(name: string, content: string): Buffer {
  const attribute = (level: number, id: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(data.length, 5);
    return Buffer.concat([head, data, Buffer.alloc(2)]);
  };
  const start = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
  return Buffer.concat([
    start,
    attribute(1, 0x0002800c, Buffer.from('The text inside\0')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${name}\0`)),
    attribute(2, 0x0006800f, Buffer.from(content)),
  ]);
}

test('winmail.dat is opened: its files are listed and can be fetched, its text stands for a mail without one', () => {
  const raw = Buffer.from(
    `From: a@b.test\r\nSubject: x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${tnefWith('offer.pdf', '%PDF').toString('base64')}\r\n`,
  );
  const mail = parseMail(raw, NOW);
  expect(mail.text).toBe('The text inside');
  expect(mail.attachments.map(({ part, fileName, sizeBytes }) => [part, fileName, sizeBytes])).toEqual([
    ['1', 'winmail.dat', expect.any(Number)],
    ['1#1', 'offer.pdf', 4],
  ]);
  expect(Buffer.from(partContent(raw, '1#1') ?? []).toString()).toBe('%PDF');
});

const PIECES = [
  ...[
    'Content-Type: multipart/report; boundary=b\n',
    'Content-Type: application/ms-tnef\n',
    '\n',
    '\n--b\n',
    '\n--b--\n',
  ],
  ...[
    'Content-Type: message/rfc822\n\n',
    'Content-Type: message/delivery-status\n\n',
    'Content-Type: text/calendar\n\n',
  ],
  ...[
    'Final-Recipient: rfc822; a@b\n',
    'Action: failed\n',
    'Status: 5.1.1\n',
    'BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n',
  ],
  ...[
    'DTSTART;TZID=X:20260101T000000\n',
    'begin 644 x\n',
    'end\n',
    '> > >\n',
    'On 1/1/2026 a@b wrote:\n',
    'From: a <a@b>\n',
  ],
  ...[
    '\u0000',
    '=?utf-8?b?',
    '<blockquote>',
    '((((',
    '"""""',
    ',,,,',
    '<a@b>:\n550 5.1.1 no\n',
    tnefWith('x', 'y').toString('latin1'),
  ],
];

test('whatever a mail is made of, it is read', () => {
  const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 60 });
  fc.assert(
    fc.property(hostile, (pieces) => {
      const raw = Buffer.from(pieces.join(''), 'latin1');
      const mail = parseMail(raw, NOW);
      expect(mail.text.length).toBeLessThanOrEqual(raw.length * 4 + 1000);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ...[
    '> ',
    'On 1/1/2026 at 10:00 ',
    'From: a\n',
    '<a@b.test>:\n',
    'a@b.test ',
    '550 5.1.1 user unknown ',
    'Final-Recipient: rfc822; a@b.test\n\n',
  ],
  ...[
    'BEGIN:VEVENT\n',
    'ATTENDEE:mailto:a@b.test\n',
    '<blockquote>',
    'begin 644 x\n',
    '(',
    '"',
    'until ',
    '\u0002\n',
    '-- \n',
    '\n\n> x\n',
  ],
])('eight times as much of %j takes nowhere near sixty-four times as long', (piece) => {
  const head = 'Return-Path: <>\nFrom: mailer-daemon@x.test\nContent-Type: text/plain\n\n';
  const timeOf = (count: number): number => {
    const raw = Buffer.from(head + piece.repeat(count));
    const started = performance.now();
    parseMail(raw, NOW);
    return performance.now() - started;
  };
  const count = Math.ceil(60_000 / piece.length);
  timeOf(count);
  // A wide bound: only squares and worse are meant.
  expect(timeOf(count * 8)).toBeLessThan(60 * Math.max(timeOf(count), 5));
});
