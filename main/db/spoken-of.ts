import type { ThreadId } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from './sql.ts';

/**
 * Which of these threads the user may have said something of, standing or taken back: of one of their mails, or of somebody who takes
 * part in them.
 *
 * @returns asked with a thread and the people on it, see `personKey`
 */
export function spokenOf(
  db: ReadDb,
  threadIds: readonly ThreadId[],
): (threadId: ThreadId, people: readonly string[]) => boolean {
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
  const persons = new Set(
    all<{ person_key: string }>(db, sql`SELECT DISTINCT person_key FROM decision WHERE person_key IS NOT NULL`).map(
      (row) => row.person_key,
    ),
  );
  return (threadId, people) => threads.has(threadId) || people.some((person) => persons.has(person));
}
