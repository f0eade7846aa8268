import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import type { Decision, FormerSplit } from '../domain/link.ts';
import { branchCoverage } from './branch-coverage.ts';
import { cardId, decision, keyOf, mail } from './testing/facts.ts';

/** 1 <- 2 <- 3, and 1 <- 4. */
const MAILS = [mail(1), mail(2, { answers: 1 }), mail(3, { answers: 2 }), mail(4, { answers: 1 })];
const at = (number: number) => (1_000_000 + number) as UnixMs;
const split = (number: number, mailNumber: number): Decision =>
  decision(number, 'attach', mailNumber, cardId('deal', 'd2'), { isSplit: true });
const former = (mailNumber: number, from: number, until: number): FormerSplit => ({
  messageKey: keyOf(mailNumber),
  decidedAt: at(from),
  undoneAt: at(until),
});

test.each<[string, number, number, readonly Decision[], readonly FormerSplit[], readonly number[]]>([
  ['a thread that was never split is covered whole', 3, 5, [], [], [1, 2, 3, 4]],
  ['a word on a branch covers the branch', 3, 5, [split(4, 2)], [], [2, 3]],
  ['a word on the rest covers the rest', 4, 5, [split(4, 2)], [], [1, 4]],
  ['a later split takes nothing away', 3, 5, [split(6, 2)], [], [1, 2, 3, 4]],
  ['the split of the same moment counts', 2, 5, [split(5, 2)], [], [2, 3]],
  ['a split that was undone later still bounds what was said meanwhile', 3, 5, [], [former(2, 4, 9)], [2, 3]],
  ['after the end of a split a word covers the whole thread', 3, 9, [], [former(2, 4, 9)], [1, 2, 3, 4]],
  ['before the split a word covers the whole thread', 3, 3, [], [former(2, 4, 9)], [1, 2, 3, 4]],
  ['a word on a mail that is not here covers nothing', 9, 5, [], [], []],
])('%s', (_name, mailNumber, moment, decisions, formerSplits, covered) => {
  const covers = branchCoverage(
    MAILS,
    decisions,
    formerSplits,
  )({ reach: 'thread', messageKey: keyOf(mailNumber), decidedAt: at(moment) });
  expect(MAILS.filter(covers).map(({ id }) => id)).toEqual(covered);
});

test('a word on one mail covers it and nothing else, whatever was split', () => {
  const covers = branchCoverage(
    MAILS,
    [split(4, 2)],
    [former(3, 1, 2)],
  )({
    reach: 'message',
    messageKey: keyOf(3),
    decidedAt: at(5),
  });
  expect(MAILS.filter(covers).map(({ id }) => id)).toEqual([3]);
});
