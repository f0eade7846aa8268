/** Taking mail out of the store for good. */
import type { AccountId, MailId, MessageKey, ThreadId } from '../../app/domain/ids.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/**
 * The next mails that only this account has: copies in its mailboxes and nowhere else, or none at all any more and this account
 * held the last.
 */
export function nextMailsOnlyOf(db: ReadDb, accountId: AccountId, limit: number): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id FROM vanished_mail WHERE account_id = ${accountId}
     UNION
    SELECT placement.mail_id
      FROM mailbox JOIN placement USING (mailbox_id)
     WHERE mailbox.account_id = ${accountId}
       AND NOT EXISTS (
         SELECT 1
           FROM placement AS other JOIN mailbox AS elsewhere USING (mailbox_id)
          WHERE other.mail_id = placement.mail_id AND elsewhere.account_id <> ${accountId})
     LIMIT ${limit}`,
  ).map((row) => row.mail_id);
}

/** What is known of a deleted mail to those who clean up after it. */
export interface DeletedMail {
  readonly threadId: ThreadId;
  readonly key: MessageKey;
}

/**
 * Deletes one mail with everything that was made of it: text, index, links, questions, what was still to be sent. What the user said of
 * it stays, without its subject, and so does the ledger (rules 6.3 and 7.7): a detached mail that comes back stays detached.
 * Null when there is no such mail.
 */
export function deleteMail(db: WriteDb, mailId: MailId): DeletedMail | null {
  const mail = get<{ thread_id: ThreadId; message_key: MessageKey }>(
    db,
    sql`SELECT thread_id, message_key FROM mail WHERE mail_id = ${mailId}`,
  );
  if (mail === undefined) return null;
  // It leaves the search index by its place there (trigger search_place_gone).
  run(db, sql`DELETE FROM search_place WHERE mail_id = ${mailId}`);
  run(db, sql`DELETE FROM link WHERE mail_id = ${mailId}`);
  run(db, sql`DELETE FROM kept_out WHERE mail_id = ${mailId}`);
  run(db, sql`DELETE FROM question WHERE mail_id = ${mailId}`);
  run(db, sql`DELETE FROM placement WHERE mail_id = ${mailId}`);
  run(
    db,
    sql`
    DELETE FROM outbox
     WHERE message_key = ${mail.message_key} AND intent = 'attach' AND state IN ('pending', 'waiting', 'dead')
       AND activity_id IS NULL AND is_unsure = 0`,
  );
  run(
    db,
    sql`
    UPDATE action SET subject = ''
     WHERE action_id IN (SELECT action_id FROM decision WHERE message_key = ${mail.message_key})`,
  );
  const addresses = all<{ address: string }>(
    db,
    sql`SELECT DISTINCT address FROM participant WHERE mail_id = ${mailId} AND address IS NOT NULL`,
  );
  run(db, sql`DELETE FROM mail WHERE mail_id = ${mailId}`);
  for (const { address } of addresses) forgetAddress(db, address);
  return { threadId: mail.thread_id, key: mail.message_key };
}

/** An address that stands on no mail any more is not remembered. */
function forgetAddress(db: WriteDb, address: string): void {
  run(
    db,
    sql`
    DELETE FROM known_address
     WHERE address = ${address} AND NOT EXISTS (SELECT 1 FROM participant WHERE participant.address = ${address})`,
  );
}

/** Takes a slice of the remaining copies of an account away; their mails are in other accounts too. @returns how many went */
export function deletePlacements(db: WriteDb, accountId: AccountId, limit: number): number {
  const { changes } = run(
    db,
    sql`
    DELETE FROM placement
     WHERE (mailbox_id, uid) IN (
       SELECT mailbox_id, uid
         FROM mailbox JOIN placement USING (mailbox_id)
        WHERE mailbox.account_id = ${accountId}
        LIMIT ${limit})`,
  );
  return changes;
}

/** The account itself, with its mailboxes, and its address where no mail that stays knows it as the user's. */
export function deleteAccountRow(db: WriteDb, accountId: AccountId, address: string): void {
  run(db, sql`DELETE FROM account WHERE account_id = ${accountId}`);
  run(
    db,
    sql`
    DELETE FROM own_address
     WHERE (address = ${address} OR NOT EXISTS (SELECT 1 FROM account)) AND origin IN ('account', 'sent', 'send-as')
       AND NOT EXISTS (SELECT 1 FROM participant WHERE participant.address = own_address.address)`,
  );
}

/** Mails of a thread that are still there. */
export function mailsOfThread(db: ReadDb, threadId: ThreadId): readonly MailId[] {
  return all<{ mail_id: MailId }>(db, sql`SELECT mail_id FROM mail WHERE thread_id = ${threadId}`).map(
    (row) => row.mail_id,
  );
}

export function databaseBytes(db: ReadDb): number {
  return one<{ bytes: number }>(
    db,
    sql`SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size`,
  ).bytes;
}
