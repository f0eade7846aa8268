import type { AddressTest } from '../../app/domain/account.ts';
import type { CanonicalAddress, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { ThreadNode } from '../../app/rules/thread-trees.ts';
import { groupBy } from './group-by.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A mail as threading sees it, with the thread and parent it has now. */
export interface StoredThreadNode extends ThreadNode {
  readonly threadId: ThreadId;
  readonly parentId: MailId | null;
}

/**
 * The mails that can belong to one thread with any of the given ones: all that name an id they name, or carry their provider's
 * thread id, and so on until nothing is added.
 */
export function threadComponents(db: ReadDb, seeds: Iterable<MailId>): readonly MailId[] {
  const found = new Set(seeds);
  for (let edge: readonly MailId[] = [...found]; edge.length > 0;) {
    edge = neighboursOf(db, edge).filter((mailId) => !found.has(mailId));
    for (const mailId of edge) found.add(mailId);
  }
  return [...found];
}

/** CROSS JOIN: few names are looked up, however SQLite weighs the tables; left to itself it reads all references for each batch of mails. */
function neighboursOf(db: ReadDb, mailIds: readonly MailId[]): readonly MailId[] {
  const asked = JSON.stringify(mailIds);
  return all<{ mail_id: MailId }>(
    db,
    sql`
    WITH own AS (SELECT value AS mail_id FROM json_each(${asked})),
         name AS (SELECT message_id FROM own JOIN mail USING (mail_id) WHERE message_id IS NOT NULL
                  UNION
                  SELECT message_id FROM own JOIN mail_reference USING (mail_id))
    SELECT mail_id
      FROM name CROSS JOIN mail
           ON mail.message_key > name.message_id || '#' AND mail.message_key < name.message_id || '$'
          AND mail.message_id = name.message_id
     UNION
    SELECT mail_id FROM name CROSS JOIN mail_reference USING (message_id)
     UNION
    SELECT other.mail_id
      FROM own CROSS JOIN mail USING (mail_id) CROSS JOIN mail AS other USING (provider_thread_id)`,
  ).map((row) => row.mail_id);
}

/**
 * Mails as threading sees them; unknown ones are left out.
 * @param mine the user's own addresses, which say nothing about what belongs together
 */
export function threadNodes(db: ReadDb, mailIds: readonly MailId[], mine: AddressTest): readonly StoredThreadNode[] {
  const asked = JSON.stringify(mailIds);
  const rows = all<NodeRow>(
    db,
    sql`
    SELECT mail_id, message_key, message_id, sent_at, provider_thread_id, thread_id, parent_id
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${asked}))`,
  );
  const references = groupBy(
    all<ReferenceRow>(
      db,
      sql`
      SELECT mail_id, message_id, field
        FROM mail_reference
       WHERE mail_id IN (SELECT value FROM json_each(${asked}))
       ORDER BY mail_id, position`,
    ),
    (row) => row.mail_id,
  );
  // Only the provider's thread id asks for people, and then for those of the whole tree (rules 4.2).
  const isAsked = rows.some((row) => row.provider_thread_id !== null);
  const people = isAsked ? outsidersOf(db, asked, mine) : new Map<MailId, readonly CanonicalAddress[]>();
  return rows.map((row) => {
    const idsIn = (field: string): readonly MessageId[] =>
      (references.get(row.mail_id) ?? []).filter((id) => id.field === field).map((id) => id.message_id);
    return {
      id: row.mail_id,
      key: row.message_key,
      messageId: row.message_id,
      references: idsIn('references'),
      inReplyTo: idsIn('in-reply-to'),
      sentAt: row.sent_at,
      providerThreadId: row.provider_thread_id,
      participantAddresses: people.get(row.mail_id) ?? [],
      threadId: row.thread_id,
      parentId: row.parent_id,
    };
  });
}
interface NodeRow {
  readonly mail_id: MailId;
  readonly message_key: MessageKey;
  readonly message_id: MessageId | null;
  readonly sent_at: UnixMs;
  readonly provider_thread_id: string | null;
  readonly thread_id: ThreadId;
  readonly parent_id: MailId | null;
}
interface ReferenceRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId;
  readonly field: string;
}

/** @param asked ids of mails, as a JSON array */
function outsidersOf(db: ReadDb, asked: string, mine: AddressTest): ReadonlyMap<MailId, readonly CanonicalAddress[]> {
  const rows = all<{ mail_id: MailId; address: CanonicalAddress }>(
    db,
    sql`
    SELECT DISTINCT mail_id, address
      FROM participant
     WHERE mail_id IN (SELECT value FROM json_each(${asked})) AND address IS NOT NULL`,
  );
  const byMail = groupBy(
    rows.filter(({ address }) => !mine.has(address)),
    (row) => row.mail_id,
  );
  return new Map([...byMail].map(([mailId, people]) => [mailId, people.map(({ address }) => address)]));
}

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

/** A thread for mails about to be stored; its facts are filled in by `refreshThread`. */
export function insertThread(db: WriteDb): ThreadId {
  const { lastId } = run(db, sql`INSERT INTO thread (newest_mail_id, last_at, mail_count) VALUES (0, 0, 0)`);
  return lastId as ThreadId;
}

export function setThreadPlace(db: WriteDb, mailId: MailId, threadId: ThreadId, parentId: MailId | null): void {
  run(db, sql`UPDATE mail SET thread_id = ${threadId}, parent_id = ${parentId} WHERE mail_id = ${mailId}`);
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
