import { expect, test } from 'vitest';
import type { Uid } from '../domain/ids.ts';
import { backfillOrder, planSync, vanishedUids, type SyncCursor } from './plan-sync.ts';

const cursor: SyncCursor = { uidValidity: 7, uidNext: 100, highestModSeq: 50n, messageCount: 80, lowestUid: null };
const uids = (...numbers: number[]): Uid[] => numbers as Uid[];

test('the first look at a mailbox fetches everything', () => {
  expect(planSync(null, cursor)).toEqual({ kind: 'resync', reason: 'first-sync' });
});

test('new UIDVALIDITY means the known UIDs mean nothing any more', () => {
  expect(planSync(cursor, { ...cursor, uidValidity: 8 })).toMatchObject({ reason: 'uidvalidity-changed' });
});

test('a UIDNEXT that went back under the same UIDVALIDITY is a restored backup', () => {
  expect(planSync(cursor, { ...cursor, uidNext: 90 })).toMatchObject({ reason: 'uidnext-went-back' });
});

test('nothing is fetched when nothing changed', () => {
  expect(planSync(cursor, cursor).kind).toBe('none');
});

test.each([
  ['flags changed', { highestModSeq: 51n }, false],
  ['three mails came', { highestModSeq: 53n, uidNext: 103, messageCount: 83 }, false],
  ['three came and one went', { highestModSeq: 53n, uidNext: 103, messageCount: 82 }, true],
  ['one came and went again', { highestModSeq: 52n, uidNext: 101, messageCount: 80 }, true],
  ['one went and the modseq did not say so', { messageCount: 79 }, true],
])('%s: a delta that compares UIDs only when mails may have gone', (_what, change, mayHaveVanished) => {
  expect(planSync(cursor, { ...cursor, ...change })).toEqual({
    kind: 'delta',
    reason: 'something-changed',
    fromUid: 100,
    sinceModSeq: 50n,
    mayHaveVanished,
  });
});

test.each([
  ['the server has no CONDSTORE', { ...cursor, highestModSeq: null }, { ...cursor, highestModSeq: null }],
  ['the server learned CONDSTORE', { ...cursor, highestModSeq: null }, cursor],
  ['the server lost CONDSTORE', cursor, { ...cursor, highestModSeq: null }],
])('%s: everything is compared', (_what, before, now) => {
  expect(planSync(before, now)).toEqual({ kind: 'full', reason: 'no-modseq-to-compare' });
});

test('mails the server no longer lists have vanished', () => {
  expect(vanishedUids(uids(1, 2, 5, 9), uids(2, 9, 10))).toEqual([1, 5]);
});

test('a backfill goes on below where it stopped, newest first', () => {
  expect(backfillOrder(uids(1, 4, 7, 9), null)).toEqual([9, 7, 4, 1]);
  expect(backfillOrder(uids(1, 4, 7, 9), 7 as Uid)).toEqual([4, 1]);
});
