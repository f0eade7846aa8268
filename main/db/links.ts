import type { CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Evidence, Filter, LinkOrigin } from '../../app/domain/link.ts';
import type { StandingLink } from '../../app/rules/reconcile-links.ts';
import { insertRows } from './insert-rows.ts';
import { all, get, run, sql, type ReadDb, type SqlValue, type WriteDb } from './sql.ts';

interface LinkRow {
  readonly mail_id: MailId;
  readonly card_id: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: string;
}

/** A link of a mail as it stands. */
export interface LinkOfMail extends StandingLink {
  readonly mailId: MailId;
}

/** Links of the mails of threads, those of a mail mostly by their cards; to have it promised, SQLite would sort all of them. */
export function linksOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): readonly LinkOfMail[] {
  return all<LinkRow>(
    db,
    sql`
    SELECT mail_id, card_id, origin, evidence
      FROM mail JOIN link USING (mail_id)
     WHERE mail.thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)}))`,
  ).map((row) => new StoredLink(row));
}

/** Its evidence is read when somebody asks for it. */
class StoredLink implements LinkOfMail {
  readonly mailId: MailId;
  readonly cardId: CardId;
  readonly origin: LinkOrigin;
  readonly writtenEvidence: string;

  constructor(row: LinkRow) {
    this.mailId = row.mail_id;
    this.cardId = row.card_id;
    this.origin = row.origin;
    this.writtenEvidence = row.evidence;
  }

  get evidence(): Evidence {
    return JSON.parse(this.writtenEvidence) as Evidence;
  }
}

/**
 * Writes links, or new reasons for those that stand; the time of the first stays.
 *
 * @param rows one after the other: mail, card, origin, evidence as JSON, time
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
