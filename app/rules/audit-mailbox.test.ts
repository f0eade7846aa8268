import { expect, test } from 'vitest';
import type { MessageId, Uid } from '../domain/ids.ts';
import { auditMailbox, type MirrorSide } from './audit-mailbox.ts';

const uid = (value: number) => value as Uid;
const id = (value: string | null) => value as MessageId | null;
type Ids = Readonly<Record<number, string | null>>;
const map = (ids: Ids) => new Map(Object.entries(ids).map(([key, value]) => [uid(Number(key)), id(value)]));
const set = (...uids: readonly number[]) => new Set(uids.map(uid));

function audit(
  server: Ids,
  mirror: Ids,
  more: Partial<Omit<MirrorSide, 'placements'>> = {},
  unnamed: readonly number[] = [],
) {
  const messageIds = map(server);
  const uids = [...messageIds.keys(), ...unnamed.map(uid)];
  const none = set();
  const { matchingCount, differences } = auditMailbox(
    { uids, messageIds },
    {
      placements: map(mirror),
      unreadable: none,
      outside: none,
      neverRead: none,
      blocked: none,
      uidNext: 100,
      lowestUid: null,
      ...more,
    },
  );
  return [matchingCount, ...differences.map(({ uid: at, reason }) => `${String(at)} ${reason}`)];
}

test.each<[string, unknown, unknown]>([
  ['alike', audit({ 1: 'a', 2: 'b' }, { 1: 'a', 2: 'b' }), [2]],
  ['both without a Message-ID', audit({ 1: null }, { 1: null }), [1]],
  ['missing in the mirror', audit({ 1: 'a', 2: 'b' }, { 1: 'a' }), [1, '2 missing']],
  ['gone at the server', audit({ 1: 'a' }, { 1: 'a', 2: 'b' }), [1, '2 vanished']],
  ['bound to another mail', audit({ 1: 'a', 2: 'b' }, { 1: 'b', 2: 'a' }), [0, '1 other-mail', '2 other-mail']],
  ['bound to a nameless mail', audit({ 1: 'a' }, { 1: null }), [0, '1 other-mail']],
  ['came since the last sync', audit({ 1: 'a', 100: 'c' }, { 1: 'a' }), [1, '100 not-read-yet']],
  ['a draft among other mail', audit({ 1: 'a', 2: 'b' }, { 1: 'a' }, { neverRead: set(2) }), [1, '2 never-read']],
  ['below the backfill', audit({ 1: 'a', 5: 'b' }, { 5: 'b' }, { lowestUid: uid(5) }), [1, '1 not-read-yet']],
  ['a gap above the backfill', audit({ 5: 'b', 6: 'c' }, { 5: 'b' }, { lowestUid: uid(5) }), [1, '6 missing']],
  ['left at the server', audit({ 1: 'a' }, {}, { outside: set(1) }), [0, '1 outside-import']],
  ['not readable', audit({ 1: 'a' }, {}, { unreadable: set(1) }), [0, '1 unreadable']],
  ['blocked', audit({ 1: 'a' }, {}, { blocked: set(1) }), [0, '1 blocked']],
  ['not told by the server what it is', audit({}, { 1: 'a' }, {}, [1]), [1]],
  ['nothing at all', audit({}, {}), [0]],
])('%s', (_what, found, expected) => {
  expect(found).toEqual(expected);
});
