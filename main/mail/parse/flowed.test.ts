import { expect, test } from 'vitest';
import { unflow } from './flowed.ts';

test.each([
  ['a soft break joins', 'one \ntwo\nthree', false, 'one two\nthree'],
  ['delsp takes the blank away', 'one \ntwo', true, 'onetwo'],
  ['stuffed blanks go', ' From here \n on', false, 'From here on'],
  ['quotes join within their depth', '> one \n> two\n>> three \nfour', false, '> one two\n>> three \nfour'],
  ['a signature mark is a line of its own', 'bye \n-- \nSally', false, 'bye \n-- \nSally'],
])('%s', (_what, text, isDelSp, joined) => {
  expect(unflow(text, isDelSp)).toBe(joined);
});
