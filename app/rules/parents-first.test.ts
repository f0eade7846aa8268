import { expect, test } from 'vitest';
import { DisjointSets } from './disjoint-sets.ts';
import { parentsFirst } from './parents-first.ts';
import { mail, type MailSpec } from './testing/facts.ts';

const order = (...specs: readonly [number, MailSpec][]) =>
  parentsFirst(specs.map(([number, spec]) => mail(number, spec))).map(({ id }) => id);

test('mails stand by time, and those of one moment by their keys', () => {
  expect(order([3, { at: 1 }], [2, { at: 1 }], [1, { at: 2 }])).toEqual([2, 3, 1]);
});

test('an answer dated before its question comes right after it', () => {
  expect(order([1, { at: 5 }], [2, { at: 1, answers: 1 }], [3, { at: 6, answers: 1 }])).toEqual([1, 2, 3]);
});

test('a parent that is not there counts as none', () => {
  expect(order([2, { answers: 1 }], [3, { answers: 2 }])).toEqual([2, 3]);
});

test('parents that go round in a circle lose nobody', () => {
  expect(order([1, { answers: 2 }], [2, { answers: 1 }], [3, { answers: 3 }]).toSorted()).toEqual([1, 2, 3]);
});

test('sets that were joined have one representative, the smallest', () => {
  const sets = new DisjointSets(6);
  sets.join(4, 5);
  sets.join(2, 4);
  sets.join(5, 1);
  expect([0, 1, 2, 3, 4, 5].map((member) => sets.find(member))).toEqual([0, 1, 1, 3, 1, 1]);
});
