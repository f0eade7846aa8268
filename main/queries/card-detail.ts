import type { CardDetail, MailOnCard } from '../../app/contract/card-views.ts';
import type { CardRef } from '../../app/domain/card.ts';
import type { CardId, MailId } from '../../app/domain/ids.ts';
import type { Direction } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import { all, get, sql, type ReadDb } from '../db/sql.ts';
import { toCardRef, type CardRefRow } from './card-ref.ts';
import { cardSummaries } from './card-summaries.ts';
import { idList } from './compose-sql.ts';
import { keptOutOfCard, toKeptOut } from './kept-out.ts';
import { linksOnCard } from './live-links.ts';
import { authorsOfMails, NOBODY } from './people.ts';
import { subjectsOfMails } from './subjects.ts';

/** What the mirror knows of a card; what the CRM itself says is asked separately. */
export type MirroredCard = Omit<CardDetail, 'atCrm'>;

interface MailRow {
  readonly mail_id: MailId;
  readonly snippet: string;
  readonly direction: Direction;
}

/** A card with its mail and its kept-out drawer. Throws input.unknown-card. */
export function mirroredCard(db: ReadDb, cardId: CardId): MirroredCard {
  const [card] = cardSummaries(db, [cardId]);
  if (card === undefined) throw new MailpinError('input.unknown-card', { card: cardId });
  return {
    card,
    addresses: addressesOf(db, cardId),
    domains: domainsOf(db, cardId),
    company: companyOf(db, cardId),
    related: cardSummaries(db, relatedTo(db, cardId)),
    mails: mailsOnCard(db, cardId),
    keptOut: keptOutOfCard(db, cardId).map(toKeptOut),
  };
}

/** Newest first. */
function mailsOnCard(db: ReadDb, cardId: CardId): readonly MailOnCard[] {
  const links = linksOnCard(db, cardId);
  const mailIds = links.map((link) => link.mailId);
  const authors = authorsOfMails(db, mailIds);
  const subjects = subjectsOfMails(db, mailIds);
  const mails = new Map(mailRows(db, mailIds).map((row) => [row.mail_id, row]));
  return links.flatMap((link) => {
    const mail = mails.get(link.mailId);
    if (mail === undefined) return [];
    return {
      mailId: link.mailId,
      messageId: link.messageId,
      threadId: link.threadId,
      subject: subjects.get(link.mailId) ?? link.subject,
      from: authors.get(link.mailId) ?? NOBODY,
      direction: mail.direction,
      sentAt: link.sentAt,
      snippet: mail.snippet,
      origin: link.origin,
      evidence: link.evidence,
      push: link.push,
    };
  });
}

function mailRows(db: ReadDb, mailIds: readonly MailId[]): readonly MailRow[] {
  return all<MailRow>(
    db,
    sql`
    SELECT mail_id, snippet, direction
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))`,
  );
}

/** Primary address first. */
function addressesOf(db: ReadDb, cardId: CardId): readonly string[] {
  return all<{ readonly address: string }>(
    db,
    sql`SELECT address FROM card_address WHERE card_id = ${cardId} ORDER BY is_primary DESC, address`,
  ).map((row) => row.address);
}

function domainsOf(db: ReadDb, cardId: CardId): readonly string[] {
  return all<{ readonly domain: string }>(
    db,
    sql`SELECT domain FROM card_domain WHERE card_id = ${cardId} ORDER BY domain`,
  ).map((row) => row.domain);
}

function companyOf(db: ReadDb, cardId: CardId): CardRef | null {
  const row = get<CardRefRow>(
    db,
    sql`
    SELECT company.card_id, company.kind AS card_kind, company.name AS card_name
      FROM card JOIN card AS company ON company.card_id = card.company_id
     WHERE card.card_id = ${cardId}`,
  );
  return row === undefined ? null : toCardRef(row);
}

/**
 * Deals: the people on them. People: their deals, and the contact a lead became. Companies: everything that names them. Gone
 * cards are left out.
 */
function relatedTo(db: ReadDb, cardId: CardId): readonly CardId[] {
  return all<{ readonly card_id: CardId }>(
    db,
    sql`
    WITH related AS (
      SELECT person_id AS card_id FROM deal_person WHERE deal_id = ${cardId}
       UNION
      SELECT deal_id FROM deal_person WHERE person_id = ${cardId}
       UNION
      SELECT card_id FROM card WHERE company_id = ${cardId}
       UNION
      SELECT converted_to_id FROM card WHERE card_id = ${cardId}
    )
    SELECT card.card_id
      FROM related JOIN card USING (card_id)
     WHERE card.gone_at IS NULL
     ORDER BY card.kind = 'deal' DESC, card.status = 'open' DESC, card.name COLLATE NOCASE, card.card_id`,
  ).map((row) => row.card_id);
}
