import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import type { MailChange } from '../../app/domain/mail-change.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { countChanges, needsConfirmation } from '../../app/rules/change-counts.ts';
import { actionKinds, isStandingSince, standingActions } from '../db/actions.ts';
import type { ReadDb } from '../db/sql.ts';
import { followAnswers } from './follow-answers.ts';
import { rematchThreads } from './decide-by-user.ts';
import type { Deps } from './deps.ts';
import { previewUndo, undoActions } from './undo-actions.ts';
import { undoWords, undoableSince } from './undo-words.ts';

export interface UndoneAction {
  readonly outcome: DecisionOutcome;
  /** Mail that was not kept may be fetched now. */
  readonly isMailFreed: boolean;
}

/**
 * Takes back one action, the newest when none is named: what it said no longer stands, and the threads it reached are decided as if the
 * user had said nothing. What is not about a few mails, and touches many, is refused until it is confirmed (rules 8).
 * Throws input.nothing-to-undo, input.unconfirmed-change, and crm.* for a card that was made.
 */
export async function undoAction(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  named: ActionId | null,
  isConfirmed: boolean,
): Promise<UndoneAction> {
  const { store, clock } = deps;
  const actionId = actionMeant(store.db, named, clock.now());
  const kind = actionKinds(store.db, [actionId]).get(actionId);
  if (kind === 'links' || kind === 'extent') return { outcome: undoAtOnce(deps, actionId), isMailFreed: false };
  const changes = await previewUndo(deps, [actionId]);
  if (!isConfirmed) refuseUnseen(actionId, changes);
  const isMailFreed = await undoActions(deps, crm, [actionId]);
  const mailIds = changes.map(({ mailId }) => mailId);
  const threadIds = [...new Set(changes.map(({ threadId }) => threadId))];
  return { outcome: { actionId, mailIds, threadIds }, isMailFreed };
}

function refuseUnseen(action: ActionId, changes: readonly MailChange[]): void {
  const counts = countChanges(changes);
  if (!needsConfirmation(counts)) return;
  const { mailCount: mails, joiningCount: joining, leavingCount: leaving } = counts;
  throw new MailpinError('input.unconfirmed-change', { action, mails, joining, leaving, removed: 0 });
}

/** Words on a few mails: taken back and decided in one transaction. */
function undoAtOnce({ store, clock }: Deps, actionId: ActionId): DecisionOutcome {
  return store.write((tx) => {
    const now = clock.now();
    // Another program may have taken it back a moment ago.
    actionMeant(tx.db, actionId, now);
    const threadIds = undoWords(tx, [actionId], now);
    const mailIds = rematchThreads(tx, threadIds, now);
    for (const threadId of threadIds) tx.changes.linkedThreads.add(threadId);
    return followAnswers(tx, { actionId, mailIds, threadIds: [...threadIds] }, now);
  });
}

function actionMeant(db: ReadDb, named: ActionId | null, now: UnixMs): ActionId {
  const since = undoableSince(now);
  const [newest] = named === null ? standingActions(db, since, 1) : [named];
  if (newest === undefined || !isStandingSince(db, newest, since)) throw new MailpinError('input.nothing-to-undo');
  return newest;
}
