import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from './ids.ts';
import { messageKey, type KeyedMail } from './message-key.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const MAIL: KeyedMail = {
  messageId: 'q1@acme.example' as MessageId,
  from: ['ana@acme.example'],
  dateHeader: 'Mon, 5 Jan 2026 10:00:00 +0100',
  to: ['sally@seller.example'],
  subject: 'Quote for pumps',
  textHead: 'Dear Sally,\r\n\r\nplease quote 12 pumps.',
};
const keyOf = (changes: Partial<KeyedMail>) => messageKey({ ...MAIL, ...changes }, sha256);

test('keys never change, since tombstones are stored under them', () => {
  expect(keyOf({})).toBe('q1@acme.example#fd501f48b8cf');
  expect(keyOf({ messageId: null })).toBe('sha256:b134a00eae636ddc4bcc54e6e1488e2f3a1c76d8fae0bb823a54a9080407711b');
});

test.each([
  ['line ends and blanks', { textHead: 'Dear  Sally,\nplease quote\n12 pumps.' }],
  ['a folded date', { dateHeader: 'Mon,  5 Jan 2026\r\n 10:00:00 +0100 ' }],
  ['a list tag', { subject: '[sales] Quote for pumps' }],
  ['recipients added by a list', { to: ['list@acme.example'] }],
])('%s on the way makes no other mail of it', (_what, changes) => {
  expect(keyOf(changes)).toBe(keyOf({}));
});

test('text that is ASCII alone has the key that it has beside other characters', () => {
  const head = fc.string({ unit: 'binary-ascii', maxLength: 600 });
  fc.assert(
    fc.property(head, head, (textHead, subject) => {
      // An ellipsis is no letter: with it the long way is taken.
      expect(keyOf({ textHead: `…${textHead}`, subject: `…${subject}` })).toBe(keyOf({ textHead, subject }));
    }),
  );
});

test('a footer below the first 200 letters makes no other mail of it', () => {
  const text = 'word '.repeat(60);
  expect(keyOf({ textHead: `${text}\n--\nSales list` })).toBe(keyOf({ textHead: text }));
});

test.each([
  ['sender', { from: ['bo@acme.example'] }],
  ['date', { dateHeader: 'Mon, 5 Jan 2026 10:00:01 +0100' }],
  ['subject', { subject: 'Re: Quote for pumps' }],
  ['text', { textHead: 'Dear Sally, please quote 13 pumps.' }],
])('another %s under the same Message-ID is another mail', (_what, changes) => {
  expect(keyOf(changes)).not.toBe(keyOf({}));
});

test('without a Message-ID the recipients count, and a missing date is no obstacle', () => {
  const bare = { messageId: null, dateHeader: null };
  expect(keyOf({ ...bare, to: ['bo@seller.example'] })).not.toBe(keyOf(bare));
  expect(keyOf(bare)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('fields cannot run into one another', () => {
  const one = keyOf({ messageId: null, subject: 'a', textHead: 'b' });
  expect(keyOf({ messageId: null, subject: 'ab', textHead: '' })).not.toBe(one);
});
