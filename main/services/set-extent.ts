import type { Input } from '../../app/contract/api.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import type { ThreadId } from '../../app/domain/ids.ts';
import { insertAction, nextMoment, setActionMailCount } from '../db/actions.ts';
import { insertExtentChoice } from '../db/extents.ts';
import { mailsCovered } from '../db/mails-covered.ts';
import type { Deps } from './deps.ts';
import { mailsMeant, rematchThreads } from './decide-by-user.ts';

/**
 * Says how much of mails, or of their branches of the thread, may leave this computer (rules 7.6): what is owed to a CRM, and what
 * stands there, follows. Throws input.unknown-mail, input.ambiguous.
 */
export function setExtent({ store, clock }: Deps, order: Input<'extents.set'>): DecisionOutcome {
  return store.write((tx) => {
    const now = clock.now();
    const mails = mailsMeant(tx.db, order.mails);
    const { reach, extent } = order;
    const subject = mails[0]?.subject ?? '';
    const actionId = insertAction(tx.db, { kind: 'extent', verdict: null, reach, subject, actedAt: now });
    const decidedAt = nextMoment(tx.db, now);
    for (const { key } of mails) {
      insertExtentChoice(tx.db, { actionId, reach, messageKey: key, extent, decidedAt });
    }
    const threadIds = new Set<ThreadId>(mails.map(({ threadId }) => threadId));
    rematchThreads(tx, threadIds, now);
    for (const threadId of threadIds) tx.changes.linkedThreads.add(threadId);
    const mailIds = mailsCovered(tx.db, actionId, [...threadIds]);
    setActionMailCount(tx.db, actionId, mailIds.length);
    return { actionId, mailIds, threadIds: [...threadIds] };
  });
}
