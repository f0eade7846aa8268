import { expect, test } from 'vitest';
import { knowingRecent } from './recent.ts';

test('what was asked lately is not worked out again, however much was asked', () => {
  const asked: string[] = [];
  const known = knowingRecent((text) => {
    asked.push(text);
    return text.length;
  });
  expect([known('ana'), known('ana'), known('benno')]).toEqual([3, 3, 5]);
  expect(asked).toEqual(['ana', 'benno']);
  for (let at = 0; at < 10_000; at += 1) {
    known(String(at));
    expect(known('ana')).toBe(3);
  }
  expect(asked.filter((text) => text === 'ana')).toHaveLength(1);
  expect(known('benno')).toBe(5);
  expect(asked.filter((text) => text === 'benno')).toHaveLength(2);
});

test('long texts are answered and not kept', () => {
  let count = 0;
  const known = knowingRecent(() => (count += 1));
  expect([known('x'.repeat(5_000)), known('x'.repeat(5_000))]).toEqual([1, 2]);
});
