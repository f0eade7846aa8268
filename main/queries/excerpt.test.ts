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
  ['ß as it is typed', 'Die Straße', ['strasse'], 'Die Straße'],
  ['an umlaut written as two letters', 'Neue Möbel', ['moebel'], 'Neue Möbel'],
  ['two letters for an umlaut', 'Neue Moebel', ['möbel'], 'Neue Moebel'],
  ['accents of their own', 'Cafe\u0301 Paris', ['café'], 'Café Paris'],
  ['ligatures', 'Chef d’œuvre', ['oeuvre'], 'Chef d’œuvre'],
  ['letters that only look barred', 'Łódź', ['lodz'], 'Łódź'],
  ['kana of the other kind', 'カタログ請求', ['かたろぐ'], 'カタログ請求'],
  ['half-width kana', 'ｶﾞｲﾄﾞの件', ['ガイド'], 'ｶﾞｲﾄﾞの件'],
  ['full-width letters', '型番ＡＢＣ', ['abc'], '型番ＡＢＣ'],
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

test('a word or phrase far down in a text with accents is found whole, wherever the stretches meet', () => {
  for (const length of [3_995, 3_998, 3_999, 4_000, 4_001, 7_999, 12_001]) {
    const before = `${'é '.repeat(length / 2)}${length % 2 === 0 ? '' : ' '}`;
    expect([length, excerpt(`${before}Größe\nder Straße, bitte`, ['groesse der strasse'])]).toEqual([
      length,
      expect.stringContaining('Größe der Straße, bitte'),
    ]);
    expect([length, excerpt(`${'é'.repeat(length)}pumps`, ['pumps'])]).toEqual([length, null]);
  }
});
