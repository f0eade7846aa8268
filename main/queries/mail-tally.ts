import type { Filter } from '../../app/domain/link.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';

/** Every mail once: on a card, waiting for an answer or kept off by the user's word, or held back. */
export interface MailTally {
  readonly linkedCount: number;
  /** Mails on no card, by what held them; null: nobody knows who it is with. Those that wait for an answer are not among them. */
  readonly heldBack: ReadonlyMap<Filter | null, number>;
}

interface HeldRow {
  readonly held_by: Filter;
  readonly mail_count: number;
  readonly linked_count: number;
}
interface WaitingRow {
  readonly held_by: Filter | null;
  readonly mail_count: number;
}
interface TotalRow {
  readonly linked_count: number;
  readonly unheld_count: number;
}

/**
 * The status is asked after every change, and most mail is held by nothing: that mail is not looked at one by one. What is on a card is
 * counted along the links, what waits along the questions, and what is left is the rest.
 */
export function mailTally(db: ReadDb): MailTally {
  const held = heldRows(db);
  const waiting = new Map(waitingRows(db).map((row) => [row.held_by, row.mail_count]));
  const { linked_count: linkedCount, unheld_count: unheld } = totalRow(db);
  const linkedThoughHeld = held.reduce((sum, row) => sum + row.linked_count, 0);
  const nobody = unheld - (linkedCount - linkedThoughHeld) - (waiting.get(null) ?? 0);
  const rest = held.map((row) => {
    const count = row.mail_count - row.linked_count - (waiting.get(row.held_by) ?? 0);
    return [row.held_by, count] as const;
  });
  return { linkedCount, heldBack: new Map<Filter | null, number>([...rest, [null, nobody]]) };
}

function heldRows(db: ReadDb): readonly HeldRow[] {
  return all<HeldRow>(
    db,
    sql`
    SELECT held_by, count(*) AS mail_count,
           sum(EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)) AS linked_count
      FROM mail
     WHERE held_by IS NOT NULL
     GROUP BY held_by`,
  );
}

/** Mails on no card that wait for an answer, and of those that nothing holds, the ones that the user's word keeps off. */
function waitingRows(db: ReadDb): readonly WaitingRow[] {
  return all<WaitingRow>(
    db,
    sql`
    SELECT mail.held_by, count(*) AS mail_count
      FROM (SELECT mail_id, 1 AS is_asked FROM question
             UNION
            SELECT mail_id, 0
              FROM kept_out
             WHERE NOT EXISTS (SELECT 1 FROM question WHERE question.mail_id = kept_out.mail_id)) AS spoken
           CROSS JOIN mail USING (mail_id)
     WHERE (spoken.is_asked OR mail.held_by IS NULL)
       AND NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)
     GROUP BY mail.held_by`,
  );
}

/** NOT INDEXED: along the table, where the links of a mail stand side by side; else SQLite sorts them first. */
function totalRow(db: ReadDb): TotalRow {
  return one<TotalRow>(
    db,
    sql`
    SELECT (SELECT count(*) FROM (SELECT 1 FROM link NOT INDEXED GROUP BY mail_id)) AS linked_count,
           (SELECT count(*) FROM mail WHERE held_by IS NULL) AS unheld_count`,
  );
}
