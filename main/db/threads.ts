import type { MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { insertRows } from './insert-rows.ts';
import { all, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/**
 * A copy may name a provider's thread where the mail named none, or another one, as the same mail does in two accounts. The least of
 * them stays, so that the order of arrival changes nothing.
 *
 * @returns whether the mail's thread may be another now
 */
export function takeProviderThread(db: WriteDb, mailId: MailId, providerThreadId: string | null): boolean {
  if (providerThreadId === null) return false;
  const { changes } = run(
    db,
    sql`
    UPDATE mail SET provider_thread_id = ${providerThreadId}
     WHERE mail_id = ${mailId} AND (provider_thread_id IS NULL OR provider_thread_id > ${providerThreadId})`,
  );
  return changes > 0;
}

/** Where a mail stands: in which thread, below which mail of it. */
export interface ThreadPlace {
  readonly threadId: ThreadId;
  readonly parentId: MailId | null;
}

/** The id of the next thread to begin; those after it count up from there. Good until the end of the transaction. */
export function nextThreadId(db: WriteDb): ThreadId {
  return one<{ next: ThreadId }>(db, sql`SELECT coalesce(max(thread_id), 0) + 1 AS next FROM thread`).next;
}

/** A thread about to begin, and a mail of it; with several, `refreshThread` brings its row in line. */
export interface NewThread {
  readonly threadId: ThreadId;
  readonly mailId: MailId;
  readonly sentAt: UnixMs;
  readonly mailCount: number;
}

export function insertThreads(db: WriteDb, threads: readonly NewThread[]): void {
  insertRows(
    db,
    'thread (thread_id, newest_mail_id, last_at, mail_count)',
    threads.flatMap(({ threadId, mailId, sentAt, mailCount }) => [threadId, mailId, sentAt, mailCount]),
  );
}

export function setThreadPlace(db: WriteDb, mailId: MailId, { threadId, parentId }: ThreadPlace): void {
  run(db, sql`UPDATE mail SET thread_id = ${threadId}, parent_id = ${parentId} WHERE mail_id = ${mailId}`);
}

/** The mail stays in its thread: no index is written. */
export function setParent(db: WriteDb, mailId: MailId, parentId: MailId | null): void {
  run(db, sql`UPDATE mail SET parent_id = ${parentId} WHERE mail_id = ${mailId}`);
}

/**
 * Brings a thread's row in line with its mails; a thread without mails goes.
 * @returns whether the thread still stands
 */
export function refreshThread(db: WriteDb, threadId: ThreadId): boolean {
  const { changes } = run(
    db,
    sql`
    UPDATE thread
       SET (newest_mail_id, last_at) = (SELECT mail_id, sent_at FROM mail WHERE mail.thread_id = thread.thread_id
                                         ORDER BY sent_at DESC, message_key DESC LIMIT 1),
           mail_count = (SELECT count(*) FROM mail WHERE mail.thread_id = thread.thread_id)
     WHERE thread_id = ${threadId}
       AND EXISTS (SELECT 1 FROM mail WHERE mail.thread_id = thread.thread_id)`,
  );
  if (changes === 0) run(db, sql`DELETE FROM thread WHERE thread_id = ${threadId}`);
  return changes === 1;
}

export function threadOf(db: ReadDb, mailId: MailId): ThreadId | null {
  const [row] = all<{ thread_id: ThreadId }>(db, sql`SELECT thread_id FROM mail WHERE mail_id = ${mailId}`);
  return row?.thread_id ?? null;
}

/** Threads of several mails, each once. */
export function threadsOfMails(db: ReadDb, mailIds: readonly MailId[]): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`SELECT DISTINCT thread_id FROM mail WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))`,
  ).map((row) => row.thread_id);
}

/** Threads in which a person takes part, with any of their addresses (see `personKey`). */
export function threadsWithPerson(db: ReadDb, personKey: string): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT DISTINCT mail.thread_id
      FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
     WHERE known_address.person_key = ${personKey}
     ORDER BY mail.thread_id`,
  ).map((row) => row.thread_id);
}

export function keysOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): readonly MessageKey[] {
  return all<{ message_key: MessageKey }>(
    db,
    sql`SELECT message_key FROM mail WHERE thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)}))`,
  ).map((row) => row.message_key);
}

/** Threads of the mails with these keys. Unknown keys are passed over: their mail may come later. */
export function threadsOfKeys(db: ReadDb, keys: Iterable<MessageKey>): readonly ThreadId[] {
  const threadIds = new Set<ThreadId>();
  for (const key of keys) {
    const [row] = all<{ thread_id: ThreadId }>(db, sql`SELECT thread_id FROM mail WHERE message_key = ${key}`);
    if (row !== undefined) threadIds.add(row.thread_id);
  }
  return [...threadIds];
}
