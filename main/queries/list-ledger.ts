import type { LedgerEntry } from '../../app/contract/ledger-views.ts';
import type { MailName } from '../../app/contract/mail-name.ts';
import type { Page } from '../../app/contract/page.ts';
import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { CardId, LedgerId, MailId, MessageId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { AttachOutcome, DetachOutcome, OutboxIntent } from '../../app/domain/outbox.ts';
import { MailpinError } from '../../app/errors.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { cardRefOrId } from './card-ref.ts';
import { allOf, idList, joinSql } from './compose-sql.ts';
import { cardsNamed } from './list-cards.ts';
import { HEAD_COLUMNS, matchOf } from './search-match.ts';
import { subjectsOfMails } from './subjects.ts';

interface LedgerRow {
  readonly ledger_id: LedgerId;
  readonly answered_at: UnixMs;
  readonly intent: OutboxIntent;
  readonly extent: ActivityExtent | null;
  readonly sent_bytes: number | null;
  readonly answer: AttachOutcome | DetachOutcome;
  readonly message_key: MessageKey;
  readonly card_id: CardId;
  readonly card_kind: CardKind | null;
  readonly card_name: string | null;
  readonly mail_id: MailId | null;
  readonly message_id: MessageId | null;
  readonly is_standing: number;
}

export interface ListLedger {
  readonly text?: string | undefined;
  readonly cardId?: CardId | string | undefined;
  readonly mail?: MailName | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * A page of what the CRMs carried out, newest first. Every word of `text` must be in the subject, the people or the card's name.
 * Throws input.invalid (a cursor that is none of ours), input.unknown-card, input.unknown-mail, input.ambiguous.
 */
export function listLedger(db: ReadDb, order: ListLedger): Page<LedgerEntry> {
  const wanted = conditionsOf(db, order);
  const rows = all<LedgerRow>(
    db,
    joinSql([
      sql`
      SELECT ledger.ledger_id, ledger.answered_at, ledger.intent, ledger.extent, ledger.sent_bytes, ledger.answer,
             ledger.message_key, ledger.card_id, card.kind AS card_kind, card.name AS card_name, mail.mail_id,
             mail.message_id,
             ledger.intent = 'attach' AND outbox.intent = 'attach' AND NOT EXISTS (
               SELECT 1
                 FROM ledger AS later
                WHERE later.message_key = ledger.message_key AND later.card_id = ledger.card_id
                  AND later.ledger_id > ledger.ledger_id) AS is_standing`,
      FROM_LEDGER,
      sql`LEFT JOIN outbox ON outbox.message_key = ledger.message_key AND outbox.card_id = ledger.card_id WHERE`,
      allOf([...wanted, ...(order.cursor === undefined ? [] : [belowCursor(order.cursor)])]),
      // One more than asked for tells whether there is a next page.
      sql`ORDER BY ledger.ledger_id DESC LIMIT ${order.limit + 1}`,
    ]),
  );
  const shown = rows.slice(0, order.limit);
  const last = shown.at(-1);
  return {
    items: toEntries(db, shown),
    next: last === undefined || rows.length <= order.limit ? null : String(last.ledger_id),
    total: one<{ readonly total: number }>(
      db,
      joinSql([sql`SELECT count(*) AS total`, FROM_LEDGER, sql`WHERE`, allOf(wanted)]),
    ).total,
  };
}

const FROM_LEDGER = sql`
  FROM ledger
       LEFT JOIN card ON card.card_id = ledger.card_id
       LEFT JOIN mail ON mail.message_key = ledger.message_key`;

function conditionsOf(db: ReadDb, { text = '', cardId, mail }: ListLedger): readonly Sql[] {
  return [
    ...(cardId === undefined ? [] : [sql`ledger.card_id = ${resolveCardId(db, cardId)}`]),
    ...(mail === undefined ? [] : [sql`mail.mail_id = ${resolveMail(db, mail)}`]),
    ...text
      .split(/\s+/u)
      .filter((word) => word !== '')
      .map((word) => hasWord(db, word)),
  ];
}

/** The word begins a word of the subject or of somebody's name or address, or stands in the name of the card. */
function hasWord(db: ReadDb, word: string): Sql {
  const match = matchOf(db, { kind: 'text', field: 'any', text: word, reach: 'beginning' });
  const onCard = sql`ledger.card_id IN (SELECT value FROM json_each(${idList(cardsNamed(db, word))}))`;
  if (match === null) return onCard;
  return joinSql([
    sql`(mail.mail_id IN (
      SELECT search_place.mail_id FROM mail_fts JOIN search_place ON search_place.place = mail_fts.rowid
       WHERE mail_fts MATCH ${`${HEAD_COLUMNS} : ${match}`}) OR`,
    onCard,
    sql`)`,
  ]);
}

function belowCursor(cursor: string): Sql {
  if (!/^\d{1,16}$/.test(cursor)) throw new MailpinError('input.invalid', { field: 'cursor' });
  return sql`ledger.ledger_id < ${Number(cursor)}`;
}

function toEntries(db: ReadDb, rows: readonly LedgerRow[]): readonly LedgerEntry[] {
  const mailIds = rows.flatMap((row) => row.mail_id ?? []);
  const subjects = subjectsOfMails(db, mailIds);
  return rows.map((row) => ({
    id: row.ledger_id,
    answeredAt: row.answered_at,
    intent: row.intent,
    extent: row.extent,
    sentBytes: row.sent_bytes,
    answer: row.answer,
    card: cardRefOrId(row.card_id, row),
    key: row.message_key,
    mail:
      row.mail_id === null
        ? null
        : { mailId: row.mail_id, messageId: row.message_id, subject: subjects.get(row.mail_id) ?? '' },
    isStanding: row.is_standing === 1,
  }));
}
