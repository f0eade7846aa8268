import { expect, test } from 'vitest';
import { oneAhead } from './one-ahead.ts';

/** Gives 1 to `count`, then fails if it is to; keeps what was asked of it. */
function counting(count: number, failure?: Error) {
  const asked: (number | 'end')[] = [];
  async function* numbers(): AsyncGenerator<number> {
    try {
      for (let one = 1; one <= count; one += 1) {
        asked.push(one);
        yield await Promise.resolve(one);
      }
      if (failure !== undefined) throw failure;
    } finally {
      asked.push('end');
    }
  }
  return { asked, numbers: numbers() };
}

test('a value is worked on while the next is on its way', async () => {
  const { asked, numbers } = counting(3);
  const seen: unknown[] = [];
  for await (const one of oneAhead(numbers)) seen.push([one, [...asked]]);
  expect(seen).toEqual([
    [1, [1, 2]],
    [2, [1, 2, 3]],
    [3, [1, 2, 3, 'end']],
  ]);
});

test('what goes wrong is told after the values before it', async () => {
  const seen: number[] = [];
  const reading = (async () => {
    for await (const one of oneAhead(counting(2, new Error('cut')).numbers)) seen.push(one);
  })();
  await expect(reading).rejects.toThrow('cut');
  expect(seen).toEqual([1, 2]);
});

test('ended early, nothing is on its way any more', async () => {
  const { asked, numbers } = counting(9);
  for await (const one of oneAhead(numbers)) if (one === 2) break;
  expect(asked).toEqual([1, 2, 3, 'end']);
});
