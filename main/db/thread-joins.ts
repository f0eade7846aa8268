import type { MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { ThreadJoin } from '../../app/rules/thread-trees.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';
import { threadComponents } from './threads.ts';

/** The joins of the user that stand. They are few: a person says each of them. */
export function standingJoins(db: ReadDb): readonly ThreadJoin[] {
  return all<{ message_key: MessageKey; answers_key: MessageKey }>(
    db,
    sql`SELECT message_key, answers_key FROM thread_join WHERE parted_at IS NULL ORDER BY message_key`,
  ).map((row) => ({ key: row.message_key, answersKey: row.answers_key }));
}

/** The mails that can belong to one thread with any of the given ones, by what they name and by what the user joined. */
export function joinedComponents(db: ReadDb, seeds: Iterable<MailId>): readonly MailId[] {
  let found = threadComponents(db, seeds);
  if (standingJoins(db).length === 0) return found;
  for (;;) {
    const known = new Set(found);
    const more = joinedWith(db, found).filter((mailId) => !known.has(mailId));
    if (more.length === 0) return found;
    found = threadComponents(db, [...found, ...more]);
  }
}

function joinedWith(db: ReadDb, mailIds: readonly MailId[]): readonly MailId[] {
  const asked = JSON.stringify(mailIds);
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT above.mail_id
      FROM thread_join
           JOIN mail AS own ON own.message_key = thread_join.message_key
           JOIN mail AS above ON above.message_key = thread_join.answers_key
     WHERE parted_at IS NULL AND own.mail_id IN (SELECT value FROM json_each(${asked}))
     UNION
    SELECT own.mail_id
      FROM thread_join
           JOIN mail AS own ON own.message_key = thread_join.message_key
           JOIN mail AS above ON above.message_key = thread_join.answers_key
     WHERE parted_at IS NULL AND above.mail_id IN (SELECT value FROM json_each(${asked}))`,
  ).map((row) => row.mail_id);
}

export function mailIdsOfThread(db: ReadDb, threadId: ThreadId): readonly MailId[] {
  return all<{ mail_id: MailId }>(db, sql`SELECT mail_id FROM mail WHERE thread_id = ${threadId} ORDER BY mail_id`).map(
    (row) => row.mail_id,
  );
}

/** A later word on the same mail replaces an earlier one. */
export function putJoin(db: WriteDb, { key, answersKey }: ThreadJoin, joinedAt: UnixMs): void {
  partJoin(db, key, joinedAt);
  run(
    db,
    sql`INSERT INTO thread_join (message_key, answers_key, joined_at) VALUES (${key}, ${answersKey}, ${joinedAt})`,
  );
}

/** @returns whether the mail was joined to another */
export function partJoin(db: WriteDb, key: MessageKey, partedAt: UnixMs): boolean {
  const { changes } = run(
    db,
    sql`UPDATE thread_join SET parted_at = ${partedAt} WHERE message_key = ${key} AND parted_at IS NULL`,
  );
  return changes > 0;
}

export function dismissSuggestion(db: WriteDb, suggestion: string, dismissedAt: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO dismissed_suggestion (suggestion, dismissed_at) VALUES (${suggestion}, ${dismissedAt})
    ON CONFLICT DO NOTHING`,
  );
}

export function dismissedSuggestions(db: ReadDb): ReadonlySet<string> {
  return new Set(
    all<{ suggestion: string }>(db, sql`SELECT suggestion FROM dismissed_suggestion`).map((row) => row.suggestion),
  );
}
