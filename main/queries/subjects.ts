import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { subjectsBeforeAnswers } from '../../app/domain/subject.ts';
import { groupBy } from '../db/group-by.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';

interface SubjectRow {
  readonly mail_id: MailId;
  readonly thread_id: ThreadId;
  readonly subject: string;
}

/** What mails are called in lists: their subjects as they were written before anybody answered. Unknown ids are missing. */
export function subjectsOfMails(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, string> {
  const threads = [...groupBy(subjectRows(db, mailIds), (row) => row.thread_id).values()];
  return new Map(
    threads.flatMap((mails) => {
      const subjects = subjectsBeforeAnswers(mails.map((mail) => mail.subject));
      return mails.map((mail, at) => [mail.mail_id, subjects[at] ?? mail.subject] as const);
    }),
  );
}

/** All mails of the threads, oldest first: an answer is named by a mail before it. */
function subjectRows(db: ReadDb, mailIds: readonly MailId[]): readonly SubjectRow[] {
  return all<SubjectRow>(
    db,
    sql`
    SELECT mail_id, thread_id, subject
      FROM mail
     WHERE thread_id IN (SELECT asked.thread_id
                           FROM json_each(${idList(mailIds)}) JOIN mail AS asked ON asked.mail_id = json_each.value)
     ORDER BY thread_id, sent_at, mail_id`,
  );
}
