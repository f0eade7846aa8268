import { expect, test } from 'vitest';
import { toMailpinError } from '../../../app/errors.ts';
import { ascending, uidsIn } from './uid-set.ts';

test.each([
  ['7', [7]],
  ['1:4', [1, 2, 3, 4]],
  ['4:1', [1, 2, 3, 4]],
  ['9,1:3,2:4', [1, 2, 3, 4, 9]],
])('%s names its UIDs in order and once', (set, uids) => {
  expect(uidsIn(set)).toEqual(uids);
});

test.each(['', 'x', '1:', '*', '1:*', '0', '1,,2', '99999999999', '1:4294967295', '1:9000000,1:9000000'])(
  '"%s" is an answer that no server should give',
  (set) => {
    expect(() => uidsIn(set)).toThrow();
    try {
      uidsIn(set);
    } catch (error) {
      expect(toMailpinError(error).code).toBe('imap.protocol');
    }
  },
);

test('UIDs in any order come in order', () => {
  expect(ascending([5, 1, 5, 3])).toEqual([1, 3, 5]);
});
