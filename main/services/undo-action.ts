import type { DecisionOutcome } from '../../app/contract/views.ts';
import type { ActionId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { isStandingSince, standingActions } from '../db/actions.ts';
import { carryOver } from './carry-over.ts';
import { rematchThreads } from './decide-by-user.ts';
import type { Deps } from './deps.ts';
import { undoWords, undoableSince } from './undo-words.ts';

/**
 * Takes back one action, the newest when none is named: its words no longer stand, and the threads they reached are decided as if the
 * user had said nothing. Throws input.nothing-to-undo.
 */
export function undoAction({ store, clock }: Deps, named: ActionId | null): DecisionOutcome {
  return store.write((tx) => {
    const now = clock.now();
    const since = undoableSince(now);
    const [newest] = named === null ? standingActions(tx.db, since, 1) : [named];
    if (newest === undefined || !isStandingSince(tx.db, newest, since)) throw new MailpinError('input.nothing-to-undo');
    const threadIds = undoWords(tx, [newest], now);
    const mailIds = rematchThreads(tx, threadIds, now);
    for (const threadId of threadIds) tx.changes.linkedThreads.add(threadId);
    return carryOver(tx, { actionId: newest, mailIds, threadIds: [...threadIds] }, now);
  });
}
