import { expect, test } from 'vitest';
import { displayWidth, fitTo } from './display-width.ts';
import { table } from './table.ts';

test.each([
  ['Angebot', 7],
  ['見積もり', 8],
  ['ﾊﾝｶｸ', 4],
  ['한국어', 6],
  ['e\u0301', 1],
  ['👩‍👩‍👧‍👦', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['☎', 1],
  ['ＡＢ', 4],
  ['\u200b', 0],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['a long subject', 8, 'a long…'],
  ['見積もりの件', 7, '見積も…'],
  ['👩‍👩‍👧‍👦 family', 3, '👩‍👩‍👧‍👦…'],
])('%s fits %i columns as %s', (text, columns, expected) => {
  expect(fitTo(text, columns)).toBe(expected);
  expect(displayWidth(fitTo(text, columns))).toBeLessThanOrEqual(columns);
});

const LAYOUT = [{ title: 'Name', isFlexible: true }, { title: 'Mails', align: 'right' as const }, { title: 'Id' }];

test('columns line up by what a terminal shows, wide characters included', () => {
  const rows = [
    ['田中太郎', '7', 'c1'],
    ['Bo', '1,204', 'c2'],
  ];
  expect(table(LAYOUT, rows, null)).toEqual(['Name      Mails  Id', '田中太郎      7  c1', 'Bo        1,204  c2']);
});

test('in a narrow terminal the flexible column gives way; elsewhere nothing is cut', () => {
  const name = 'A very long name of a company in a table';
  const narrow = table(LAYOUT, [[name, '7', 'c1']], 30);
  expect(Math.max(...narrow.map(displayWidth))).toBe(30);
  expect(narrow[1]).toContain('…');
  expect(table(LAYOUT, [[name, '7', 'c1']], null)[1]).toContain(name);
});

test('no rows, no table', () => {
  expect(table(LAYOUT, [], null)).toEqual([]);
});
