import { expect, test } from 'vitest';
import type { ImportChoice } from '../domain/account.ts';
import type { Day, Uid } from '../domain/ids.ts';
import { outsideChoice } from './import-choice.ts';

const uids = (...values: readonly number[]) => values as readonly Uid[];
const LISTED = uids(3, 5, 8, 9, 14);

test.each<[ImportChoice, number, readonly number[], readonly number[]]>([
  [{ kind: 'everything' }, 0, [], []],
  [{ kind: 'newest', count: 2 }, 0, [], [3, 5, 8]],
  [{ kind: 'newest', count: 5 }, 0, [], []],
  [{ kind: 'newest', count: 300 }, 0, [], []],
  // After a change of UIDVALIDITY what the mirror had stays inside.
  [{ kind: 'newest', count: 2 }, 4, [], [3]],
  [{ kind: 'new' }, 0, [], [3, 5, 8, 9, 14]],
  [{ kind: 'new' }, 3, [], [3, 5]],
  // Arrival and UID need not agree: an old mail may have been moved in late.
  [{ kind: 'since', day: '2025-11-22' as Day }, 0, [5, 14], [3, 8, 9]],
  [{ kind: 'since', day: '2025-11-22' as Day }, 0, [], [3, 5, 8, 9, 14]],
])('%j with %i known leaves out what it should', (choice, knownCount, since, outside) => {
  expect(outsideChoice(choice, { listed: LISTED, since: uids(...since), knownCount })).toEqual(outside);
});
