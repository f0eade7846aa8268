import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { ListedMailbox } from '../../app/ports.ts';
import { isRead } from '../../app/rules/mailbox-scope.ts';
import { deleteMailbox, mailboxesOf, putMailbox, renameMailbox, type StoredMailbox } from '../db/mailboxes.ts';
import type { WriteDb } from '../db/sql.ts';
import type { RenamedMailbox } from './find-renamed.ts';

/**
 * Takes over what the server lists, in the running transaction. A mailbox that was read stays so until the user says otherwise, under
 * its new name, too. One that is no longer there is forgotten when another is its Inbox or Sent now; else it is kept and reported.
 *
 * @param renamed what `findRenamed` found
 * @returns `mailbox.gone` for the first mailbox that is read and no longer there
 */
export function adoptMailboxes(
  db: WriteDb,
  accountId: AccountId,
  listed: readonly ListedMailbox[],
  renamed: readonly RenamedMailbox[],
): MailpinError | null {
  for (const { mailboxId, path } of renamed) renameMailbox(db, mailboxId, path);
  const known = mailboxesOf(db, accountId);
  for (const mailbox of listed) {
    const before = known.find(({ path }) => path === mailbox.path);
    putMailbox(db, { ...mailbox, accountId, isMirrored: isRead(mailbox, listed, wordOn(before)) });
  }
  const paths = new Set(listed.map(({ path }) => path));
  const missing = known.filter(({ path }) => !paths.has(path));
  const lost = missing.filter(({ isMirrored, role }) => isMirrored && !hasHeir(role, listed));
  for (const mailbox of missing) if (!lost.includes(mailbox)) deleteMailbox(db, mailbox.id);
  const [first] = lost;
  return first === undefined ? null : new MailpinError('mailbox.gone', { mailbox: first.path });
}

function wordOn(before: StoredMailbox | undefined): boolean | null {
  if (before === undefined) return null;
  return before.isTicked ?? (before.isMirrored ? true : null);
}

function hasHeir(role: ListedMailbox['role'], listed: readonly ListedMailbox[]): boolean {
  return role !== null && listed.some((one) => one.role === role);
}
