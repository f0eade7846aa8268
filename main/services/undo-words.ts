import type { ActionId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { markUndone, nextMoment } from '../db/actions.ts';
import { threadsOfKeys, threadsWithPerson } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { keysOfAction, peopleOfAction } from '../db/words-of-action.ts';

/** How long an action can be taken back (rules 6.7). */
const UNDO_MS = 30 * 24 * 60 * 60_000;

/** The earliest moment whose actions can still be taken back. */
export function undoableSince(now: UnixMs): UnixMs {
  return (now - UNDO_MS) as UnixMs;
}

/** Marks actions as taken back, with their words on mail. @returns the threads these are about, to be decided again */
export function undoWords(tx: Transaction, actionIds: readonly ActionId[], now: UnixMs): ReadonlySet<ThreadId> {
  const keys: MessageKey[] = [];
  const people: string[] = [];
  for (const actionId of actionIds) {
    keys.push(...keysOfAction(tx.db, actionId));
    people.push(...peopleOfAction(tx.db, actionId));
    markUndone(tx.db, actionId, nextMoment(tx.db, now));
  }
  return threadsOfWords(tx, keys, people);
}

/** Threads with one of these mails, or one of these people: see `personKey`. */
export function threadsOfWords(
  tx: Transaction,
  keys: readonly MessageKey[],
  people: readonly string[],
): ReadonlySet<ThreadId> {
  const threadIds = new Set<ThreadId>(threadsOfKeys(tx.db, keys));
  for (const person of people) for (const threadId of threadsWithPerson(tx.db, person)) threadIds.add(threadId);
  return threadIds;
}
