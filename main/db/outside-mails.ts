/** Mails that the import choice leaves at the server: accounted for, not read. */
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
     WHERE mailbox_id = ${mailboxId} AND uid NOT IN (SELECT value FROM json_each(${list}))`,
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

export function outsideUids(db: ReadDb, mailboxId: MailboxId): readonly Uid[] {
  return all<{ uid: Uid }>(db, sql`SELECT uid FROM outside_mail WHERE mailbox_id = ${mailboxId} ORDER BY uid`).map(
    (row) => row.uid,
  );
}
