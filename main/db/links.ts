import type { CardId, DecisionId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Extent } from '../../app/domain/extent.ts';
import type { Evidence, Filter, Link, LinkOrigin, RankedDeal } from '../../app/domain/link.ts';
import { insertRows } from './insert-rows.ts';
import { all, get, run, sql, type ReadDb, type SqlValue, type WriteDb } from './sql.ts';

interface LinkRow {
  readonly mail_id: MailId;
  readonly card_id: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: string;
  readonly linked_at: UnixMs;
}

/** Links of the mails of threads as they stand. */
export function linksOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): readonly Link[] {
  return all<LinkRow>(
    db,
    sql`
    SELECT mail_id, card_id, origin, evidence, linked_at
      FROM mail JOIN link USING (mail_id)
     WHERE mail.thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)}))
     ORDER BY mail_id, card_id`,
  ).map((row) => ({
    mailId: row.mail_id,
    cardId: row.card_id,
    origin: row.origin,
    evidence: JSON.parse(row.evidence) as Evidence,
    linkedAt: row.linked_at,
  }));
}

/** A link as `putLinks` writes it. */
export function linkRow({ mailId, cardId, origin, evidence, linkedAt }: Link): readonly SqlValue[] {
  return [mailId, cardId, origin, JSON.stringify(evidence), linkedAt];
}

/**
 * Writes links, or new reasons for those that stand; the time of the first stays.
 *
 * @param rows one after the other, see `linkRow`
 */
export function putLinks(db: WriteDb, rows: readonly SqlValue[]): void {
  insertRows(
    db,
    'link (mail_id, card_id, origin, evidence, linked_at)',
    rows,
    'ON CONFLICT (mail_id, card_id) DO UPDATE SET origin = excluded.origin, evidence = excluded.evidence',
  );
}

/** Ends a link; that it stood, and why, is kept for the history of its mail and card. */
export function endLink(db: WriteDb, mailId: MailId, cardId: CardId, endedAt: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO past_link (message_key, card_id, origin, evidence, linked_at, ended_at)
    SELECT message_key, card_id, origin, evidence, linked_at, ${endedAt}
      FROM link JOIN mail USING (mail_id)
     WHERE mail_id = ${mailId} AND card_id = ${cardId}`,
  );
  run(db, sql`DELETE FROM link WHERE mail_id = ${mailId} AND card_id = ${cardId}`);
}

export function hasLinks(db: ReadDb, mailId: MailId): boolean {
  return get(db, sql`SELECT 1 FROM link WHERE mail_id = ${mailId}`) !== undefined;
}

/** The filter that holds a mail, and whether it waits for an answer of the user. */
export function reserveOfMail(
  db: ReadDb,
  mailId: MailId,
): { readonly heldBy: Filter | null; readonly isAsking: boolean } {
  const row = get<{ held_by: Filter | null; is_asking: number }>(
    db,
    sql`
    SELECT held_by, question.mail_id IS NOT NULL AS is_asking
      FROM mail LEFT JOIN question USING (mail_id)
     WHERE mail.mail_id = ${mailId}`,
  );
  return { heldBy: row?.held_by ?? null, isAsking: row?.is_asking === 1 };
}

/** What besides its links was decided of a mail. */
export interface Reserve {
  readonly keptOut: readonly { readonly cardId: CardId; readonly decisionId: DecisionId }[];
  readonly question: readonly RankedDeal[] | null;
  readonly heldBy: Filter | null;
  readonly extent: Extent;
}

/** What of a mail itself is decided: which filter holds it, and how much of it may leave. */
export type MailReserve = Pick<Reserve, 'heldBy' | 'extent'>;

/**
 * Mails of threads of which something besides links stands: a filter holds them, not all of them may leave, a question is asked, a card is kept out. Of the
 * others there is nothing to replace when nothing is decided.
 */
export function reservedMails(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlyMap<MailId, MailReserve> {
  const asked = JSON.stringify(threadIds);
  const rows = all<{ mail_id: MailId; held_by: Filter | null; extent: Extent }>(
    db,
    sql`
    SELECT mail_id, held_by, extent
      FROM mail
     WHERE thread_id IN (SELECT value FROM json_each(${asked}))
       AND (held_by IS NOT NULL OR extent <> 'full' OR EXISTS (SELECT 1 FROM question WHERE question.mail_id = mail.mail_id)
            OR EXISTS (SELECT 1 FROM kept_out WHERE kept_out.mail_id = mail.mail_id))`,
  );
  return new Map(rows.map((row) => [row.mail_id, { heldBy: row.held_by, extent: row.extent }]));
}

/** Replaces tombstones at work, question, filter and extent of a mail. @returns whether any of it is another now */
export function replaceReserve(db: WriteDb, mailId: MailId, reserve: Reserve): boolean {
  const deals = reserve.question === null ? null : JSON.stringify(reserve.question);
  const { heldBy, extent } = reserve;
  const isMailNew = run(
    db,
    sql`
    UPDATE mail SET held_by = ${heldBy}, extent = ${extent}
     WHERE mail_id = ${mailId} AND (held_by IS NOT ${heldBy} OR extent <> ${extent})`,
  );
  const isQuestionNew =
    deals === null
      ? run(db, sql`DELETE FROM question WHERE mail_id = ${mailId}`)
      : run(
          db,
          sql`
          INSERT INTO question (mail_id, deals) VALUES (${mailId}, ${deals})
          ON CONFLICT (mail_id) DO UPDATE SET deals = excluded.deals WHERE deals <> excluded.deals`,
        );
  const isKeptOutNew = replaceKeptOut(db, mailId, reserve.keptOut);
  return isMailNew.changes > 0 || isQuestionNew.changes > 0 || isKeptOutNew;
}

function replaceKeptOut(db: WriteDb, mailId: MailId, keptOut: Reserve['keptOut']): boolean {
  const cardIds = JSON.stringify(keptOut.map(({ cardId }) => cardId));
  let { changes } = run(
    db,
    sql`
    DELETE FROM kept_out WHERE mail_id = ${mailId} AND card_id NOT IN (SELECT value FROM json_each(${cardIds}))`,
  );
  for (const { cardId, decisionId } of keptOut) {
    changes += run(
      db,
      sql`
      INSERT INTO kept_out (mail_id, card_id, decision_id) VALUES (${mailId}, ${cardId}, ${decisionId})
      ON CONFLICT (mail_id, card_id) DO UPDATE SET decision_id = excluded.decision_id
       WHERE decision_id <> excluded.decision_id`,
    ).changes;
  }
  return changes > 0;
}
