import type { ThreadSummary } from '../../app/contract/thread-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Filter } from '../../app/domain/link.ts';
import type { Direction } from '../../app/domain/mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { chipsOfThreads } from './chips.ts';
import { idList } from './compose-sql.ts';
import { peopleOfThreads } from './people.ts';
import { subjectsOfMails } from './subjects.ts';

interface ThreadRow {
  readonly thread_id: ThreadId;
  readonly last_at: UnixMs;
  readonly mail_count: number;
  readonly newest_mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly snippet: string;
  readonly direction: Direction;
  readonly held_by: Filter | null;
}
interface MailRow {
  readonly thread_id: ThreadId;
  readonly is_seen: 0 | 1;
  readonly attachment_count: number;
  readonly recipient_count: number;
}

/** Threads as lists show them, in the order of the ids; unknown ids are left out. A fixed number of statements a page. */
export function threadSummaries(db: ReadDb, threadIds: readonly ThreadId[]): readonly ThreadSummary[] {
  if (threadIds.length === 0) return [];
  const threads = new Map(threadRows(db, threadIds).map((row) => [row.thread_id, row]));
  const mails = groupBy(mailRows(db, threadIds), (row) => row.thread_id);
  const newestIds = [...threads.values()].map((thread) => thread.newest_mail_id);
  const subjects = subjectsOfMails(db, newestIds);
  const people = peopleOfThreads(db, threadIds);
  const chips = chipsOfThreads(
    db,
    [...threads.values()].map((thread) => ({
      threadId: thread.thread_id,
      heldBy: thread.held_by,
      recipientCount: Math.max(0, ...(mails.get(thread.thread_id) ?? []).map((mail) => mail.recipient_count)),
    })),
  );
  return threadIds.flatMap((threadId) => {
    const thread = threads.get(threadId);
    if (thread === undefined) return [];
    const mailsOfThread = mails.get(threadId) ?? [];
    return {
      id: threadId,
      newestMessageId: thread.message_id,
      newestMailId: thread.newest_mail_id,
      subject: subjects.get(thread.newest_mail_id) ?? '',
      people: people.get(threadId)?.people ?? [],
      peopleCount: people.get(threadId)?.peopleCount ?? 0,
      snippet: thread.snippet,
      lastAt: thread.last_at,
      lastDirection: thread.direction,
      mailCount: thread.mail_count,
      unseenCount: mailsOfThread.filter((mail) => mail.is_seen === 0).length,
      hasAttachments: mailsOfThread.some((mail) => mail.attachment_count > 0),
      chips: chips.get(threadId) ?? [],
    };
  });
}

function threadRows(db: ReadDb, threadIds: readonly ThreadId[]): readonly ThreadRow[] {
  return all<ThreadRow>(
    db,
    sql`
    SELECT thread.thread_id, thread.last_at, thread.mail_count, thread.newest_mail_id,
           mail.message_id, mail.snippet, mail.direction, mail.held_by
      FROM thread JOIN mail ON mail.mail_id = thread.newest_mail_id
     WHERE thread.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))`,
  );
}

function mailRows(db: ReadDb, threadIds: readonly ThreadId[]): readonly MailRow[] {
  return all<MailRow>(
    db,
    sql`
    SELECT thread_id, is_seen, attachment_count, recipient_count
      FROM mail
     WHERE thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))`,
  );
}
