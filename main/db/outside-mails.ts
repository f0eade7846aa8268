/** Mails that stay at the server, by the import choice or because they are never read: accounted for, not read. */
import type { MailboxId, Uid } from '../../app/domain/ids.ts';
import { all, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/**
 * Says anew which mails of a mailbox are outside; what the mirror holds already, or counted as unreadable, never is.
 * @returns how many came inside, and are owed now
 */
export function replaceOutside(db: WriteDb, mailboxId: MailboxId, uids: readonly Uid[]): number {
  const list = JSON.stringify(uids);
  const { changes } = run(
    db,
    sql`
    DELETE FROM outside_mail
     WHERE mailbox_id = ${mailboxId} AND is_never_read = 0 AND uid NOT IN (SELECT value FROM json_each(${list}))`,
  );
  run(
    db,
    sql`
    INSERT INTO outside_mail (mailbox_id, uid)
    SELECT ${mailboxId}, value
      FROM json_each(${list})
     WHERE value NOT IN (SELECT uid FROM placement WHERE mailbox_id = ${mailboxId})
       AND value NOT IN (SELECT uid FROM failed_mail WHERE mailbox_id = ${mailboxId})
       AND value NOT IN (SELECT uid FROM blocked_placement WHERE mailbox_id = ${mailboxId})
    ON CONFLICT DO NOTHING`,
  );
  return changes;
}

export function countOutside(db: ReadDb, mailboxId: MailboxId): number {
  return one<{ count: number }>(db, sql`SELECT count(*) AS count FROM outside_mail WHERE mailbox_id = ${mailboxId}`)
    .count;
}

/** Those that the import choice leaves there. */
export function outsideUids(db: ReadDb, mailboxId: MailboxId): readonly Uid[] {
  return uidsWhere(db, mailboxId, false);
}

/** Drafts, junk and trash among other mail. */
export function neverReadUids(db: ReadDb, mailboxId: MailboxId): readonly Uid[] {
  return uidsWhere(db, mailboxId, true);
}

function uidsWhere(db: ReadDb, mailboxId: MailboxId, isNeverRead: boolean): readonly Uid[] {
  return all<{ uid: Uid }>(
    db,
    sql`
    SELECT uid FROM outside_mail
     WHERE mailbox_id = ${mailboxId} AND is_never_read = ${isNeverRead ? 1 : 0}
     ORDER BY uid`,
  ).map((row) => row.uid);
}

/** Accounts for a mail as one that is never read. */
export function putNeverRead(db: WriteDb, mailboxId: MailboxId, uid: Uid): void {
  run(
    db,
    sql`
    INSERT INTO outside_mail (mailbox_id, uid, is_never_read) VALUES (${mailboxId}, ${uid}, 1)
    ON CONFLICT (mailbox_id, uid) DO UPDATE SET is_never_read = 1`,
  );
}

/** These mails are read after all. */
export function forgetNeverRead(db: WriteDb, mailboxId: MailboxId, uids: readonly Uid[]): void {
  run(
    db,
    sql`
    DELETE FROM outside_mail
     WHERE mailbox_id = ${mailboxId} AND is_never_read = 1
       AND uid IN (SELECT value FROM json_each(${JSON.stringify(uids)}))`,
  );
}
