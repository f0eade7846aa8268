import type { ThreadId } from '../../app/domain/ids.ts';
import { threadsOfAnswers } from '../db/remembered-answers.ts';
import { markStale } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { unscreenThreads } from './unscreen.ts';

/** Threads about which words changed, more than one can decide at once: they are decided later, with those to which the words carry over. */
export function putInLine(tx: Transaction, threadIds: readonly ThreadId[]): void {
  for (const threadId of threadIds) {
    markStale(tx.db, threadId);
    tx.changes.linkedThreads.add(threadId);
  }
  for (const threadId of threadsOfAnswers(tx.db, threadIds)) markStale(tx.db, threadId);
  unscreenThreads(tx, threadIds);
}
