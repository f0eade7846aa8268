import { z } from 'zod';
import type { Card } from '../../../app/domain/card.ts';
import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import { fieldsOf, LISTED, listPath, RECENT_ITEMS, type ListedKind } from './kinds.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { dealRecord, leadRecord, organizationRecord, personRecord, recentRecord, type DealRecord } from './records.ts';
import { companyCard, contactCard, convertedLead, dealCard, leadCard, type Surroundings } from './to-card.ts';

/** Newest change known, and the records that had it: times have whole seconds, so more may come with the same. */
const edge = z.object({ at: z.string(), seen: z.array(z.string()) });
const cursorShape = z.object({
  /** Of everything that `recents` tells of. */
  recents: edge,
  leads: edge,
  load: z
    .object({ kind: z.enum([...LISTED, 'leads']), next: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
type Edge = z.infer<typeof edge>;
type Cursor = z.infer<typeof cursorShape>;
type LoadedKind = NonNullable<Cursor['load']>['kind'];

const LOADED: readonly LoadedKind[] = [...LISTED, 'leads'];
const PAGE_RECORDS = 500;
const RECENT_RECORDS = 100;
/** Most records of one kind that can be asked for by their ids. */
const BY_ID = 100;

export interface ChangeParts {
  readonly client: PipedriveClient;
  readonly around: (signal?: CancelSignal) => Promise<Surroundings>;
}

/**
 * Cards changed since a cursor. The first load goes through the lists. From then on one request asks what changed lately, deleted records
 * included, and one for leads, of which it does not tell: every list would cost a share of the company's budget of the day. Source:
 * Pipedrive's API reference, recents, leads; lists of version 2.
 */
export async function changes(
  { client, around }: ChangeParts,
  text: string | null,
  signal?: CancelSignal,
): Promise<CardPage> {
  const cursor = text === null ? await beforeLoad(client, signal) : cursorShape.parse(JSON.parse(text));
  const { load } = cursor;
  return load === null
    ? follow(client, around, cursor, signal)
    : loadPage(client, await around(signal), cursor, load, signal);
}

async function beforeLoad(client: PipedriveClient, signal?: CancelSignal): Promise<Cursor> {
  const newest = await Promise.all(
    LISTED.map((kind) => newestOf(client, listPath(kind), { sort_by: 'update_time', sort_direction: 'desc' }, signal)),
  );
  const leads = await newestOf(client, listPath('leads'), { sort: 'update_time DESC' }, signal);
  const at = newest.reduce((a, b) => (a > b ? a : b), '');
  return { recents: { at, seen: [] }, leads: { at: leads, seen: [] }, load: { kind: LISTED[0], next: {} } };
}

const changed = z.object({ add_time: z.string(), update_time: z.string().nullish() });

async function newestOf(
  client: PipedriveClient,
  path: string,
  sort: Readonly<Record<string, string>>,
  signal?: CancelSignal,
): Promise<string> {
  const { items } = await client.page({ method: 'GET', path, query: { ...sort, limit: 1 } }, changed, signal);
  const [record] = items;
  return record === undefined ? '' : toSecond(record.update_time ?? record.add_time);
}

async function loadPage(
  client: PipedriveClient,
  around: Surroundings,
  cursor: Cursor,
  { kind, next }: NonNullable<Cursor['load']>,
  signal?: CancelSignal,
): Promise<CardPage> {
  const query = { limit: PAGE_RECORDS, ...next };
  const page =
    kind === 'leads'
      ? await leadPage(client, query, around, signal)
      : await listPage(client, kind, query, around, signal);
  const nextKind = LOADED[LOADED.indexOf(kind) + 1];
  const load =
    page.next !== null ? { kind, next: page.next } : nextKind === undefined ? null : { kind: nextKind, next: {} };
  return {
    isFromStart: false,
    cards: page.cards,
    stages: around.stages,
    cursor: JSON.stringify({ ...cursor, load } satisfies Cursor),
  };
}

async function follow(
  client: PipedriveClient,
  around: ChangeParts['around'],
  cursor: Cursor,
  signal?: CancelSignal,
): Promise<CardPage> {
  const recent = await readRecents(client, cursor.recents, signal);
  const leads = await client.all(
    {
      method: 'GET',
      path: listPath('leads'),
      query: { limit: PAGE_RECORDS, updated_since: cursor.leads.at || undefined },
    },
    leadRecord,
    signal,
  );
  const newLeads = leads.filter(
    (lead) => !cursor.leads.seen.includes(mark(lead.id, lead.update_time ?? lead.add_time)),
  );
  const next: Cursor = {
    recents: recent.edge,
    leads: moved(
      cursor.leads,
      leads.map((lead) => ({ id: lead.id, at: lead.update_time ?? lead.add_time })),
    ),
    load: null,
  };
  const standing = JSON.stringify(next);
  if (recent.ids.size === 0 && newLeads.length === 0)
    return { isFromStart: false, cards: [], stages: [], cursor: standing };
  const surroundings = await around(signal);
  const cards: Card[] = [];
  for (const kind of LISTED)
    cards.push(...(await cardsById(client, kind, [...(recent.ids.get(kind) ?? [])], surroundings, signal)));
  return {
    isFromStart: false,
    cards: [...newLeads.map((lead) => leadCard(lead, surroundings)), ...cards],
    stages: surroundings.stages,
    cursor: standing,
  };
}

/** Ids of what changed, by kind. What is gone is not found under its id any more, which says as much. */
async function readRecents(client: PipedriveClient, known: Edge, signal?: CancelSignal) {
  const ids = new Map<ListedKind, Set<number>>();
  const query = {
    since_timestamp: utcText(known.at),
    items: Object.keys(RECENT_ITEMS).join(','),
    limit: RECENT_RECORDS,
  };
  const order = { method: 'GET', path: '/api/v1/recents', query } as const;
  const found = await client.all(order, recentRecord, signal);
  const stamped = found.flatMap(({ item, id, data }) => {
    const kind = RECENT_ITEMS[item];
    const at = typeof data?.['update_time'] === 'string' ? toSecond(data['update_time']) : known.at;
    return kind === undefined ? [] : [{ kind, id, at }];
  });
  for (const { kind, id, at } of stamped) {
    if (known.seen.includes(mark(`${kind} ${String(id)}`, at))) continue;
    ids.set(kind, (ids.get(kind) ?? new Set()).add(id));
  }
  return {
    ids,
    edge: moved(
      known,
      stamped.map(({ kind, id, at }) => ({ id: `${kind} ${String(id)}`, at })),
    ),
  };
}

async function cardsById(
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
  readonly next: Readonly<Record<string, string | number>> | null;
}

async function leadPage(
  client: PipedriveClient,
  query: Readonly<Record<string, string | number>>,
  around: Surroundings,
  signal?: CancelSignal,
): Promise<CardsOfPage> {
  const page = await client.page({ method: 'GET', path: listPath('leads'), query }, leadRecord, signal);
  return { cards: page.items.map((lead) => leadCard(lead, around)), next: page.next };
}

async function listPage(
  client: PipedriveClient,
  kind: ListedKind,
  query: Readonly<Record<string, string | number>>,
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

function moved(known: Edge, records: readonly { readonly id: string; readonly at: string }[]): Edge {
  const newest = records.reduce((at, one) => (toSecond(one.at) > at ? toSecond(one.at) : at), known.at);
  const marks = records.filter((one) => toSecond(one.at) === newest).map((one) => mark(one.id, one.at));
  const kept = newest === known.at ? known.seen : [];
  return { at: newest, seen: [...new Set([...kept, ...marks])].toSorted() };
}

function mark(id: string, at: string): string {
  return `${id} ${toSecond(at)}`;
}

/** RFC 3339 in UTC to the second, whichever of the vendor's forms it came in: `2026-01-05 08:00:00` is UTC too. */
function toSecond(text: string): string {
  const iso = /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  return new Date(iso).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** As version 1 wants times: `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function utcText(iso: string): string {
  return (iso === '' ? '1970-01-01T00:00:00Z' : iso).replace('T', ' ').replace(/(?:\.\d+)?Z$/, '');
}
