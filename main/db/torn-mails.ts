/** Mails of which a part went without the rest, as when another program wrote in the file: found by the audit, healed by its repair. */
import type { MailboxId, MailId, ThreadId, Uid } from '../../app/domain/ids.ts';
import { deleteMail } from './deletion.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** UIDs of a stretch of a mailbox whose mail is here without its text. */
export function uidsWithoutText(db: ReadDb, mailboxId: MailboxId, first: Uid, last: Uid): readonly Uid[] {
  return all<{ uid: Uid }>(
    db,
    sql`
    SELECT uid FROM placement
     WHERE mailbox_id = ${mailboxId} AND uid BETWEEN ${first} AND ${last}
       AND NOT EXISTS (SELECT 1 FROM mail_body WHERE mail_body.mail_id = placement.mail_id)`,
  ).map((row) => row.uid);
}

/** Those of these mails that are here without their text. */
export function mailsWithoutText(db: ReadDb, mailIds: readonly MailId[]): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))
       AND NOT EXISTS (SELECT 1 FROM mail_body WHERE mail_body.mail_id = mail.mail_id)`,
  ).map((row) => row.mail_id);
}

/** Takes away what is left of mails whose own row is gone. @returns the threads that count mails which they have no more */
export function clearRemains(db: WriteDb): readonly ThreadId[] {
  const remains = all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id FROM (SELECT mail_id FROM mail_body UNION SELECT mail_id FROM participant UNION SELECT mail_id FROM placement)
     WHERE mail_id NOT IN (SELECT mail_id FROM mail)`,
  );
  for (const { mail_id: mailId } of remains) {
    // A row to hang the rest on: what goes with a mail is known to its deletion, and nowhere else.
    run(
      db,
      sql`
      INSERT INTO mail (mail_id, message_key, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet, size_bytes,
                        recipient_count, attachment_count, is_seen)
      VALUES (${mailId}, ${`remains ${String(mailId)}`}, 0, '', 0, 0, 'inbound', 'personal', '', 0, 0, 0, 0)`,
    );
    deleteMail(db, mailId);
  }
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT thread_id FROM thread
     WHERE mail_count <> (SELECT count(*) FROM mail WHERE mail.thread_id = thread.thread_id)`,
  ).map((row) => row.thread_id);
}
