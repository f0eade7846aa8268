import type { ThreadId } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from './sql.ts';

/** What the user may have said something of, standing or taken back. */
export interface SpokenOf {
  /** Threads of which a mail is meant. */
  readonly threads: ReadonlySet<ThreadId>;
  /** Everybody who is meant wherever they take part, see `personKey`. */
  readonly people: ReadonlySet<string>;
}

/** Most threads have no word of the user: only those that have are asked for theirs. */
export function spokenOf(db: ReadDb, threadIds: readonly ThreadId[]): SpokenOf {
  const asked = JSON.stringify(threadIds);
  const threads = new Set(
    all<{ thread_id: ThreadId }>(
      db,
      sql`
      SELECT DISTINCT thread_id
        FROM mail
       WHERE thread_id IN (SELECT value FROM json_each(${asked}))
         AND (EXISTS (SELECT 1 FROM decision WHERE decision.message_key = mail.message_key)
              OR EXISTS (SELECT 1 FROM extent_choice WHERE extent_choice.message_key = mail.message_key))`,
    ).map((row) => row.thread_id),
  );
  const people = new Set(
    all<{ person_key: string }>(db, sql`SELECT DISTINCT person_key FROM decision WHERE person_key IS NOT NULL`).map(
      (row) => row.person_key,
    ),
  );
  return { threads, people };
}
