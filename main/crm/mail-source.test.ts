import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { Activity, AttachedFile } from '../../app/domain/activity.ts';
import type { MessageKey, UnixMs } from '../../app/domain/ids.ts';
import { sampleFile, sampleMail } from './conformance/sample-mail.ts';
import { mailSource } from './mail-source.ts';
import { messageIdOf } from './message-id-of.ts';

const KEY = 'quote-7@acme.example#0123456789ab' as MessageKey;

const mail = (fields: Partial<Activity> = {}): Activity =>
  sampleMail(KEY, {
    sentAt: Date.UTC(2026, 2, 1, 9, 41, 7) as UnixMs,
    subject: 'Quote',
    participants: [
      { role: 'from', address: null, rawAddress: 'ana@acme.example', displayName: 'Ana "Q" Itô' },
      { role: 'to', address: null, rawAddress: 'sally@mailpin.invalid', displayName: 'Sally, "the" Berg' },
      { role: 'bcc', address: null, rawAddress: 'secret@acme.example', displayName: '' },
    ],
    ...fields,
  });

const file = (fileName: string, mediaType: string, text: string): AttachedFile => sampleFile(fileName, text, mediaType);

const read = (activity: Activity) => PostalMime.parse(Buffer.from(mailSource(activity)));

test('a mail is read as it was: id, date, people and text', async () => {
  const parsed = await read(mail({ text: 'Grüße, 見積書\nsecond line' }));
  expect(parsed.messageId).toBe('<quote-7@acme.example>');
  expect(parsed.date).toBe('2026-03-01T09:41:07.000Z');
  expect(parsed.from).toMatchObject({ name: 'Ana "Q" Itô', address: 'ana@acme.example' });
  expect(parsed.to).toMatchObject([{ name: 'Sally, "the" Berg', address: 'sally@mailpin.invalid' }]);
  expect(parsed.text?.trimEnd()).toBe('Grüße, 見積書\r\nsecond line');
});

test('who got a blind copy stands nowhere', () => {
  expect(Buffer.from(mailSource(mail())).toString()).not.toContain('secret@');
});

test.each([
  ['plain', 'Quote 2291'],
  ['every script', 'Angebot für 東京 😀 — '.repeat(12).trim()],
  ['looks encoded', '=?utf-8?B?SGk=?='],
])('the subject arrives whole: %s', async (_what, subject) => {
  expect((await read(mail({ subject }))).subject).toBe(subject);
});

test('a subject or a name cannot add a field', async () => {
  const parsed = await read(
    mail({
      subject: 'Hi\r\nBcc: evil@x.example',
      participants: [
        { role: 'from', address: null, rawAddress: 'a@x.example>\r\nX-Evil: 1', displayName: '' },
        { role: 'to', address: null, rawAddress: 'b@x.example', displayName: 'B\r\nX-Evil: 1' },
      ],
    }),
  );
  expect(parsed.headers.map(({ key }) => key)).not.toContain('x-evil');
  expect(parsed.subject).toBe('Hi Bcc: evil@x.example');
  expect(parsed.from).toBeUndefined();
});

test('files go along with their names and bytes; a mail inside is a file', async () => {
  const files = [
    file('Angebot für Ana.pdf', 'application/pdf', '%PDF ü'),
    file('old.eml', 'message/rfc822', 'From: x\r\n\r\nhi'),
  ];
  const parsed = await read(
    mail({ files, omissions: [{ what: 'attachment', because: 'size-limit', name: 'film.mp4' }] }),
  );
  expect(parsed.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
    ['Angebot für Ana.pdf', 'application/pdf'],
    ['old.eml', 'application/octet-stream'],
  ]);
  expect(Buffer.from(parsed.attachments[0]?.content as ArrayBuffer).toString()).toBe('%PDF ü');
  expect(parsed.text).toContain('film.mp4 (too large)');
});

test('the id of a mail without one is made of its digest', () => {
  expect(messageIdOf('sha256:00ff' as MessageKey)).toBe('sha256.00ff@mailpin.invalid');
  expect(messageIdOf('a#b@c.example#0123456789ab' as MessageKey)).toBe('a#b@c.example');
});
