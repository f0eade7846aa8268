import type { ImportChoice } from '../../app/domain/account.ts';
import type { AccountId, Uid } from '../../app/domain/ids.ts';
import type { ListedMailbox, MailboxStatus, MailSession } from '../../app/ports.ts';
import { isRead } from '../../app/rules/mailbox-scope.ts';
import { beginBackfill, mailboxesOf, oweBackfill, readCursor } from '../db/mailboxes.ts';
import { replaceOutside } from '../db/outside-mails.ts';
import type { ReadDb, WriteDb } from '../db/sql.ts';
import { uidsOutside } from './outside-uids.ts';

/** Where one mailbox stands at the moment of the choice. */
export interface PreparedMailbox {
  readonly path: string;
  readonly status: MailboxStatus;
  readonly outside: readonly Uid[];
}

/**
 * Asks the server where each mailbox that is read stands now, so that "only new mail" begins with the choice and not with the first
 * sync. Nothing is stored. Throws imap.*, archive.*.
 *
 * @param ticks the user's word on mailboxes, by path
 */
export async function prepareImport(
  session: MailSession,
  listed: readonly ListedMailbox[],
  choice: ImportChoice,
  ticks: ReadonlyMap<string, boolean | null>,
): Promise<readonly PreparedMailbox[]> {
  const prepared: PreparedMailbox[] = [];
  for (const mailbox of listed) {
    if (!isRead(mailbox, listed, ticks.get(mailbox.path) ?? null)) continue;
    const status = await session.openMailbox(mailbox.path);
    prepared.push({ path: mailbox.path, status, outside: await uidsOutside(session, choice, status, 0) });
  }
  return prepared;
}

/** What the user said of the mailboxes of an account; those that are read already count as ticked. */
export function ticksOf(db: ReadDb, accountId: AccountId): ReadonlyMap<string, boolean | null> {
  return new Map(
    mailboxesOf(db, accountId).map(({ path, isTicked, isMirrored }) => [path, isTicked ?? (isMirrored ? true : null)]),
  );
}

/**
 * Draws the line between mail that is read and mail that stays at the server, in the running transaction. A mailbox that was never
 * read begins here; of one that was, what came inside is owed, and what the mirror holds stays. Under another UIDVALIDITY the next sync
 * draws the line itself.
 */
export function applyImport(db: WriteDb, accountId: AccountId, prepared: readonly PreparedMailbox[]): void {
  const mailboxes = new Map(mailboxesOf(db, accountId).map((mailbox) => [mailbox.path, mailbox.id]));
  for (const { path, status, outside } of prepared) {
    const mailboxId = mailboxes.get(path);
    if (mailboxId === undefined) continue;
    const cursor = readCursor(db, mailboxId);
    if (cursor === null) {
      beginBackfill(db, mailboxId, { ...status, lowestUid: status.uidNext as Uid });
      replaceOutside(db, mailboxId, outside);
    } else if (cursor.uidValidity === status.uidValidity) {
      const isWider =
        replaceOutside(
          db,
          mailboxId,
          outside.filter((uid) => uid < cursor.uidNext),
        ) > 0;
      if (isWider) oweBackfill(db, mailboxId);
    }
  }
}
