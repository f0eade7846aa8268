import type { MailInSuggestion } from '../../app/contract/suggestion-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';
import { subjectsOfMails } from './subjects.ts';

/** Mails as suggestions name them; unknown ids are missing. */
export function mailsInSuggestions(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, MailInSuggestion> {
  const subjects = subjectsOfMails(db, mailIds);
  const rows = all<{ mail_id: MailId; message_id: MessageId | null; thread_id: ThreadId; sent_at: UnixMs }>(
    db,
    sql`
    SELECT mail_id, message_id, thread_id, sent_at
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))`,
  );
  return new Map(
    rows.map((row) => [
      row.mail_id,
      {
        mailId: row.mail_id,
        messageId: row.message_id,
        threadId: row.thread_id,
        subject: subjects.get(row.mail_id) ?? '',
        sentAt: row.sent_at,
      },
    ]),
  );
}
