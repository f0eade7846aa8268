import type { ThreadId } from '../../app/domain/ids.ts';
import { unscreenMails } from '../db/push-gate.ts';
import { keysOfThreads } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/** Whether the mail of these threads waits for the user is looked at again before it is pushed: what they said of it changed. */
export function unscreenThreads(tx: Transaction, threadIds: Iterable<ThreadId>): void {
  if (unscreenMails(tx.db, keysOfThreads(tx.db, [...threadIds]))) tx.changes.isOutboxChanged = true;
}
