import { expect, test } from 'vitest';
import { pauseFor, toldAfter, toldAnew, type Spent, type Told } from './rate-limit.ts';

const THREE = { cost: 3, windowMs: 1_000, atOnce: 9 };
const told = (left: number, until: number, isPause = left === 0): Told => ({
  left,
  isPause,
  until,
  because: 'crm.rate-limited',
});
const at = (...times: readonly number[]): readonly Spent[] => times.map((one) => ({ at: one, cost: 1 }));

test.each([
  ['nothing spent', at(), 1, 0, 0],
  ['room left', at(0, 10), 1, 20, 0],
  ['a full window waits for its oldest', at(0, 10, 20), 1, 20, 980],
  ['two places wait for the second', at(0, 10, 20), 2, 20, 990],
  ['what went out a window ago counts no more', at(0, 10, 20), 1, 1_000, 0],
  ['what costs more than the window holds waits until it is empty', at(0, 10), 9, 20, 990],
  ['and goes out when it is', at(), 9, 20, 0],
])('%s', (_what, spent, cost, now, ms) => {
  expect(pauseFor({ spent, told: null }, cost, THREE, now)).toEqual({ ms, because: null });
});

test.each([
  ['what the CRM said is left is not exceeded', told(1, 500), 2, { ms: 400, because: 'crm.rate-limited' }],
  ['and may be used', told(1, 500), 1, { ms: 0, because: null }],
  ['what it said holds until its time', told(0, 100), 1, { ms: 0, because: null }],
])('%s', (_what, said, cost, pause) => {
  expect(pauseFor({ spent: [], told: said }, cost, THREE, 100)).toEqual(pause);
});

test('what is left grows less with each request, and is forgotten when it is over', () => {
  expect(toldAfter(told(5, 500), 2, 100)).toMatchObject({ left: 3 });
  expect(toldAfter(told(5, 500), 2, 500)).toBeNull();
});

test.each([
  ['a pause is not shortened by another', told(0, 500), told(0, 200), 500],
  ['nor by something that is left', told(0, 500), told(7, 200), 500],
  ['but made longer', told(0, 500), told(0, 900), 900],
  ['one that is over holds nothing up', told(0, 50), told(7, 200), 200],
  ['something that is left gives way to what is said later', told(7, 500), told(2, 200), 200],
])('%s', (_what, known, said, until) => {
  expect(toldAnew(known, said, 100).until).toBe(until);
});
