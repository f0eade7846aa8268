import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

const field = (value: string): string =>
  csvText([[value, 'x']])
    .replace(/^\ufeff/, '')
    .replace(/,x\r\n$/, '');

test('the file says that it is UTF-8, so that a spreadsheet reads names as they are', () => {
  expect(csvText([['Résumé', '日本語']])).toBe('\ufeffRésumé,日本語\r\n');
});

test.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\n=1+1', '"\'\n=1+1"'],
  ['=A1,"x"', '"\'=A1,""x"""'],
])('%j is written as %j', (value, written) => {
  expect(field(value)).toBe(written);
});
