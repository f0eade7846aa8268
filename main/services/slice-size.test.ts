import { expect, test } from 'vitest';
import { sliceSize } from './slice-size.ts';

/** What the size comes to on a computer that needs so many ms a mail. */
function settledAt(msPerMail: number): number {
  const size = sliceSize();
  for (let turn = 0; turn < 20; turn += 1) size.took(size.current(), size.current() * msPerMail);
  return size.current();
}

test.each([
  [0.4, 50],
  [0.01, 100],
  [100, 15],
])('at %d ms a mail a transaction takes %d mails', (msPerMail, size) => {
  expect(Math.abs(settledAt(msPerMail) - size)).toBeLessThanOrEqual(1);
});

test('one slow transaction does not make the next ones tiny', () => {
  const size = sliceSize();
  size.took(25, 10);
  const before = size.current();
  size.took(before, 2_000);
  expect(size.current()).toBeGreaterThanOrEqual(before / 2);
});

test.each([
  [100, 41, [50, 50]],
  [100, 49, [50, 50]],
  [100, 30, [34, 33, 33]],
  [100, 100, [100]],
  [3, 50, [3]],
])('%d mails at %d a transaction are taken in parts %j', (mailCount, wanted, parts) => {
  const size = sliceSize();
  for (let turn = 0; turn < 20; turn += 1) size.took(100, 2_000 / wanted);
  const taken: number[] = [];
  for (let left = mailCount; left > 0; left -= taken.at(-1) ?? left) taken.push(size.of(left));
  expect(taken).toEqual(parts);
});
