import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import { standingActions } from '../db/actions.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { previewChange } from './preview-change.ts';
import { putInLine } from './put-in-line.ts';
import { undoWords, undoableSince } from './undo-words.ts';

export interface UndoneActions {
  /** Newest first. */
  readonly actionIds: readonly ActionId[];
  /** Mails that come, or would come, on a card or leave one. */
  readonly mailCount: number;
}

/**
 * "Put my last hour back": takes back everything the user did since a time and that can be taken back, in one transaction; or, for a
 * preview, only tells what that would change.
 */
export async function undoSince(deps: Deps, since: UnixMs, isPreview: boolean): Promise<UndoneActions> {
  const { store, clock } = deps;
  const now = clock.now();
  const from = Math.max(since, undoableSince(now)) as UnixMs;
  const actionIds = standingActions(store.db, from);
  if (actionIds.length === 0) return { actionIds, mailCount: 0 };
  const preview = await previewChange(deps, (tx) => {
    takeBackLater(tx, actionIds, now);
  });
  if (isPreview) return { actionIds, mailCount: preview.length };
  store.write((tx) => takeBackLater(tx, actionIds, now));
  await matchStaleThreads(deps);
  return { actionIds, mailCount: preview.length };
}

function takeBackLater(tx: Transaction, actionIds: readonly ActionId[], now: UnixMs): void {
  putInLine(tx, [...undoWords(tx, actionIds, now)]);
  tx.changes.isOutboxChanged = true;
}
