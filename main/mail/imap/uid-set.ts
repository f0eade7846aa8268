/** Sets of UIDs as servers write them (RFC 3501 section 9, `sequence-set`): `1:300,305`. */
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';

/**
 * Most UIDs that one answer may name. A few bytes of a broken server (`1:4294967295`) would otherwise fill the memory.
 * Five times the largest mailboxes that providers allow.
 */
const MOST_UIDS = 10_000_000;

/** Ascending, each once. Throws `imap.protocol` for what is no set of UIDs. */
export function uidsIn(set: string): readonly Uid[] {
  const ranges = set.split(',').map(rangeOf);
  if (ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0) > MOST_UIDS) throw unreadable();
  const uids: Uid[] = [];
  for (const [first, last] of ranges) for (let uid = first; uid <= last; uid += 1) uids.push(uid as Uid);
  return ascending(uids);
}

/** In order, and without what stands twice. */
export function ascending(uids: readonly number[]): readonly Uid[] {
  const isSorted = uids.every((uid, index) => index === 0 || (uids[index - 1] ?? 0) < uid);
  return (isSorted ? uids : [...new Set(uids)].sort((a, b) => a - b)) as readonly Uid[];
}

function rangeOf(range: string): readonly [first: number, last: number] {
  const [, one = '', other = one] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(range) ?? [];
  const [first, last] = [Math.min(Number(one), Number(other)), Math.max(Number(one), Number(other))];
  if (first === 0) throw unreadable();
  return [first, last];
}

function unreadable(): MailpinError {
  return new MailpinError('imap.protocol');
}
