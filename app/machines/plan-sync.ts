/** How to bring one mailbox of the mirror up to date with as little talk as possible. */
import type { Uid } from '../domain/ids.ts';

/** What the mirror stored of a mailbox with its last batch; moves in the same transaction as the mails (rules 9.1). */
export interface SyncCursor {
  readonly uidValidity: number;
  /** Every mail with a lower UID is accounted for, except those below `lowestUid`. */
  readonly uidNext: number;
  /** 63-bit; null where the server has no CONDSTORE. */
  readonly highestModSeq: bigint | null;
  /** How many mails the server held; with `uidNext` it tells whether mails went away. */
  readonly messageCount: number;
  /** The backfill, which runs newest first, reaches down to here; null when it is complete. */
  readonly lowestUid: Uid | null;
}

/** What the server says now; the part of a port's MailboxStatus that planning needs. */
export type SyncStatus = Pick<SyncCursor, 'uidValidity' | 'uidNext' | 'highestModSeq' | 'messageCount'>;

/**
 * The steps of a sync, with the reason we log. An unfinished backfill (`lowestUid`) goes on after any plan but `resync`,
 * which starts it anew.
 */
export type SyncPlan =
  | { readonly kind: 'none'; readonly reason: 'nothing-changed' }
  /** Fetch mails from `fromUid` on and flags changed since `sinceModSeq`; compare UIDs only when mails may have gone. */
  | {
      readonly kind: 'delta';
      readonly reason: 'something-changed';
      readonly fromUid: Uid;
      readonly sinceModSeq: bigint;
      readonly mayHaveVanished: boolean;
    }
  /** List all UIDs: fetch those the mirror does not account for, take away those that are gone; and compare all flags. */
  | { readonly kind: 'full'; readonly reason: 'no-modseq-to-compare' }
  /** Fetch everything, newest first; known mails are bound to their new UIDs by message identity (rules 9.2). */
  | { readonly kind: 'resync'; readonly reason: 'first-sync' | 'uidvalidity-changed' | 'uidnext-went-back' };

/**
 * Chooses how to bring one mailbox up to date.
 * Source: RFC 3501 2.3.1.1 (UIDVALIDITY, UIDNEXT), RFC 7162 3.1 (HIGHESTMODSEQ). Pure; throws nothing.
 *
 * @param cursor what the mirror last stored, or null before the first sync
 * @param status what the server says now
 */
export function planSync(cursor: SyncCursor | null, status: SyncStatus): SyncPlan {
  if (cursor === null) return { kind: 'resync', reason: 'first-sync' };
  if (cursor.uidValidity !== status.uidValidity) return { kind: 'resync', reason: 'uidvalidity-changed' };
  if (status.uidNext < cursor.uidNext) return { kind: 'resync', reason: 'uidnext-went-back' };
  if (cursor.highestModSeq === null || status.highestModSeq === null) {
    return { kind: 'full', reason: 'no-modseq-to-compare' };
  }
  const fromUid = cursor.uidNext as Uid;
  const mayHaveVanished = hasLostMails(cursor, status);
  const isUnchanged = cursor.highestModSeq === status.highestModSeq && cursor.uidNext === status.uidNext;
  if (isUnchanged && !mayHaveVanished) return { kind: 'none', reason: 'nothing-changed' };
  return { kind: 'delta', reason: 'something-changed', fromUid, sinceModSeq: cursor.highestModSeq, mayHaveVanished };
}

/**
 * Whether mails may have gone since the cursor. Each UID given out since adds at most one mail, so when the count grew by
 * exactly as many, all of them came and none went; CONDSTORE alone need not raise the modseq on EXPUNGE.
 */
function hasLostMails(cursor: SyncCursor, status: SyncStatus): boolean {
  return status.messageCount - cursor.messageCount !== status.uidNext - cursor.uidNext;
}

/**
 * Whether the mails that the server said were gone are all that went: then its count is what the mirror knew, with the new ones
 * and without those. A server may forget what it expunged; the count tells.
 *
 * @param vanishedCount those of them that the mirror had
 */
export function isAccountedFor(
  cursor: Pick<SyncCursor, 'messageCount'>,
  status: Pick<SyncStatus, 'messageCount'>,
  freshCount: number,
  vanishedCount: number,
): boolean {
  return status.messageCount === cursor.messageCount + freshCount - vanishedCount;
}

/** UIDs of the mirror that the server no longer lists. Both ascending or not; linear. */
export function vanishedUids(mirrored: readonly Uid[], listed: readonly Uid[]): readonly Uid[] {
  const present = new Set(listed);
  return mirrored.filter((uid) => !present.has(uid));
}

/**
 * The mails a backfill still owes, newest first, so that the first screen is full within seconds.
 *
 * @param lowestUid how far down the backfill came; null before it began
 */
export function backfillOrder(listed: readonly Uid[], lowestUid: Uid | null): readonly Uid[] {
  return listed.filter((uid) => lowestUid === null || uid < lowestUid).sort((a, b) => b - a);
}
