import type { Mailbox } from '../../app/domain/mail.ts';
import type { Difference } from '../../app/rules/audit-mailbox.ts';
import { forgetFailure } from '../db/audits.ts';
import { readCursor } from '../db/mailboxes.ts';
import { refreshSeen, removePlacement } from '../db/placements.ts';
import { threadOf } from '../db/threads.ts';
import { clearRemains } from '../db/torn-mails.ts';
import type { Deps } from './deps.ts';
import { fetchInto } from './fetch-into.ts';
import { holdLease, type MailboxTask } from './mailbox-task.ts';
import { settleThreads } from './settle-threads.ts';

/**
 * Puts right what an audit found wrong in the open mailbox: rows of mails that are gone are removed, wrong ones too, and what is left of
 * mails that were torn out; what is missing then is fetched. The cursor stays; a crash leaves gaps that the next audit finds. Throws imap.*, archive.*, store.*, cancelled.
 */
export async function repairMailbox(
  deps: Deps,
  task: MailboxTask,
  mailbox: Mailbox,
  differences: readonly Difference[],
): Promise<void> {
  const { store, clock } = deps;
  const uidsFor = (...reasons: readonly Difference['reason'][]) =>
    differences.filter(({ reason }) => reasons.includes(reason)).map(({ uid }) => uid);
  const wrong = uidsFor('vanished', 'other-mail');
  if (wrong.length > 0 || uidsFor('unreadable').length > 0) {
    store.write((tx) => {
      holdLease(tx, task.mailbox, task.newLease(), clock.now());
      for (const uid of wrong) {
        const mailId = removePlacement(tx.db, mailbox.id, uid);
        if (mailId === null) continue;
        refreshSeen(tx.db, mailId);
        const threadId = threadOf(tx.db, mailId);
        if (threadId !== null) tx.changes.threads.add(threadId);
      }
      for (const uid of uidsFor('unreadable')) forgetFailure(tx.db, mailbox.id, uid);
    });
  }
  if (uidsFor('missing').length > 0) {
    store.write((tx) => {
      holdLease(tx, task.mailbox, task.newLease(), clock.now());
      settleThreads(tx, clearRemains(tx.db), clock.now());
    });
  }
  const uidValidity = readCursor(store.db, mailbox.id)?.uidValidity;
  const owed = uidsFor('missing', 'other-mail', 'unreadable').toReversed();
  await fetchInto(deps, task, owed, (current) => (current.uidValidity === uidValidity ? current : null));
}
