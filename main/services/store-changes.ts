import type { MailId, Uid } from '../../app/domain/ids.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import type { FlagChange } from '../../app/ports.ts';
import { readCursor, writeCursor } from '../db/mailboxes.ts';
import { refreshSeen, removePlacement, setPlacementSeen } from '../db/placements.ts';
import { threadOf } from '../db/threads.ts';
import type { Deps } from './deps.ts';
import { storeLabels } from './store-labels.ts';
import { holdLease, type MailboxTask } from './mailbox-task.ts';

/**
 * Stores flags and takes away copies that went, with the cursor that accounts for them (rules 9.1).
 * @returns how many copies of known mails went
 */
export function storeChanges(
  { store, clock }: Deps,
  task: MailboxTask,
  flags: readonly FlagChange[],
  gone: readonly Uid[],
  cursorAfter: (current: SyncCursor) => SyncCursor,
): number {
  const mailboxId = task.mailbox.id;
  return store.write((tx) => {
    holdLease(tx, task.mailbox, task.newLease(), clock.now());
    const touched = new Set<MailId>();
    let removed = 0;
    for (const { uid, isSeen } of flags) {
      const mailId = setPlacementSeen(tx.db, mailboxId, uid, isSeen);
      if (mailId !== null) touched.add(mailId);
    }
    for (const mailId of storeLabels(tx, task.mailbox, flags)) touched.add(mailId);
    for (const uid of gone) {
      const mailId = removePlacement(tx.db, mailboxId, uid);
      if (mailId === null) continue;
      touched.add(mailId);
      removed += 1;
    }
    for (const mailId of touched) {
      refreshSeen(tx.db, mailId);
      const threadId = threadOf(tx.db, mailId);
      if (threadId !== null) tx.changes.threads.add(threadId);
    }
    const current = readCursor(tx.db, mailboxId);
    if (current !== null) writeCursor(tx.db, mailboxId, cursorAfter(current));
    return removed;
  });
}
