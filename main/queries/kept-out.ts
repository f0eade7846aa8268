import type { KeptOut } from '../../app/contract/link-views.ts';
import type { CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Reach } from '../../app/domain/link.ts';
import { all, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { toCardRef, type CardRefRow } from './card-ref.ts';
import { idList, joinSql } from './compose-sql.ts';
import { subjectsOfMails } from './subjects.ts';

/** A tombstone at work, with the thread it works in. */
export interface KeptOutInThread extends KeptOut {
  readonly threadId: ThreadId;
}

interface KeptOutRow extends CardRefRow {
  readonly mail_id: MailId;
  readonly thread_id: ThreadId;
  readonly reach: Reach;
  readonly person: string | null;
  readonly decided_at: UnixMs;
}

const COLUMNS = sql`
  SELECT kept_out.mail_id, mail.thread_id, decision.reach, decision.person, decision.decided_at,
         card.card_id, card.kind AS card_kind, card.name AS card_name
    FROM kept_out
         JOIN mail USING (mail_id)
         JOIN card USING (card_id)
         JOIN decision USING (decision_id)`;
const NEWEST_FIRST = sql`ORDER BY decision.decided_at DESC, kept_out.mail_id DESC, kept_out.card_id`;

export function keptOutOfMails(db: ReadDb, mailIds: readonly MailId[]): readonly KeptOutInThread[] {
  return readKeptOut(db, sql`WHERE kept_out.mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))`);
}

export function keptOutOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): readonly KeptOutInThread[] {
  return readKeptOut(db, sql`WHERE mail.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))`);
}

export function keptOutOfCard(db: ReadDb, cardId: CardId): readonly KeptOutInThread[] {
  return readKeptOut(db, sql`WHERE kept_out.card_id = ${cardId}`);
}

/** Newest decision first. */
function readKeptOut(db: ReadDb, where: Sql): readonly KeptOutInThread[] {
  const rows = all<KeptOutRow>(db, joinSql([COLUMNS, where, NEWEST_FIRST]));
  const subjects = subjectsOfMails(
    db,
    rows.map((row) => row.mail_id),
  );
  return rows.map((row) => ({
    mailId: row.mail_id,
    threadId: row.thread_id,
    card: toCardRef(row),
    reach: row.reach,
    person: row.person,
    decidedAt: row.decided_at,
    subject: subjects.get(row.mail_id) ?? '',
  }));
}

/** What contract views carry of a tombstone at work. */
export function toKeptOut({ mailId, card, reach, person, decidedAt, subject }: KeptOutInThread): KeptOut {
  return { mailId, card, reach, person, decidedAt, subject };
}
