import { setImmediate } from 'node:timers/promises';
import type { ThreadId } from '../../app/domain/ids.ts';
import type { Filter } from '../../app/domain/link.ts';
import type { MailChange } from '../../app/domain/mail-change.ts';
import { reserveOfMail } from '../db/links.ts';
import { nextStaleThreads } from '../db/stale-threads.ts';
import type { ReadDb } from '../db/sql.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import type { Deps } from './deps.ts';
import { judgeThreads, type Judgement } from './judge-thread.ts';
import { matchStaleThreads } from './match-stale-threads.ts';

/** The first slice answers soon when there is little to do; the longest still lets a click be answered in between. */
const FIRST_SLICE_THREADS = 250;
const LONGEST_SLICE_THREADS = 2_000;

/**
 * What a change would do to which mail, without doing it. The change is made for real in a transaction, the threads it puts in line
 * are decided there by the function that decides them always, and all of it is taken back; in slices, so that nobody waits long.
 * Nothing is announced and nothing is owed to a CRM.
 *
 * @param change writes what it changes and marks the threads it touches as stale; called once a slice, with the same store each time
 * @returns the mails that would come on a card, leave one, begin to ask, or be protected or blocked or no longer be; newest threads first
 */
export async function previewChange(deps: Deps, change: (tx: Transaction) => void): Promise<readonly MailChange[]> {
  await matchStaleThreads(deps);
  const changes: MailChange[] = [];
  let below: ThreadId | null = null;
  for (let size = FIRST_SLICE_THREADS; ; size = Math.min(size * 2, LONGEST_SLICE_THREADS)) {
    const slice: readonly ThreadId[] = deps.store.rehearse((tx) => {
      change(tx);
      const threadIds = nextStaleThreads(tx.db, below, size);
      const world = readWorld(tx.db);
      for (const judgement of judgeThreads(tx.db, threadIds, world)) changes.push(...changesOf(tx.db, judgement));
      return threadIds;
    });
    below = slice.at(-1) ?? null;
    if (slice.length < size) return changes;
    await setImmediate();
  }
}

function changesOf(db: ReadDb, { threadId, verdict, messageKey, operations }: Judgement): readonly MailChange[] {
  const { mailId, question, heldBy, links } = verdict;
  const joins = operations.flatMap((operation) => (operation.kind === 'create' ? operation.cardId : []));
  const leaves = operations.flatMap((operation) => (operation.kind === 'withdraw' ? operation.cardId : []));
  const before = reserveOfMail(db, mailId);
  const isAsking = question !== null && !before.isAsking;
  const isListedAnew = heldBy !== before.heldBy && (isByBlocklist(heldBy) || isByBlocklist(before.heldBy));
  if (joins.length === 0 && leaves.length === 0 && !isAsking && !isListedAnew) return [];
  const isOnCard = links.length > 0;
  return [{ mailId, messageKey, threadId, joins, leaves, isAsking, heldBefore: before.heldBy, heldBy, isOnCard }];
}

function isByBlocklist(filter: Filter | null): boolean {
  return filter === 'protected' || filter === 'blocked';
}
