import type { HeldMail } from '../../app/contract/decision-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { groupBy } from '../db/group-by.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';
import { linksOfMails } from './live-links.ts';
import { authorsOfMails, NOBODY } from './people.ts';
import { subjectsOfMails } from './subjects.ts';

interface MailRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly thread_id: ThreadId;
  readonly snippet: string;
  readonly sent_at: UnixMs;
}

/** Mails about to be pushed, as lists of them show them, newest first; unknown ids are left out. */
export function pushedMails(db: ReadDb, mailIds: readonly MailId[]): readonly Omit<HeldMail, 'sign'>[] {
  const rows = all<MailRow>(
    db,
    sql`
    SELECT mail_id, message_id, thread_id, snippet, sent_at
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY sent_at DESC, mail_id DESC`,
  );
  const subjects = subjectsOfMails(db, mailIds);
  const authors = authorsOfMails(db, mailIds);
  const links = groupBy(linksOfMails(db, mailIds), (link) => link.mailId);
  return rows.map((row) => ({
    mailId: row.mail_id,
    messageId: row.message_id,
    threadId: row.thread_id,
    subject: subjects.get(row.mail_id) ?? '',
    from: authors.get(row.mail_id) ?? NOBODY,
    sentAt: row.sent_at,
    snippet: row.snippet,
    cards: (links.get(row.mail_id) ?? []).map(({ card }) => card),
  }));
}
