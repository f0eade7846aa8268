import type { CardId, MessageKey, ThreadId } from '../../app/domain/ids.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Puts a thread in line to be decided again. */
export function markStale(db: WriteDb, threadId: ThreadId): void {
  run(db, sql`INSERT INTO stale_thread (thread_id) VALUES (${threadId}) ON CONFLICT DO NOTHING`);
}

/** Threads in which a person takes part, with any of their addresses (see `personKey`). */
export function markStaleByPerson(db: WriteDb, personKey: string): void {
  run(
    db,
    sql`
    INSERT INTO stale_thread (thread_id)
    SELECT DISTINCT mail.thread_id
      FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
     WHERE known_address.person_key = ${personKey}
    ON CONFLICT DO NOTHING`,
  );
}

/** Threads in which somebody of a registrable domain, or of one below it, takes part. */
export function markStaleByDomain(db: WriteDb, registrableDomain: string): void {
  run(
    db,
    sql`
    INSERT INTO stale_thread (thread_id)
    SELECT DISTINCT mail.thread_id
      FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
     WHERE known_address.registrable_domain = ${registrableDomain}
    ON CONFLICT DO NOTHING`,
  );
}

/** Threads with a mail that came by a mailing list. */
export function markStaleByList(db: WriteDb, listId: string): void {
  run(
    db,
    sql`
    INSERT INTO stale_thread (thread_id)
    SELECT DISTINCT thread_id FROM mail_list JOIN mail USING (mail_id) WHERE list_id = ${listId}
    ON CONFLICT DO NOTHING`,
  );
}

/** The thread of a mail named by its key; nothing when it is not here. */
export function markStaleByKey(db: WriteDb, messageKey: MessageKey): void {
  run(
    db,
    sql`
    INSERT INTO stale_thread (thread_id)
    SELECT thread_id FROM mail WHERE message_key = ${messageKey}
    ON CONFLICT DO NOTHING`,
  );
}

/** Threads with a mail on the card, kept out of it, or pointed at by a decision on it. */
export function markStaleByCard(db: WriteDb, cardId: CardId): void {
  run(
    db,
    sql`
    INSERT INTO stale_thread (thread_id)
    SELECT thread_id FROM link JOIN mail USING (mail_id) WHERE link.card_id = ${cardId}
     UNION
    SELECT thread_id FROM kept_out JOIN mail USING (mail_id) WHERE kept_out.card_id = ${cardId}
     UNION
    SELECT thread_id FROM decision JOIN mail USING (message_key) WHERE decision.card_id = ${cardId}
     UNION
    SELECT thread_id
      FROM decision JOIN known_address USING (person_key) JOIN participant USING (address) JOIN mail USING (mail_id)
     WHERE decision.card_id = ${cardId}
    ON CONFLICT DO NOTHING`,
  );
}

/** The same of several cards; most that come from a CRM have no mail. */
export function markStaleByCards(db: WriteDb, cardIds: readonly CardId[]): void {
  const named = all<{ card_id: CardId }>(
    db,
    sql`
    SELECT value AS card_id
      FROM json_each(${JSON.stringify(cardIds)}) AS asked
     WHERE EXISTS (SELECT 1 FROM link WHERE link.card_id = asked.value)
        OR EXISTS (SELECT 1 FROM kept_out WHERE kept_out.card_id = asked.value)
        OR EXISTS (SELECT 1 FROM decision WHERE decision.card_id = asked.value)`,
  );
  for (const row of named) markStaleByCard(db, row.card_id);
}

/** Threads of several people; most that come from a CRM never wrote. */
export function markStaleByPeople(db: WriteDb, personKeys: readonly string[]): void {
  const known = all<{ person_key: string }>(
    db,
    sql`
    SELECT value AS person_key
      FROM json_each(${JSON.stringify(personKeys)}) AS asked
     WHERE EXISTS (SELECT 1 FROM known_address WHERE known_address.person_key = asked.value)`,
  );
  for (const row of known) markStaleByPerson(db, row.person_key);
}

/** Whether some thread waits to be decided. */
export function hasStaleThreads(db: ReadDb): boolean {
  return get(db, sql`SELECT 1 FROM stale_thread`) !== undefined;
}

export function staleThreads(db: ReadDb, limit: number): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`SELECT thread_id FROM stale_thread ORDER BY thread_id DESC LIMIT ${limit}`,
  ).map((row) => row.thread_id);
}

/** Threads in line below the given one, from the newest; for walking the line without taking anybody out of it. */
export function nextStaleThreads(db: ReadDb, below: ThreadId | null, limit: number): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT thread_id
      FROM stale_thread
     WHERE thread_id < ${below ?? Number.MAX_SAFE_INTEGER}
     ORDER BY thread_id DESC
     LIMIT ${limit}`,
  ).map((row) => row.thread_id);
}

export function clearStale(db: WriteDb, threadIds: readonly ThreadId[]): void {
  run(db, sql`DELETE FROM stale_thread WHERE thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)}))`);
}
