import { setImmediate } from 'node:timers/promises';
import type { DeletionReport } from '../../app/contract/account-views.ts';
import type { Input } from '../../app/contract/api.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { Account } from '../../app/domain/account.ts';
import type { AccountId, ThreadId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { accountsBeingDeleted, markDeleting } from '../db/account-life.ts';
import { findAccount } from '../db/accounts.ts';
import { overwriteDeleted } from '../db/compaction.ts';
import { databaseBytes, deleteAccountRow, deleteMail, deletePlacements, nextMailsOnlyOf } from '../db/deletion.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { compact } from './compact.ts';
import { knownAccount } from './connected-account.ts';
import type { Deps, MailDeps } from './deps.ts';
import { forgetSecret } from './disconnect-account.ts';
import { settleThreads } from './settle-threads.ts';

/** Mails, and copies, deleted in one transaction. */
const SLICE_MAILS = 100;
const SLICE_COPIES = 2_000;

/**
 * Deletes an account with all mail that no other account has, for good (rules 9.6): when it answers, the text is in no file of the
 * mirror any more. Begun, it is carried through: a crash only delays it.
 *
 * @param endWork ends what runs on the account in this program; other programs are refused by the mark
 * Throws input.unknown-account, input.not-confirmed, keychain.*, store.*.
 */
export async function deleteAccount(
  deps: MailDeps,
  { accountId, confirmation }: Input<'accounts.delete'>,
  endWork: () => Promise<void>,
): Promise<DeletionReport> {
  const account = knownAccount(deps.store.db, accountId);
  if (canonicalAddress(confirmation) !== account.address) {
    throw new MailpinError('input.not-confirmed', { address: account.address });
  }
  await forgetSecret(deps, account);
  const bytesBefore = databaseBytes(deps.store.db);
  const since = deps.clock.now();
  deps.store.write((tx) => {
    markDeleting(tx.db, account.id, since);
    tx.changes.events.push({ name: 'account.changed', payload: { accountId, state: { kind: 'deleting', since } } });
  });
  await endWork();
  const counts = await carryThrough(deps, account);
  return { ...counts, bytesBefore, bytesAfter: databaseBytes(deps.store.db) };
}

/** Goes on with deletions that a crash cut off. */
export async function finishDeletions(deps: Deps): Promise<void> {
  for (const accountId of accountsBeingDeleted(deps.store.db)) {
    const account = findAccount(deps.store.db, accountId);
    if (account !== null) await carryThrough(deps, account);
  }
}

async function carryThrough(deps: Deps, account: Account): Promise<Omit<DeletionReport, 'bytesBefore' | 'bytesAfter'>> {
  const { store } = deps;
  let mailCount = 0;
  let sharedCount = 0;
  overwriteDeleted(store.db, true);
  try {
    for (;;) {
      const deleted = store.write((tx) => deleteSlice(deps, tx, account.id));
      if (deleted === 0) break;
      mailCount += deleted;
      await setImmediate();
    }
    for (;;) {
      const gone = store.write((tx) => deletePlacements(tx.db, account.id, SLICE_COPIES));
      if (gone === 0) break;
      sharedCount += gone;
      await setImmediate();
    }
    store.write((tx) => {
      deleteAccountRow(tx.db, account.id, account.address);
      tx.changes.events.push({ name: 'account.removed', payload: { accountId: account.id } });
    });
    await compact(deps, { isSearchMerged: true });
  } finally {
    overwriteDeleted(store.db, false);
  }
  return { mailCount, sharedCount };
}

/** @returns how many mails went */
function deleteSlice({ clock }: Deps, tx: Transaction, accountId: AccountId): number {
  const threadIds = new Set<ThreadId>();
  const mailIds = nextMailsOnlyOf(tx.db, accountId, SLICE_MAILS);
  for (const mailId of mailIds) {
    const deleted = deleteMail(tx.db, mailId);
    if (deleted !== null) threadIds.add(deleted.threadId);
  }
  settleThreads(tx, threadIds, clock.now());
  return mailIds.length;
}
