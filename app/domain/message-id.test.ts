import { expect, test } from 'vitest';
import { canonicalMessageId, parseMessageIds } from './message-id.ts';

test.each([
  ['<Abc@Host.Example>', 'Abc@host.example'],
  [' Abc@Host.Example ', 'Abc@host.example'],
  ['< abc@host >', 'abc@host'],
  ['<"01KF8JCEOCBS0045PS"@xxx.example>', '01KF8JCEOCBS0045PS@xxx.example'],
  ['<"a b"@host>', null],
  ['<29W4xlE00pvP>', '29W4xlE00pvP'],
  ['<p05111a3ab9774f75f17c@[66.149.49.6]>', 'p05111a3ab9774f75f17c@[66.149.49.6]'],
  ['<a@b@c.Example>', 'a@b@c.example'],
  ['29W4xlE00pvP', null],
  ['<>', null],
  ['', null],
  ['<@host>', null],
  ['<abc@>', null],
  ['<a@b> <c@d>', null],
  ['<a\u0000@b>', null],
  [`<${'a'.repeat(1000)}@b>`, null],
])('%j is the id %j', (raw, id) => {
  expect(canonicalMessageId(raw)).toBe(id);
});

test.each([
  ['', []],
  ['<a@b>', ['a@b']],
  ['<a@b> <c@d>\r\n\t<e@f>', ['a@b', 'c@d', 'e@f']],
  ['<a@b><c@d>,<e@f>', ['a@b', 'c@d', 'e@f']],
  ['<a@b> <c@d> <a@b>', ['a@b', 'c@d', 'a@b']],
  [
    '<foo@bar.example> <baz@bar.example>, <invalid.   \r\n something@bar.example>',
    ['foo@bar.example', 'baz@bar.example'],
  ],
  ['<20020730112811@host>; from cout@other.example on Tue, Jul 30, 2002', ['20020730112811@host']],
  ['<p05@host>; from R. A. Smith <ras@other.example> on Monday', ['p05@host']],
  ['Message from Ana <ana@other.example> of "Mon, 1 Jan." <id@host>', ['id@host']],
  ['Message from <ana@other.example> of "Mon, 1 Jan." <id@host>', ['id@host']],
  ["Ana <ana@other.example>'s message of Monday <id@host>", ['id@host']],
  ['Your message of "Thu, 01 Aug 2002 17:15:27 BST." <id@host>', ['id@host']],
  ['ana@other.example', []],
  ['<a@b> <"from <c@d>', ['a@b', 'c@d']],
  ['<<<<', []],
])('%j names the ids %j', (text, ids) => {
  expect(parseMessageIds(text)).toEqual(ids);
});

test('a megabyte of garbage is read without delay', () => {
  for (const piece of ['<', '>', '<a', 'from ', '<>', '<a@b> from x ']) {
    expect(parseMessageIds(piece.repeat(1_000_000 / piece.length)).length).toBeLessThan(100_000);
  }
});
