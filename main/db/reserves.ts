import type { Extent } from '../../app/domain/extent.ts';
import type { CardId, DecisionId, MailId, ThreadId } from '../../app/domain/ids.ts';
import type { Filter, RankedDeal } from '../../app/domain/link.ts';
import { groupBy } from './group-by.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** What besides its links was decided of a mail. */
export interface Reserve {
  readonly keptOut: readonly { readonly cardId: CardId; readonly decisionId: DecisionId }[];
  readonly question: readonly RankedDeal[] | null;
  readonly heldBy: Filter | null;
  readonly extent: Extent;
}

/** Nothing but links is decided of most mails. */
const NOTHING_RESERVED: Reserve = { keptOut: [], question: null, heldBy: null, extent: 'full' };

/** A reserve as it stands in the store; the question as it is written there. */
export interface StandingReserve extends Omit<Reserve, 'question'> {
  readonly question: string | null;
}

/**
 * Mails of threads of which something besides links stands: a filter holds them, not all of them may leave, a question is asked, a card is kept out. Of the
 * others there is nothing to replace when nothing is decided.
 */
export function reservedMails(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlyMap<MailId, StandingReserve> {
  const rows = all<ReserveRow>(
    db,
    sql`
    SELECT mail.mail_id, held_by, extent, deals, EXISTS (SELECT 1 FROM kept_out WHERE kept_out.mail_id = mail.mail_id) AS has_kept_out
      FROM mail LEFT JOIN question ON question.mail_id = mail.mail_id
     WHERE thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)}))
       AND (held_by IS NOT NULL OR extent <> 'full' OR deals IS NOT NULL OR has_kept_out)`,
  );
  const keptOut = keptOutOf(
    db,
    rows.flatMap((row) => (row.has_kept_out === 1 ? row.mail_id : [])),
  );
  return new Map(
    rows.map((row) => [
      row.mail_id,
      {
        heldBy: row.held_by,
        extent: row.extent,
        question: row.deals,
        keptOut: keptOut.get(row.mail_id) ?? NOTHING_RESERVED.keptOut,
      },
    ]),
  );
}

interface ReserveRow {
  readonly mail_id: MailId;
  readonly held_by: Filter | null;
  readonly extent: Extent;
  readonly deals: string | null;
  readonly has_kept_out: number;
}

function keptOutOf(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, Reserve['keptOut']> {
  if (mailIds.length === 0) return new Map();
  const rows = all<{ mailId: MailId; cardId: CardId; decisionId: DecisionId }>(
    db,
    sql`
    SELECT mail_id AS mailId, card_id AS cardId, decision_id AS decisionId
      FROM kept_out
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))`,
  );
  return groupBy(rows, (row) => row.mailId);
}

/** What becomes another of the reserve of a mail; what is left out stays. */
export type ReserveChange = Partial<Omit<StandingReserve, 'heldBy' | 'extent'>> & {
  /** What of the mail itself is decided: which filter holds it, and how much of it may leave. */
  readonly mail?: Pick<Reserve, 'heldBy' | 'extent'>;
};

/** @returns null when everything stays as it is */
export function reserveChange(standing: StandingReserve | undefined, decided: Reserve): ReserveChange | null {
  if (standing === undefined && isNothing(decided)) return null;
  const { heldBy, extent, keptOut } = decided;
  const before = standing ?? NOTHING_WRITTEN;
  const question = decided.question === null ? null : JSON.stringify(decided.question);
  const change: ReserveChange = {
    ...((heldBy !== before.heldBy || extent !== before.extent) && { mail: { heldBy, extent } }),
    ...(question !== before.question && { question }),
    ...(!isSameKeptOut(keptOut, before.keptOut) && { keptOut }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

const NOTHING_WRITTEN: StandingReserve = { ...NOTHING_RESERVED, question: null };

function isNothing({ keptOut, question, heldBy, extent }: Reserve): boolean {
  return keptOut.length === 0 && question === null && heldBy === null && extent === 'full';
}

function isSameKeptOut(one: Reserve['keptOut'], other: Reserve['keptOut']): boolean {
  if (one.length !== other.length) return false;
  const decisionOn = new Map(other.map(({ cardId, decisionId }) => [cardId, decisionId]));
  return one.every(({ cardId, decisionId }) => decisionOn.get(cardId) === decisionId);
}

/** Replaces of the reserve of a mail what is another now. */
export function changeReserve(db: WriteDb, mailId: MailId, { mail, question, keptOut }: ReserveChange): void {
  if (mail !== undefined) {
    run(db, sql`UPDATE mail SET held_by = ${mail.heldBy}, extent = ${mail.extent} WHERE mail_id = ${mailId}`);
  }
  if (question === null) run(db, sql`DELETE FROM question WHERE mail_id = ${mailId}`);
  if (typeof question === 'string') {
    run(
      db,
      sql`
      INSERT INTO question (mail_id, deals) VALUES (${mailId}, ${question})
      ON CONFLICT (mail_id) DO UPDATE SET deals = excluded.deals`,
    );
  }
  if (keptOut !== undefined) replaceKeptOut(db, mailId, keptOut);
}

function replaceKeptOut(db: WriteDb, mailId: MailId, keptOut: Reserve['keptOut']): void {
  run(db, sql`DELETE FROM kept_out WHERE mail_id = ${mailId}`);
  for (const { cardId, decisionId } of keptOut) {
    run(db, sql`INSERT INTO kept_out (mail_id, card_id, decision_id) VALUES (${mailId}, ${cardId}, ${decisionId})`);
  }
}
