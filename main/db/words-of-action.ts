/** What an action touches: the mails and people its words are about, and those whose words it marked as taken back. */
import type { ActionId, MessageKey } from '../../app/domain/ids.ts';
import { all, one, sql, type ReadDb } from './sql.ts';

export function keysOfAction(db: ReadDb, actionId: ActionId): readonly MessageKey[] {
  return all<{ message_key: MessageKey }>(
    db,
    sql`
    SELECT message_key FROM decision WHERE action_id = ${actionId}
     UNION
    SELECT message_key FROM extent_choice WHERE action_id = ${actionId}
     UNION
    SELECT message_key FROM undone_by_import JOIN decision ON decision_id = word_id
     WHERE undone_by_import.action_id = ${actionId} AND word = 'decision'
     UNION
    SELECT message_key FROM undone_by_import JOIN extent_choice ON choice_id = word_id
     WHERE undone_by_import.action_id = ${actionId} AND word = 'extent'`,
  ).map((row) => row.message_key);
}

/** As `personKey` gives them. */
export function peopleOfAction(db: ReadDb, actionId: ActionId): readonly string[] {
  return all<{ person_key: string }>(
    db,
    sql`
    SELECT person_key FROM decision WHERE action_id = ${actionId} AND person_key IS NOT NULL
     UNION
    SELECT person_key FROM undone_by_import JOIN decision ON decision_id = word_id
     WHERE undone_by_import.action_id = ${actionId} AND word = 'decision' AND person_key IS NOT NULL`,
  ).map((row) => row.person_key);
}

/** Mails that the decisions of an action are about. */
export function mailCountOfAction(db: ReadDb, actionId: ActionId): number {
  return one<{ count: number }>(
    db,
    sql`SELECT count(DISTINCT message_key) AS count FROM decision WHERE action_id = ${actionId}`,
  ).count;
}
