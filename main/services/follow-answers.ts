import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { isAboutPeople, threadsOfAnswers } from '../db/remembered-answers.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { rematchThreads } from './decide-by-user.ts';

/**
 * The user's word on mail of these threads says, or no longer says, whose an address is that stands on several cards (rules 1.3):
 * decides the other threads with that address again, in the running transaction.
 */
export function followAnswers(tx: Transaction, outcome: DecisionOutcome, now: UnixMs): DecisionOutcome {
  const { actionId, mailIds, threadIds } = outcome;
  if (!isAboutPeople(tx.db, actionId)) return outcome;
  const others = new Set(threadsOfAnswers(tx.db, threadIds));
  for (const threadId of threadIds) others.delete(threadId);
  return {
    actionId,
    mailIds: [...mailIds, ...rematchThreads(tx, others, now)],
    threadIds: [...threadIds, ...others],
  };
}
