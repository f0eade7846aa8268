import { addressKeys } from '../../app/domain/address.ts';
import type { Card, CardAddress, CardKind, CardStatus, Stage } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import { cardsChanged } from './card-generation.ts';
import { groupBy } from './group-by.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface CardRow {
  readonly card_id: CardId;
  readonly crm_id: CrmId;
  readonly kind: CardKind;
  readonly remote_id: string;
  readonly name: string;
  readonly status: CardStatus;
  readonly company_id: CardId | null;
  readonly stage_id: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly owner_name: string | null;
  readonly converted_to_id: CardId | null;
  readonly created_at: UnixMs | null;
  readonly closed_at: UnixMs | null;
  readonly updated_at: UnixMs;
  readonly gone_at: UnixMs | null;
}

/** Any card, gone or not; null when unknown. */
export function cardById(db: ReadDb, cardId: CardId): Card | null {
  return cardsById(db, [cardId]).get(cardId) ?? null;
}

/** The same of several cards; those that are unknown are left out. */
export function cardsById(db: ReadDb, cardIds: readonly CardId[]): ReadonlyMap<CardId, Card> {
  const rows = all<CardRow>(
    db,
    sql`
    SELECT card_id, crm_id, kind, remote_id, name, status, company_id, stage_id, amount, currency, owner_name,
           converted_to_id, created_at, closed_at, updated_at, gone_at
      FROM card
     WHERE card_id IN (SELECT value FROM json_each(${JSON.stringify(cardIds)}))`,
  );
  const addresses = addressesOf(db, idsOf(rows, ['lead', 'contact', 'company']));
  const domains = domainsOf(db, idsOf(rows, ['company']));
  const people = peopleOf(db, idsOf(rows, ['deal']));
  return new Map(
    rows.map((row) => [
      row.card_id,
      toCard(row, {
        addresses: (addresses.get(row.card_id) ?? []).map(toAddress),
        domains: (domains.get(row.card_id) ?? []).map(({ domain }) => domain),
        peopleIds: (people.get(row.card_id) ?? []).map(({ person_id }) => person_id),
      }),
    ]),
  );
}

function idsOf(rows: readonly CardRow[], kinds: readonly CardKind[]): readonly CardId[] {
  return rows.flatMap((row) => (kinds.includes(row.kind) ? row.card_id : []));
}

/**
 * Rows of cards, by card; where there is no card, nothing is asked.
 *
 * @param rowsOf asks for the rows of cards whose ids are given as a JSON array
 */
function byCard<Row extends { readonly card_id: CardId }>(
  cardIds: readonly CardId[],
  rowsOf: (asked: string) => readonly Row[],
): ReadonlyMap<CardId, readonly Row[]> {
  return cardIds.length === 0 ? new Map() : groupBy(rowsOf(JSON.stringify(cardIds)), (row) => row.card_id);
}

function addressesOf(db: ReadDb, cardIds: readonly CardId[]): ReadonlyMap<CardId, readonly AddressRow[]> {
  return byCard(cardIds, (asked) =>
    all<AddressRow>(
      db,
      sql`
      SELECT card_id, address, is_primary
        FROM card_address
       WHERE card_id IN (SELECT value FROM json_each(${asked}))
       ORDER BY card_id, is_primary DESC, address`,
    ),
  );
}

function domainsOf(db: ReadDb, cardIds: readonly CardId[]): ReadonlyMap<CardId, readonly DomainRow[]> {
  return byCard(cardIds, (asked) =>
    all<DomainRow>(
      db,
      sql`
      SELECT card_id, domain
        FROM card_domain
       WHERE card_id IN (SELECT value FROM json_each(${asked}))
       ORDER BY card_id, domain`,
    ),
  );
}

function peopleOf(db: ReadDb, dealIds: readonly CardId[]): ReadonlyMap<CardId, readonly PersonRow[]> {
  return byCard(dealIds, (asked) =>
    all<PersonRow>(
      db,
      sql`
      SELECT deal_id AS card_id, person_id
        FROM deal_person
       WHERE deal_id IN (SELECT value FROM json_each(${asked}))
       ORDER BY deal_id, person_id`,
    ),
  );
}

interface DomainRow {
  readonly card_id: CardId;
  readonly domain: string;
}
interface PersonRow {
  readonly card_id: CardId;
  readonly person_id: CardId;
}
interface AddressRow {
  readonly card_id: CardId;
  readonly address: CanonicalAddress;
  readonly is_primary: number;
}

function toAddress({ address, is_primary }: AddressRow): CardAddress {
  return { address, isPrimary: is_primary === 1 };
}

/**
 * Stores a card as the CRM has it now.
 * @param isNew it is not here yet, so nothing of it gives way
 */
export function putCard(db: WriteDb, card: Card, isNew = false): void {
  cardsChanged(db);
  run(
    db,
    sql`
    INSERT INTO card (card_id, crm_id, kind, remote_id, name, status, company_id, stage_id, amount, currency, owner_name,
                      converted_to_id, created_at, closed_at, updated_at, gone_at)
    VALUES (${card.id}, ${card.crmId}, ${card.kind}, ${card.remoteId}, ${card.name}, ${card.status}, ${card.companyId},
            ${card.stageId}, ${card.value?.amount ?? null}, ${card.value?.currency ?? null}, ${card.ownerName},
            ${card.convertedToId}, ${card.createdAt}, ${card.closedAt}, ${card.updatedAt}, ${card.goneAt})
    ON CONFLICT (card_id) DO UPDATE
       SET name = excluded.name, status = excluded.status, company_id = excluded.company_id,
           stage_id = excluded.stage_id, amount = excluded.amount, currency = excluded.currency,
           owner_name = excluded.owner_name, converted_to_id = excluded.converted_to_id,
           created_at = excluded.created_at, closed_at = excluded.closed_at, updated_at = excluded.updated_at,
           gone_at = excluded.gone_at`,
  );
  if (!isNew) deleteParts(db, card.id);
  putAddresses(db, card);
  for (const domain of card.domains) {
    run(db, sql`INSERT INTO card_domain (domain, card_id) VALUES (${domain}, ${card.id}) ON CONFLICT DO NOTHING`);
  }
  for (const personId of card.peopleIds) {
    run(db, sql`INSERT INTO deal_person (deal_id, person_id) VALUES (${card.id}, ${personId}) ON CONFLICT DO NOTHING`);
  }
}

/**
 * Cards whose id is, or ends after a colon in, what the user wrote: `builtin:deal:d7`, `deal:d7` or `d7`. A whole id is never
 * ambiguous; a card that is gone is meant only where no other fits.
 */
export function cardIdsByEnd(db: ReadDb, written: string): readonly CardId[] {
  if (get(db, sql`SELECT 1 FROM card WHERE card_id = ${written}`) !== undefined) return [written as CardId];
  const end = `:${written}`;
  const rows = all<{ card_id: CardId; is_gone: number }>(
    db,
    sql`
    SELECT card_id, gone_at IS NOT NULL AS is_gone
      FROM card
     WHERE substr(card_id, -length(${end})) = ${end}
     ORDER BY card_id`,
  );
  const standing = rows.filter((row) => row.is_gone === 0);
  return (standing.length > 0 ? standing : rows).map((row) => row.card_id);
}

/** Contacts of companies, and leads that became a contact: cards whose mail follows these cards. */
export function dependentCardIds(db: ReadDb, cardIds: readonly CardId[]): readonly CardId[] {
  const asked = JSON.stringify(cardIds);
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id FROM card WHERE company_id IN (SELECT value FROM json_each(${asked})) AND kind <> 'deal'
     UNION
    SELECT card_id FROM card WHERE converted_to_id IN (SELECT value FROM json_each(${asked}))`,
  ).map((row) => row.card_id);
}

export function putStage(db: WriteDb, stage: Stage): void {
  cardsChanged(db);
  run(
    db,
    sql`
    INSERT INTO stage (crm_id, stage_id, pipeline, name, position, outcome)
    VALUES (${stage.crmId}, ${stage.id}, ${stage.pipeline}, ${stage.name}, ${stage.position}, ${stage.outcome})
    ON CONFLICT (crm_id, stage_id) DO UPDATE
       SET pipeline = excluded.pipeline, name = excluded.name, position = excluded.position,
           outcome = excluded.outcome`,
  );
}

/** Cards of a CRM that are not gone, as far as the mirror knows. */
export function standingCardIds(db: ReadDb, crmId: CrmId): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`SELECT card_id FROM card WHERE crm_id = ${crmId} AND gone_at IS NULL ORDER BY card_id`,
  ).map((row) => row.card_id);
}

export function deleteStages(db: WriteDb, crmId: CrmId): void {
  cardsChanged(db);
  run(db, sql`DELETE FROM stage WHERE crm_id = ${crmId}`);
}

/** How far the cards of a CRM were read; null before the first time. */
export function readCrmCursor(db: ReadDb, crmId: CrmId): string | null {
  return get<{ cursor: string | null }>(db, sql`SELECT cursor FROM crm_cursor WHERE crm_id = ${crmId}`)?.cursor ?? null;
}

/** Call it only in the transaction that stores the cards the cursor accounts for. */
export function writeCrmCursor(db: WriteDb, crmId: CrmId, cursor: string | null): void {
  run(
    db,
    sql`
    INSERT INTO crm_cursor (crm_id, cursor) VALUES (${crmId}, ${cursor})
    ON CONFLICT (crm_id) DO UPDATE SET cursor = excluded.cursor`,
  );
}

function deleteParts(db: WriteDb, cardId: CardId): void {
  run(db, sql`DELETE FROM card_address WHERE card_id = ${cardId}`);
  run(db, sql`DELETE FROM card_address_key WHERE card_id = ${cardId}`);
  run(db, sql`DELETE FROM card_domain WHERE card_id = ${cardId}`);
  run(db, sql`DELETE FROM deal_person WHERE deal_id = ${cardId}`);
}

function putAddresses(db: WriteDb, card: Card): void {
  for (const { address, isPrimary } of card.addresses) {
    run(
      db,
      sql`
      INSERT INTO card_address (card_id, address, is_primary) VALUES (${card.id}, ${address}, ${isPrimary ? 1 : 0})
      ON CONFLICT (card_id, address) DO UPDATE SET is_primary = max(is_primary, excluded.is_primary)`,
    );
    for (const { key, step } of addressKeys(address)) {
      run(
        db,
        sql`
        INSERT INTO card_address_key (address_key, step, card_id, address)
        VALUES (${key}, ${step}, ${card.id}, ${address})
        ON CONFLICT DO NOTHING`,
      );
    }
  }
}

function toCard(row: CardRow, parts: Pick<Card, 'addresses' | 'domains' | 'peopleIds'>): Card {
  return {
    id: row.card_id,
    crmId: row.crm_id,
    kind: row.kind,
    remoteId: row.remote_id,
    name: row.name,
    status: row.status,
    addresses: parts.addresses,
    domains: parts.domains,
    companyId: row.company_id,
    peopleIds: parts.peopleIds,
    stageId: row.stage_id,
    value: row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
    ownerName: row.owner_name,
    convertedToId: row.converted_to_id,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    updatedAt: row.updated_at,
    goneAt: row.gone_at,
  };
}
