import type { RuledMail, RuledMails } from '../../app/contract/rules-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { joinSql } from './compose-sql.ts';
import { authorsOfMails, NOBODY } from './people.ts';
import { subjectsOfMails } from './subjects.ts';

interface MailRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly thread_id: ThreadId;
  readonly sent_at: UnixMs;
  readonly list_id: string | null;
  readonly recipient_count: number;
  readonly size_bytes: number;
}
interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of the mails for which a condition on `mail` holds, newest first. Throws input.invalid for a cursor that is none of ours. */
export function ruledMails(db: ReadDb, condition: Sql, { cursor, limit }: Paging): RuledMails {
  const below = cursor === undefined ? sql`TRUE` : belowCursor(cursor);
  const rows = all<MailRow>(
    db,
    joinSql([
      sql`
      SELECT mail.mail_id, message_id, thread_id, sent_at, list_id, recipient_count, size_bytes
        FROM mail LEFT JOIN mail_list USING (mail_id)
       WHERE`,
      condition,
      sql`AND`,
      below,
      sql`ORDER BY sent_at DESC, mail.mail_id DESC LIMIT ${limit + 1}`,
    ]),
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: toRuledMails(db, shown),
    next: last === undefined || rows.length <= limit ? null : `${String(last.sent_at)}.${String(last.mail_id)}`,
    total: countMails(db, condition),
  };
}

export function countMails(db: ReadDb, condition: Sql): number {
  return one<{ total: number }>(db, joinSql([sql`SELECT count(*) AS total FROM mail WHERE`, condition])).total;
}

function belowCursor(cursor: string): Sql {
  const [, sentAt, mailId] = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? [];
  if (sentAt === undefined || mailId === undefined) throw new MailpinError('input.invalid', { field: 'cursor' });
  return sql`(mail.sent_at, mail.mail_id) < (${Number(sentAt)}, ${Number(mailId)})`;
}

function toRuledMails(db: ReadDb, rows: readonly MailRow[]): readonly RuledMail[] {
  const mailIds = rows.map((row) => row.mail_id);
  const authors = authorsOfMails(db, mailIds);
  const subjects = subjectsOfMails(db, mailIds);
  return rows.map((row) => ({
    mailId: row.mail_id,
    messageId: row.message_id,
    threadId: row.thread_id,
    subject: subjects.get(row.mail_id) ?? '',
    from: authors.get(row.mail_id) ?? NOBODY,
    sentAt: row.sent_at,
    listId: row.list_id,
    recipientCount: row.recipient_count,
    sizeBytes: row.size_bytes,
  }));
}
