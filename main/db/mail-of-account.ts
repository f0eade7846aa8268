import type { AccountId, MessageId } from '../../app/domain/ids.ts';
import { one, sql, type ReadDb } from './sql.ts';

/** Copies of mails that the mirror holds of an account. */
export function countMailsOf(db: ReadDb, accountId: AccountId): number {
  return one<{ count: number }>(
    db,
    sql`
    SELECT count(*) AS count
      FROM mailbox JOIN placement USING (mailbox_id)
     WHERE mailbox.account_id = ${accountId}`,
  ).count;
}

/** Whether the mirror has a mail of the account with one of these Message-IDs. */
export function knowsAnyId(db: ReadDb, accountId: AccountId, messageIds: readonly MessageId[]): boolean {
  const list = JSON.stringify(messageIds);
  return (
    one<{ is_known: number }>(
      db,
      sql`
    SELECT EXISTS (
      SELECT 1
        FROM json_each(${list}) AS named CROSS JOIN mail
             ON mail.message_key > named.value || '#' AND mail.message_key < named.value || '$'
            AND mail.message_id = named.value
             JOIN placement USING (mail_id) JOIN mailbox USING (mailbox_id)
       WHERE mailbox.account_id = ${accountId}
    ) AS is_known`,
    ).is_known === 1
  );
}
