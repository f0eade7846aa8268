import { expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';

const LONG = 'Once upon a time there was a very long story about nothing at all. ';

test.each<[string, string, readonly string[], string | null]>([
  ['a hit at the beginning', 'Pumps for Ana', ['pump'], 'Pumps for Ana'],
  ['the first word that occurs', 'About valves', ['pump', 'valves'], 'About valves'],
  ['no hit', 'About valves', ['pump'], null],
  ['not inside a word', 'Unpumped', ['pump'], null],
  ['lines become blanks', 'two\r\n\r\npumps', ['pumps'], 'two pumps'],
  ['accents do not count', 'Größe und Café', ['cafe'], 'Größe und Café'],
  ['a phrase over two lines', 'net\nthirty days', ['net thirty'], 'net thirty days'],
  ['in the middle of Japanese', '山本様、納期をご確認ください。', ['納期'], '山本様、納期をご確認ください。'],
  ['own words before quoted ones', '> pumps quoted\nown pumps\n> more', ['pumps'], 'own pumps'],
  ['quoted words, without their marks', 'Yes.\n> two\n>> pumps', ['pumps'], 'Yes. two pumps'],
  ['signs of regular expressions', 'price (a+b)* [net]', ['(a+b)*'], 'price (a+b)* [net]'],
])('%s', (_what, text, words, shown) => {
  expect(excerpt(text, words)).toBe(shown);
});

test('a hit far down is shown with a little before it, cut at words, and marks where text is missing', () => {
  const shown = excerpt(`${LONG.repeat(50)}Then came the pumps. ${LONG.repeat(50)}`, ['pumps']);
  expect(shown).toMatch(/^… [^ ].{0,60}pumps\. .* …$/u);
  expect(shown?.length).toBeLessThan(170);
});
