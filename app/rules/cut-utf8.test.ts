import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutUtf8 } from './cut-utf8.ts';

const sizeOf = (text: string) => new TextEncoder().encode(text).length;

test.each([
  ['abc', null, 'abc'],
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd!'],
  ['aäää', 7, 'aäää'],
  ['aäää', 6, 'aää!'],
  ['a😀b', 5, 'a!'],
  ['a😀b', 6, 'a😀b'],
  ['例例', 4, '例!'],
  ['abc', 1, '!'],
  ['abc', 0, ''],
])('%j within %s bytes is %j', (text, limit, cut) => {
  expect(cutUtf8(text, limit, '!')).toBe(cut);
});

test('a text never takes more bytes than allowed and is never cut without need', () => {
  const anyText = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(anyText, fc.nat({ max: 60 }), (text, limit) => {
      const cut = cutUtf8(text, limit, '[…]');
      expect(sizeOf(cut)).toBeLessThanOrEqual(limit);
      if (sizeOf(text) <= limit) expect(cut).toBe(text);
    }),
  );
});
