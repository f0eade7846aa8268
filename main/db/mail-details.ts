import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { MailContent } from '../../app/domain/mail.ts';
import type { BounceDetails, MailDetails } from '../../app/domain/mail-details.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A bounce of a mail, by the Message-ID of that mail. */
export interface BounceReport {
  readonly originalId: MessageId;
  readonly mailId: MailId;
  readonly sentAt: UnixMs;
  readonly details: BounceDetails;
}

/** Keeps what is known of a mail. Of bulk mail, which is most of many mailboxes, the header says it again when it is asked for. */
export function insertMailDetails(db: WriteDb, mailId: MailId, { details }: Pick<MailContent, 'details'>): void {
  if (details === null || details.kind === 'bulk') return;
  const originalId = details.kind === 'bounce' ? details.originalId : null;
  run(
    db,
    sql`
    INSERT INTO mail_detail (mail_id, details, original_message_id)
    VALUES (${mailId}, ${JSON.stringify(details)}, ${originalId})`,
  );
}

/** Details by mail; mails without any are left out. */
export function detailsOfMails(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, MailDetails> {
  const rows = all<{ mail_id: MailId; details: string }>(
    db,
    sql`
    SELECT mail_id, details
      FROM mail_detail
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))`,
  );
  return new Map(rows.map((row) => [row.mail_id, JSON.parse(row.details) as MailDetails]));
}

/** The bounces that report on mails with these Message-IDs, oldest first. */
export function bouncesOf(db: ReadDb, messageIds: readonly MessageId[]): readonly BounceReport[] {
  const rows = all<{ original_message_id: MessageId; mail_id: MailId; sent_at: UnixMs; details: string }>(
    db,
    sql`
    SELECT mail_detail.original_message_id, mail.mail_id, mail.sent_at, mail_detail.details
      FROM mail_detail JOIN mail USING (mail_id)
     WHERE mail_detail.original_message_id IN (SELECT value FROM json_each(${JSON.stringify(messageIds)}))
     ORDER BY mail.sent_at, mail.mail_id`,
  );
  return rows.map((row) => ({
    originalId: row.original_message_id,
    mailId: row.mail_id,
    sentAt: row.sent_at,
    details: JSON.parse(row.details) as BounceDetails,
  }));
}

/** Threads of the mails the user sent under that Message-ID. */
export function threadsOfOriginal(db: ReadDb, originalId: MessageId): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT thread_id
      FROM mail
     WHERE message_key > ${originalId} || '#' AND message_key < ${originalId} || '$' AND message_id = ${originalId}
       AND direction = 'outbound'`,
  ).map((row) => row.thread_id);
}
