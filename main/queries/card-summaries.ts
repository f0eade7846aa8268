import type { CardSummary } from '../../app/contract/card-views.ts';
import type { CardStatus } from '../../app/domain/card.ts';
import type { CardId, MailId, UnixMs } from '../../app/domain/ids.ts';
import type { Direction } from '../../app/domain/mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { toCardRef, type CardRefRow } from './card-ref.ts';
import { idList } from './compose-sql.ts';
import { authorsOfMails, NOBODY } from './people.ts';

interface CardRow extends CardRefRow {
  readonly status: CardStatus;
  readonly stage_id: string | null;
  readonly stage_name: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly company_name: string | null;
}
interface PersonRow {
  readonly card_id: CardId;
  readonly name: string;
}
interface MailOnCardRow {
  readonly card_id: CardId;
  readonly mail_count: number;
  readonly mail_id: MailId;
  readonly direction: Direction;
  readonly last_sent_at: UnixMs;
}

/** Cards as lists show them, in the order of the ids; unknown ids are left out. Four statements however many cards. */
export function cardSummaries(db: ReadDb, cardIds: readonly CardId[]): readonly CardSummary[] {
  if (cardIds.length === 0) return [];
  const cards = new Map(cardRows(db, cardIds).map((row) => [row.card_id, row]));
  const people = groupBy(personRows(db, cardIds), (row) => row.card_id);
  const mails = new Map(mailRows(db, cardIds).map((row) => [row.card_id, row]));
  const authors = authorsOfMails(
    db,
    [...mails.values()].map((row) => row.mail_id),
  );
  return cardIds.flatMap((cardId) => {
    const card = cards.get(cardId);
    if (card === undefined) return [];
    const mail = mails.get(cardId);
    return {
      ...toCardRef(card),
      status: card.status,
      stageId: card.stage_id,
      stageName: card.stage_name,
      value: card.amount === null || card.currency === null ? null : { amount: card.amount, currency: card.currency },
      companyName: card.company_name,
      people: (people.get(cardId) ?? []).map((person) => person.name),
      mailCount: mail?.mail_count ?? 0,
      lastMail:
        mail === undefined
          ? null
          : {
              name: (authors.get(mail.mail_id) ?? NOBODY).name,
              direction: mail.direction,
              at: mail.last_sent_at,
            },
    };
  });
}

function cardRows(db: ReadDb, cardIds: readonly CardId[]): readonly CardRow[] {
  return all<CardRow>(
    db,
    sql`
    SELECT card.card_id, card.kind AS card_kind, card.name AS card_name, card.status, card.stage_id,
           stage.name AS stage_name, card.amount, card.currency, company.name AS company_name
      FROM card
           LEFT JOIN stage ON stage.crm_id = card.crm_id AND stage.stage_id = card.stage_id
           LEFT JOIN card AS company ON company.card_id = card.company_id
     WHERE card.card_id IN (SELECT value FROM json_each(${idList(cardIds)}))`,
  );
}

/** Deals: the people on them. Companies: the contacts that name them. */
function personRows(db: ReadDb, cardIds: readonly CardId[]): readonly PersonRow[] {
  const ids = idList(cardIds);
  return all<PersonRow>(
    db,
    sql`
    SELECT deal_person.deal_id AS card_id, person.name
      FROM deal_person JOIN card AS person ON person.card_id = deal_person.person_id
     WHERE deal_person.deal_id IN (SELECT value FROM json_each(${ids})) AND person.gone_at IS NULL
     UNION ALL
    SELECT person.company_id, person.name
      FROM card AS person
     WHERE person.company_id IN (SELECT value FROM json_each(${ids}))
       AND person.kind = 'contact' AND person.gone_at IS NULL
     ORDER BY 1, 2`,
  );
}

/** How many mails are on each card, and the newest of them: SQLite takes the bare columns from the row of max(). */
function mailRows(db: ReadDb, cardIds: readonly CardId[]): readonly MailOnCardRow[] {
  return all<MailOnCardRow>(
    db,
    sql`
    SELECT link.card_id, count(*) AS mail_count, mail.mail_id, mail.direction, max(mail.sent_at) AS last_sent_at
      FROM link JOIN mail USING (mail_id)
     WHERE link.card_id IN (SELECT value FROM json_each(${idList(cardIds)}))
     GROUP BY link.card_id`,
  );
}
