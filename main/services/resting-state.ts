import type { AccountState } from '../../app/contract/status-views.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { isBackfillPaused } from '../db/accounts.ts';
import { mailboxesOf, readCursor } from '../db/mailboxes.ts';
import { countOutside } from '../db/outside-mails.ts';
import { countPlacements } from '../db/placements.ts';
import type { ReadDb } from '../db/sql.ts';

/** What an account is when its present is up to date: as given, unless part of its past waits until the user goes on with it. */
export function restingState(db: ReadDb, accountId: AccountId, upToDate: AccountState): AccountState {
  if (!isBackfillPaused(db, accountId)) return upToDate;
  let [done, total, isOwing] = [0, 0, false];
  for (const { id, isMirrored } of mailboxesOf(db, accountId)) {
    const cursor = readCursor(db, id);
    if (!isMirrored || cursor === null || cursor.lowestUid === null) continue;
    const stored = countPlacements(db, id);
    isOwing = true;
    done += stored;
    total += Math.max(stored, cursor.messageCount - countOutside(db, id));
  }
  return isOwing ? { kind: 'paused', done, total } : upToDate;
}
