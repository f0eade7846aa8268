import { expect, test } from 'vitest';
import type { ThreadId } from '../../app/domain/ids.ts';
import { extendTo, neighbour, NOTHING_SELECTED, selectOnly, toggle } from './selection.ts';

const order = [1, 2, 3, 4, 5].map((id) => id as ThreadId);
const id = (value: number) => value as ThreadId;

test('a range goes from the anchor to the last press, in both directions, and shrinks again', () => {
  const from3 = selectOnly(id(3));
  expect([...extendTo(from3, id(5), order).ids]).toEqual([3, 4, 5]);
  expect([...extendTo(extendTo(from3, id(5), order), id(2), order).ids]).toEqual([2, 3]);
});

test('a range without an anchor, or whose anchor has left the list, is the row alone', () => {
  expect([...extendTo(NOTHING_SELECTED, id(4), order).ids]).toEqual([4]);
  expect([...extendTo(selectOnly(id(9)), id(4), order).ids]).toEqual([4]);
});

test('toggling puts one in, and takes it out again without losing the others', () => {
  const two = toggle(selectOnly(id(1)), id(4));
  expect([...two.ids]).toEqual([1, 4]);
  expect([...toggle(two, id(1)).ids]).toEqual([4]);
});

test.each([
  ['the first when nothing is active', NOTHING_SELECTED, 1, 1],
  ['one further', selectOnly(id(2)), 1, 3],
  ['never past the end', selectOnly(id(5)), 1, 5],
  ['never before the start', selectOnly(id(2)), -8, 1],
] as const)('the neighbour is %s', (_, selection, steps, expected) => {
  expect(neighbour(selection, steps, order)).toBe(expected);
});

test('an empty list has no neighbour', () => {
  expect(neighbour(NOTHING_SELECTED, 1, [])).toBeNull();
});
