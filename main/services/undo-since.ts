import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { standingActions } from '../db/actions.ts';
import type { Deps } from './deps.ts';
import { previewUndo, undoActions } from './undo-actions.ts';
import { undoableSince } from './undo-words.ts';

export interface UndoneActions {
  /** Newest first. */
  readonly actionIds: readonly ActionId[];
  /** Mails that come, or would come, on a card or leave one. */
  readonly mailCount: number;
  /** Mail that was not kept may be fetched now. */
  readonly isMailFreed: boolean;
}

/**
 * "Put my last hour back": takes back everything the user did since a time and that can be taken back; or, for a preview, only tells
 * what that would change. Throws crm.* when a card was made.
 */
export async function undoSince(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  since: UnixMs,
  isPreview: boolean,
): Promise<UndoneActions> {
  const from = Math.max(since, undoableSince(deps.clock.now())) as UnixMs;
  const actionIds = standingActions(deps.store.db, from);
  if (actionIds.length === 0) return { actionIds, mailCount: 0, isMailFreed: false };
  const { length: mailCount } = await previewUndo(deps, actionIds);
  if (isPreview) return { actionIds, mailCount, isMailFreed: false };
  return { actionIds, mailCount, isMailFreed: await undoActions(deps, crm, actionIds) };
}
