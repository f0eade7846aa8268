import type { AccountId, MailboxId, MailId, MessageId, Uid, UnixMs } from '../../app/domain/ids.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A mail without a copy in a mirrored mailbox, to be looked for elsewhere. */
export interface LostMail {
  readonly mailId: MailId;
  readonly messageId: MessageId;
}

/** Mails that left the mirrored mailboxes of an account and were not looked for yet, newest first. */
export function lostMails(db: ReadDb, accountId: AccountId, limit: number): readonly LostMail[] {
  return all<{ mail_id: MailId; message_id: MessageId }>(
    db,
    sql`
    SELECT mail.mail_id, mail.message_id
      FROM vanished_mail JOIN mail USING (mail_id)
     WHERE vanished_mail.account_id = ${accountId}
       AND mail.message_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM followed_mail WHERE followed_mail.mail_id = mail.mail_id)
     ORDER BY mail.sent_at DESC
     LIMIT ${limit}`,
  ).map((row) => ({ mailId: row.mail_id, messageId: row.message_id }));
}

export interface FiledPlace {
  readonly mailboxId: MailboxId;
  readonly uidValidity: number;
  readonly uid: Uid;
}

/** Remembers where a mail was found, or that it is nowhere, so that it is not looked for again. */
export function putFollowed(db: WriteDb, mailId: MailId, place: FiledPlace | null, lookedAt: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO followed_mail (mail_id, mailbox_id, uid_validity, uid, looked_at)
    VALUES (${mailId}, ${place?.mailboxId ?? null}, ${place?.uidValidity ?? null}, ${place?.uid ?? null}, ${lookedAt})
    ON CONFLICT (mail_id) DO UPDATE
       SET mailbox_id = excluded.mailbox_id, uid_validity = excluded.uid_validity, uid = excluded.uid,
           looked_at = excluded.looked_at`,
  );
}
