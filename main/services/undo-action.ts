import type { DecisionOutcome } from '../../app/contract/views.ts';
import type { ActionId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { personKey } from '../../app/rules/identity.ts';
import { decisionsOfAction, markUndone, undoableAction } from '../db/decisions.ts';
import { threadsOfKeys, threadsWithPerson } from '../db/threads.ts';
import { carryOver } from './carry-over.ts';
import { rematchThreads } from './decide-by-user.ts';
import type { Deps } from './deps.ts';

/** How long an action can be taken back (rules 6.7). */
const UNDO_MS = 30 * 24 * 60 * 60_000;

/**
 * Takes back one action, the newest when none is named: its decisions no longer stand, and the threads they reached are decided
 * as if the user had said nothing. Throws input.nothing-to-undo.
 */
export function undoAction({ store, clock }: Deps, named: ActionId | null): DecisionOutcome {
  return store.write((tx) => {
    const now = clock.now();
    const actionId = undoableAction(tx.db, (now - UNDO_MS) as UnixMs, named);
    if (actionId === null) throw new MailpinError('input.nothing-to-undo');
    const decisions = decisionsOfAction(tx.db, actionId);
    markUndone(tx.db, actionId, now);
    const keys = decisions.map(({ messageKey }) => messageKey);
    const threadIds = new Set<ThreadId>(threadsOfKeys(tx.db, keys));
    for (const { person } of decisions) {
      if (person === null) continue;
      for (const threadId of threadsWithPerson(tx.db, personKey(person))) threadIds.add(threadId);
    }
    const mailIds = rematchThreads(tx, threadIds, now);
    return carryOver(tx, { actionId, mailIds, threadIds: [...threadIds] }, keys, now);
  });
}
