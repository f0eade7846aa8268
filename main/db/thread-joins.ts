import type { MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { ThreadJoin } from '../../app/rules/thread-trees.ts';
import { mailIdsByKey } from './mails.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** The joins of the user that stand. They are few: a person says each of them. */
export function standingJoins(db: ReadDb): readonly ThreadJoin[] {
  return all<{ message_key: MessageKey; answers_key: MessageKey }>(
    db,
    sql`SELECT message_key, answers_key FROM thread_join WHERE parted_at IS NULL ORDER BY message_key`,
  ).map((row) => ({ key: row.message_key, answersKey: row.answers_key }));
}

/** The mails that the user joined with mails of these keys. */
export function joinedWith(db: ReadDb, own: ReadonlySet<MessageKey>, joins: readonly ThreadJoin[]): readonly MailId[] {
  const others = joins.flatMap(({ key, answersKey }) => [
    ...(own.has(key) ? [answersKey] : []),
    ...(own.has(answersKey) ? [key] : []),
  ]);
  return others.length === 0 ? [] : [...mailIdsByKey(db, others).values()];
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
