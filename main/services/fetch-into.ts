import { setImmediate } from 'node:timers/promises';
import type { Uid } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import { readCursor } from '../db/mailboxes.ts';
import type { Deps } from './deps.ts';
import { ingestBatch } from './ingest-batch.ts';
import type { MailboxOutcome, MailboxTask } from './mailbox-task.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { sliceSize } from './slice-size.ts';

/** What a batch means for the cursor. Null: the mailbox was begun anew meanwhile, and the batch means nothing any more. */
export type CursorAfter = (current: SyncCursor, lastUid: Uid) => SyncCursor | null;

/**
 * Fetches mails of the open mailbox in the given order and stores slice after slice, each with the cursor as it is then: another
 * connection may have moved it. Ends early when a batch is refused, or when `goesOn` says so.
 *
 * @returns what was stored, and the mails that were not got to
 */
export async function fetchInto(
  deps: Deps,
  { session, mailbox, signal, newLease }: MailboxTask,
  uids: readonly Uid[],
  cursorAfter: CursorAfter,
  goesOn: (mailCount: number) => boolean = () => true,
): Promise<Omit<MailboxOutcome, 'removed'> & { readonly isWhole: boolean }> {
  const counts = { added: 0, failed: 0 };
  if (uids.length === 0) return { ...counts, isWhole: true };
  const size = sliceSize();
  for await (const batch of session.fetchMails(uids, signal)) {
    for (let left = batch; left.length > 0;) {
      if (signal.aborted) throw new MailpinError('cancelled');
      const mails = left.slice(0, size.current());
      left = left.slice(mails.length);
      const last = mails.at(-1);
      const current = readCursor(deps.store.db, mailbox.id);
      const cursor = current === null || last === undefined ? null : cursorAfter(current, last.uid);
      if (cursor === null) return { ...counts, isWhole: false };
      const startedAt = performance.now();
      const stored = ingestBatch(deps, { mailbox, mails, cursor, lease: newLease() });
      size.took(mails.length, performance.now() - startedAt);
      counts.added += stored.added;
      counts.failed += stored.failed;
      await matchStaleThreads(deps);
      await setImmediate();
      if (!goesOn(mails.length)) return { ...counts, isWhole: false };
    }
  }
  return { ...counts, isWhole: true };
}
