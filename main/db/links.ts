import type { CardId, DecisionId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Evidence, Filter, Link, LinkOrigin, RankedDeal } from '../../app/domain/link.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface LinkRow {
  readonly mail_id: MailId;
  readonly card_id: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: string;
  readonly linked_at: UnixMs;
}

/** Links of the mails of a thread as they stand. */
export function linksOfThread(db: ReadDb, threadId: ThreadId): readonly Link[] {
  return linksOfThreads(db, [threadId]);
}

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

/** Writes a link, or a new reason for one that stands; the time of the first stays. */
export function putLink(db: WriteDb, link: Link): void {
  run(
    db,
    sql`
    INSERT INTO link (mail_id, card_id, origin, evidence, linked_at)
    VALUES (${link.mailId}, ${link.cardId}, ${link.origin}, ${JSON.stringify(link.evidence)}, ${link.linkedAt})
    ON CONFLICT (mail_id, card_id) DO UPDATE SET origin = excluded.origin, evidence = excluded.evidence`,
  );
}

export function deleteLink(db: WriteDb, mailId: MailId, cardId: CardId): void {
  run(db, sql`DELETE FROM link WHERE mail_id = ${mailId} AND card_id = ${cardId}`);
}

/** Whether a mail waits for an answer of the user. */
export function isAsking(db: ReadDb, mailId: MailId): boolean {
  return get(db, sql`SELECT 1 FROM question WHERE mail_id = ${mailId}`) !== undefined;
}

/** What besides its links was decided of a mail. */
export interface Reserve {
  readonly keptOut: readonly { readonly cardId: CardId; readonly decisionId: DecisionId }[];
  readonly question: readonly RankedDeal[] | null;
  readonly heldBy: Filter | null;
}

/**
 * Mails of threads of which something besides links stands: a filter holds them, a question is asked, a card is kept out. Of the
 * others there is nothing to replace when nothing is decided.
 */
export function reservedMails(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlySet<MailId> {
  const asked = JSON.stringify(threadIds);
  const rows = all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM mail
     WHERE thread_id IN (SELECT value FROM json_each(${asked}))
       AND (held_by IS NOT NULL OR EXISTS (SELECT 1 FROM question WHERE question.mail_id = mail.mail_id)
            OR EXISTS (SELECT 1 FROM kept_out WHERE kept_out.mail_id = mail.mail_id))`,
  );
  return new Set(rows.map((row) => row.mail_id));
}

/** Replaces tombstones at work, question and filter of a mail. @returns whether anything became different */
export function replaceReserve(db: WriteDb, mailId: MailId, reserve: Reserve): boolean {
  const deals = reserve.question === null ? null : JSON.stringify(reserve.question);
  const isFilterNew = run(
    db,
    sql`UPDATE mail SET held_by = ${reserve.heldBy} WHERE mail_id = ${mailId} AND held_by IS NOT ${reserve.heldBy}`,
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
  return isFilterNew.changes + isQuestionNew.changes > 0 || isKeptOutNew;
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
