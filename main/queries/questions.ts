import type { Page } from '../../app/contract/page.ts';
import type { Question } from '../../app/contract/thread-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { RankedDeal } from '../../app/domain/link.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { joinSql } from './compose-sql.ts';
import { readCursor, toCursor } from './page-place.ts';
import { peopleOfThreads } from './people.ts';
import { subjectsOfMails } from './subjects.ts';

interface QuestionRow {
  readonly thread_id: ThreadId;
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly snippet: string;
  readonly sent_at: UnixMs;
  readonly deals: string;
}

export interface ListQuestions {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * A page of what the user is asked, newest first: one question a thread, about its newest mail that waits. SQLite takes the bare columns
 * from the row of max(). Throws input.invalid for a cursor that is none of ours.
 */
export function listQuestions(db: ReadDb, { cursor, limit }: ListQuestions): Page<Question> {
  const from = cursor === undefined ? null : readCursor(cursor);
  // One more than asked for tells whether there is a next page.
  const newest = readQuestions(db, [
    sql`FROM question CROSS JOIN mail USING (mail_id) GROUP BY mail.thread_id`,
    ...(from === null ? [] : [sql`HAVING (max(mail.sent_at), mail.mail_id) < (${from.at}, ${from.id})`]),
    sql`ORDER BY newest_at DESC, mail.mail_id DESC LIMIT ${limit + 1}`,
  ]);
  const items = newest.slice(0, limit);
  const last = items.at(-1);
  const total = from?.total ?? countQuestions(db);
  const isEnd = last === undefined || newest.length <= limit;
  return { items, next: isEnd ? null : toCursor({ at: last.sentAt, id: last.mailId, total }), total };
}

export function countQuestions(db: ReadDb): number {
  return one<{ readonly total: number }>(
    db,
    sql`SELECT count(DISTINCT mail.thread_id) AS total FROM question CROSS JOIN mail USING (mail_id)`,
  ).total;
}

/** The question a thread asks, null when it asks none. */
export function questionOfThread(db: ReadDb, threadId: ThreadId): Question | null {
  const [question] = readQuestions(db, [
    sql`FROM question JOIN mail USING (mail_id) WHERE mail.thread_id = ${threadId} GROUP BY mail.thread_id`,
  ]);
  return question ?? null;
}

/**
 * @param which from `FROM` on. A CROSS JOIN keeps SQLite's order: by itself it walks through all mail and looks for the question of each,
 *   of which there is mostly none
 */
function readQuestions(db: ReadDb, which: readonly Sql[]): readonly Question[] {
  const rows = all<QuestionRow>(
    db,
    joinSql([
      sql`
      SELECT mail.thread_id, mail.mail_id, mail.message_id, mail.snippet, mail.sent_at, question.deals,
             max(mail.sent_at) AS newest_at`,
      ...which,
    ]),
  );
  const people = peopleOfThreads(
    db,
    rows.map((row) => row.thread_id),
  );
  const subjects = subjectsOfMails(
    db,
    rows.map((row) => row.mail_id),
  );
  return rows.map((row) => ({
    threadId: row.thread_id,
    mailId: row.mail_id,
    messageId: row.message_id,
    subject: subjects.get(row.mail_id) ?? '',
    snippet: row.snippet,
    people: people.get(row.thread_id)?.people ?? [],
    sentAt: row.sent_at,
    deals: JSON.parse(row.deals) as readonly RankedDeal[],
  }));
}
