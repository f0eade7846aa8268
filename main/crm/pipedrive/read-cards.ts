/** Cards as Pipedrive lists them, page by page or by their ids. */
import type { Card } from '../../../app/domain/card.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { fieldsOf, listPath, type ListedKind } from './kinds.ts';
import type { PageQuery, PipedriveClient } from './pipedrive-client.ts';
import { dealRecord, leadRecord, organizationRecord, personRecord, type DealRecord } from './records.ts';
import { companyCard, contactCard, convertedLead, dealCard, leadCard, type Surroundings } from './to-card.ts';

export const PAGE_RECORDS = 500;
/** Most records of one kind that can be asked for by their ids. */
const BY_ID = 100;

/** Cards of one kind by their ids; what is no longer listed is gone. */
export async function cardsById(
  client: PipedriveClient,
  kind: ListedKind,
  ids: readonly number[],
  around: Surroundings,
  signal?: CancelSignal,
): Promise<readonly Card[]> {
  const cards: Card[] = [];
  for (let at = 0; at < ids.length; at += BY_ID) {
    const wanted = ids.slice(at, at + BY_ID);
    const query = { ids: wanted.join(','), limit: BY_ID };
    const page = await listPage(client, kind, query, around, signal);
    const there = new Set(page.cards.map(({ remoteId }) => remoteId));
    cards.push(...page.cards);
    for (const id of wanted) if (!there.has(String(id))) cards.push(gone(kind, id, around));
  }
  return cards;
}

/** What Pipedrive no longer lists was deleted, or is hidden from the user: the same for them. */
function gone(kind: ListedKind, id: number, around: Surroundings): Card {
  const at = new Date().toISOString();
  const record = { id, add_time: at, update_time: at, is_deleted: true };
  if (kind === 'organizations') return companyCard(record, around);
  return kind === 'persons' ? contactCard(record, around) : dealCard({ ...record, source_lead_id: null }, [], around);
}

interface CardsOfPage {
  readonly cards: readonly Card[];
  readonly next: PageQuery | null;
}

export async function leadPage(
  client: PipedriveClient,
  query: PageQuery,
  around: Surroundings,
  signal?: CancelSignal,
): Promise<CardsOfPage> {
  const page = await client.page({ method: 'GET', path: listPath('leads'), query }, leadRecord, signal);
  return { cards: page.items.map((lead) => leadCard(lead, around)), next: page.next };
}

export async function listPage(
  client: PipedriveClient,
  kind: ListedKind,
  query: PageQuery,
  around: Surroundings,
  signal?: CancelSignal,
): Promise<CardsOfPage> {
  const order = { method: 'GET', path: listPath(kind), query: { ...query, include_fields: fieldsOf(kind) } } as const;
  if (kind === 'organizations') {
    const { items, next } = await client.page(order, organizationRecord, signal);
    return { cards: items.map((one) => companyCard(one, around)), next };
  }
  if (kind === 'persons') {
    const { items, next } = await client.page(order, personRecord, signal);
    return { cards: items.map((one) => contactCard(one, around)), next };
  }
  const { items, next } = await client.page(order, dealRecord, signal);
  const cards: Card[] = [];
  for (const deal of items) {
    const card = dealCard(deal, await peopleOn(client, deal, signal), around);
    cards.push(...(deal.source_lead_id ? [convertedLead(card, deal.source_lead_id)] : []), card);
  }
  return { cards, next };
}

/** A deal has one person of its own; the others are asked for only where there are any. */
async function peopleOn(client: PipedriveClient, deal: DealRecord, signal?: CancelSignal): Promise<readonly number[]> {
  const own = deal.person_id === null || deal.person_id === undefined ? [] : [deal.person_id];
  if ((deal.participants_count ?? 0) <= own.length) return own;
  const query = { deal_id: deal.id, limit: PAGE_RECORDS };
  const others = await client.all({ method: 'GET', path: listPath('persons'), query }, personRecord, signal);
  return [...new Set([...own, ...others.map(({ id }) => id)])];
}
