import type { ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { mailsOfThread } from '../db/deletion.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { refreshThread } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { matchThreads } from './match-threads.ts';
import { rethread } from './rethread.ts';

/** Brings threads that lost mails in order, in the running transaction: empty ones go, the others are threaded and decided anew. */
export function settleThreads(tx: Transaction, threadIds: Iterable<ThreadId>, now: UnixMs): void {
  const all = [...threadIds];
  const { mine } = readIdentity(tx.db);
  const left = all.filter((threadId) => refreshThread(tx.db, threadId)).flatMap((id) => mailsOfThread(tx.db, id));
  matchThreads(tx, rethread(tx, left, mine), now);
  for (const threadId of all) tx.changes.threads.add(threadId);
}
