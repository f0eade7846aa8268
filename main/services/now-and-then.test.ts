import { expect, test } from 'vitest';
import { nowAndThen } from './now-and-then.ts';

test.each<[string, number, readonly number[]]>([
  ['what is cheap is done nearly always', 1, [0, 100, 200, 300, 400, 500]],
  ['what takes long is done seldom', 10, [0, 500]],
])('%s', async (_what, tookMs, expected) => {
  let clock = 0;
  const doneAt: number[] = [];
  const look = nowAndThen(
    () => {
      doneAt.push(clock);
      clock += tookMs;
      return Promise.resolve();
    },
    () => clock,
  );
  for (const at of [0, 100, 200, 300, 400, 500]) {
    clock = at;
    await look();
  }
  expect(doneAt).toEqual(expected);
});

test('what takes for ever is not put off for ever, and what failed is tried again', async () => {
  let clock = 0;
  let times = 0;
  const look = nowAndThen(
    () => {
      times += 1;
      clock += 60_000;
      return times === 1 ? Promise.reject(new Error('refused')) : Promise.resolve();
    },
    () => clock,
  );
  await expect(look()).rejects.toThrow('refused');
  await look();
  clock += 9_999;
  await look();
  expect(times).toBe(2);
  clock += 1;
  await look();
  expect(times).toBe(3);
});
