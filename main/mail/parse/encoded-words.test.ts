import { expect, test } from 'vitest';
import { decodeWords } from './encoded-words.ts';

const word = (charset: string, bytes: Uint8Array): string =>
  `=?${charset}?B?${Buffer.from(bytes).toString('base64')}?=`;
const QUOTE = Buffer.from('見積書の件');
/** 王小明, and お見積り in seven bits, as bytes that Node cannot make itself. */
const WANG = Buffer.from('zfXQocP3', 'base64');
const JIS = Buffer.from('GyRCJCo4K0BRJGobKEI=', 'base64');

test.each([
  ['no encoded word', 'Quote = 5?', 'Quote = 5?'],
  ['words in a row, without the blanks between', '=?utf-8?q?M=C3=B6?= \t =?UTF-8?Q?bel?=', 'Möbel'],
  ['words between text, with the blanks', 'Re: =?utf-8?q?M=C3=B6bel?= for 5', 'Re: Möbel for 5'],
  ['two words glued to each other', '=?utf-8?q?a?==?utf-8?q?b?=', 'ab'],
  [
    'a character divided in base64',
    `${word('UTF-8', QUOTE.subarray(0, 4))} ${word('utf-8', QUOTE.subarray(4))}`,
    '見積書の件',
  ],
  ['a character divided in quoted-printable', '=?utf-8?Q?f=C3?= =?utf-8?Q?=BCr?=', 'für'],
  ['a character divided in both', `=?utf-8?Q?f=C3?= ${word('utf-8', Buffer.from([0xbc]))}`, 'fü'],
  ['a Chinese name divided', `${word('gb2312', WANG.subarray(0, 3))} ${word('gb2312', WANG.subarray(3))}`, '王小明'],
  [
    'a switch of charsets divided',
    `${word('iso-2022-jp', JIS.subarray(0, 6))} ${word('iso-2022-jp', JIS.subarray(6))}`,
    'お見積り',
  ],
  ['a word that ends in the middle of a character', `${word('utf-8', QUOTE.subarray(0, 4))} ok`, '見\ufffd ok'],
  ['two charsets', `=?iso-8859-1?q?f=FCr?= ${word('utf-8', QUOTE)}`, 'für見積書の件'],
  ['a language', '=?utf-8*de?q?M=C3=B6bel?=', 'Möbel'],
  ['padding in the middle', '=?utf-8?B?TcO2?= =?utf-8?B?YmVs?=', 'Möbel'],
  ['an unknown charset', '=?x-none?q?M=C3=B6bel?=', 'Möbel'],
  ['UTF-7', '=?utf-7?Q?Angebot_f+APw-r_M+APY-bel,_5_+-_1_+IKw-?=', 'Angebot für Möbel, 5 + 1 €'],
  ['what is no encoded word', '=?utf-8?x?abc?= =?utf-8?q?', '=?utf-8?x?abc?= =?utf-8?q?'],
])('%s', (_what, field, text) => {
  expect(decodeWords(field)).toBe(text);
});
