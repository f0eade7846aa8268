/** What servers say of mails besides their bytes: their own ids of them, and Gmail's labels. */
import type { AccountId, MailboxId, MailId, ServerMailId, Uid } from '../../app/domain/ids.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Mails of an account by the server's ids; unknown ones are left out. */
export function mailsByServerId(
  db: ReadDb,
  accountId: AccountId,
  serverIds: readonly ServerMailId[],
): ReadonlyMap<ServerMailId, MailId> {
  const rows = all<{ server_id: ServerMailId; mail_id: MailId }>(
    db,
    sql`
    SELECT server_id, mail_id
      FROM server_mail
     WHERE account_id = ${accountId} AND server_id IN (SELECT value FROM json_each(${JSON.stringify(serverIds)}))`,
  );
  return new Map(rows.map((row) => [row.server_id, row.mail_id]));
}

export function putServerMail(db: WriteDb, accountId: AccountId, serverId: ServerMailId, mailId: MailId): void {
  run(
    db,
    sql`
    INSERT INTO server_mail (account_id, server_id, mail_id) VALUES (${accountId}, ${serverId}, ${mailId})
    ON CONFLICT (account_id, server_id) DO UPDATE SET mail_id = excluded.mail_id`,
  );
}

/**
 * Says anew which other mailboxes the labels of a copy name.
 * @returns whether they are others than before
 */
export function replaceLabels(db: WriteDb, mailboxId: MailboxId, uid: Uid, labelledIds: readonly MailboxId[]): boolean {
  const list = JSON.stringify(labelledIds);
  const gone = run(
    db,
    sql`
    DELETE FROM label
     WHERE mailbox_id = ${mailboxId} AND uid = ${uid} AND labelled_id NOT IN (SELECT value FROM json_each(${list}))`,
  );
  const come = run(
    db,
    sql`
    INSERT INTO label (mailbox_id, uid, labelled_id)
    SELECT mailbox_id, uid, value
      FROM placement, json_each(${list})
     WHERE mailbox_id = ${mailboxId} AND uid = ${uid}
    ON CONFLICT DO NOTHING`,
  );
  return gone.changes + come.changes > 0;
}
