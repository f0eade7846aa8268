/** What is asked of the tables of cards, each question for any number of keys, domains, cards or stages at once. */
import type { Card } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId } from '../../app/domain/ids.ts';
import type { AddressStep } from '../../app/domain/link.ts';
import type { AddressHit, StagePlace } from '../../app/rules/card-lookup.ts';
import { groupBy } from './group-by.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

/** An address of a card that has the key asked for, at a step. */
export interface KeyOnCard {
  readonly cardId: CardId;
  readonly address: CanonicalAddress;
  readonly step: AddressStep;
}

/** By key the addresses that have it, of cards of any kind, gone or not. */
export function keysOnCards(db: ReadDb, keys: readonly string[]): ReadonlyMap<string, readonly KeyOnCard[]> {
  const rows = all<{ address_key: string } & KeyOnCard>(
    db,
    sql`
    SELECT address_key, step, card_id AS cardId, address
      FROM card_address_key
     WHERE address_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))
     ORDER BY address_key, step, card_id, address`,
  );
  return groupBy(rows, (row) => row.address_key);
}

/**
 * Each standing lead, contact and company once that has a key at the step; as primary when one such address is.
 *
 * @param found in the order of `keysOnCards`
 */
export function addressHits(
  found: readonly KeyOnCard[],
  step: AddressStep,
  card: (id: CardId) => Card | null,
): readonly AddressHit[] {
  const hits: AddressHit[] = [];
  for (const { cardId, address, step: at } of found) {
    const holder = at === step ? card(cardId) : null;
    if (holder === null || holder.kind === 'deal' || holder.goneAt !== null) continue;
    const own = holder.addresses.find((one) => one.address === address);
    if (own === undefined) continue;
    // Rows of one card follow each other.
    const last = hits.at(-1);
    if (last?.card.id !== cardId) hits.push({ card: holder, isPrimary: own.isPrimary });
    else if (own.isPrimary) hits[hits.length - 1] = { card: holder, isPrimary: true };
  }
  return hits;
}

export function companiesWith(db: ReadDb, domains: readonly string[]): ReadonlyMap<string, readonly CardId[]> {
  const rows = all<{ domain: string; card_id: CardId }>(
    db,
    sql`
    SELECT domain, card_id
      FROM card_domain JOIN card USING (card_id)
     WHERE domain IN (SELECT value FROM json_each(${JSON.stringify(domains)})) AND kind = 'company' AND gone_at IS NULL
     ORDER BY domain, card_id`,
  );
  return idsBy(rows.map((row) => [row.domain, row.card_id]));
}

/**
 * By person or company the deals with this person on it, or with a lead that became this contact, or with this company. A company may have
 * hundreds of contacts: by itself SQLite, where it knows sizes of tables, may read those too.
 */
export function dealsWith(db: ReadDb, cardIds: readonly CardId[]): ReadonlyMap<CardId, readonly CardId[]> {
  const asked = JSON.stringify(cardIds);
  const rows = all<{ via_id: CardId; card_id: CardId }>(
    db,
    sql`
    SELECT person_id AS via_id, card_id
      FROM deal_person JOIN card ON card_id = deal_id
     WHERE person_id IN (SELECT value FROM json_each(${asked})) AND kind = 'deal' AND gone_at IS NULL
     UNION
    SELECT lead.converted_to_id, deal.card_id
      FROM card AS lead
           JOIN deal_person ON person_id = lead.card_id
           JOIN card AS deal ON deal.card_id = deal_id
     WHERE lead.converted_to_id IN (SELECT value FROM json_each(${asked})) AND deal.kind = 'deal' AND deal.gone_at IS NULL
     UNION
    SELECT company_id, card_id
      FROM card INDEXED BY card_deals_of_company
     WHERE company_id IN (SELECT value FROM json_each(${asked})) AND kind = 'deal' AND gone_at IS NULL`,
  );
  return idsBy(rows.map((row) => [row.via_id, row.card_id]));
}

/** Whether cards of more than one CRM are known. */
export function areOfSeveralCrms(db: ReadDb): boolean {
  const row = get<{ first: string | null; last: string | null }>(
    db,
    sql`SELECT (SELECT min(crm_id) FROM card) AS first, (SELECT max(crm_id) FROM card) AS last`,
  );
  return row !== undefined && row.first !== row.last;
}

/** @param asked ids of CRM and stage with a blank between; ids of CRMs have none */
export function stagePlaces(db: ReadDb, asked: readonly string[]): ReadonlyMap<string, StagePlace> {
  const rows = all<{ asked: string; name: string; before: number; others: number }>(
    db,
    sql`
    SELECT stage.crm_id || ' ' || stage.stage_id AS asked, stage.name,
           count(*) FILTER (WHERE other.position < stage.position) AS before, count(other.stage_id) AS others
      FROM stage
           LEFT JOIN stage AS other
           ON other.crm_id = stage.crm_id AND other.pipeline = stage.pipeline AND other.outcome = 'open'
          AND other.stage_id <> stage.stage_id
     WHERE stage.crm_id || ' ' || stage.stage_id IN (SELECT value FROM json_each(${JSON.stringify(asked)}))
     GROUP BY stage.crm_id, stage.stage_id`,
  );
  return new Map(
    rows.map(({ asked: key, name, before, others }) => [
      key,
      { name, progress: others === 0 ? 0 : Math.min(before / others, 1) },
    ]),
  );
}

function idsBy<Key>(pairs: readonly (readonly [Key, CardId])[]): ReadonlyMap<Key, readonly CardId[]> {
  const ids = new Map<Key, CardId[]>();
  for (const [key, id] of pairs) {
    const own = ids.get(key);
    if (own === undefined) ids.set(key, [id]);
    else own.push(id);
  }
  return ids;
}
