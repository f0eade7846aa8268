/** Changed cards by the Core API, which every plan has. */
import type { Card } from '../../../app/domain/card.ts';
import type { CardPage } from '../../../app/ports.ts';
import { conversionsAfter, convertedLeads, newestConversion } from './conversions.ts';
import { edges, KINDS, NO_EDGE, type Edge, type Kind, type PagesCursor } from './cursor.ts';
import { toCards, type AnyRecord, type AskSurroundings } from './read-cards.ts';
import { changedRecord } from './records.ts';
import type { SellClient } from './sell-client.ts';
import type { Surroundings } from './to-card.ts';

type Found = Omit<CardPage, 'isFromStart'>;

/**
 * The first load goes page by page, oldest card first, so that a stop costs one page; what changes meanwhile is met afterwards, since the
 * newest change of each kind is noted before the load begins. From then on each kind is walked from its newest change down to the one
 * known. The Core API tells of no deletions; a card that is gone says so when mail is put on it.
 */
export async function changesByPage(client: SellClient, around: AskSurroundings, cursor: PagesCursor): Promise<Found> {
  return cursor.load === null
    ? await follow(client, around, cursor)
    : await loadPage(client, await around(), cursor, cursor.load);
}

/** @param askedAt when the Sync API was refused */
export async function firstPagesCursor(client: SellClient, askedAt: number): Promise<PagesCursor> {
  const newest = await Promise.all(KINDS.map((kind) => newestEdge(client, kind)));
  const [contacts = NO_EDGE, leads = NO_EDGE, deals = NO_EDGE] = newest;
  const conversion = await newestConversion(client);
  return { way: 'pages', edges: { contacts, leads, deals }, load: { kind: KINDS[0], page: 1 }, conversion, askedAt };
}

/** The newest change, with nothing known of it yet: the first walk brings it once more. */
async function newestEdge(client: SellClient, kind: Kind): Promise<Edge> {
  const { items } = await client.list(`/v2/${kind}`, changedRecord, { sort_by: 'updated_at:desc', per_page: 1 });
  return { at: items[0]?.updated_at ?? '', ids: [] };
}

async function loadPage(
  client: SellClient,
  around: Surroundings,
  cursor: PagesCursor,
  { kind, page }: NonNullable<PagesCursor['load']>,
): Promise<Found> {
  const { items, next } = await client.list(`/v2/${kind}`, changedRecord, { sort_by: 'created_at', page });
  const nextKind = KINDS[KINDS.indexOf(kind) + 1];
  const load = next !== null ? { kind, page: page + 1 } : nextKind === undefined ? null : { kind: nextKind, page: 1 };
  return {
    cards: await toCards(client, kind, items, around),
    stages: [...around.stages.values()],
    cursor: JSON.stringify({ ...cursor, load } satisfies PagesCursor),
  };
}

async function follow(client: SellClient, ask: AskSurroundings, cursor: PagesCursor): Promise<Found> {
  const [walks, conversions] = await Promise.all([
    Promise.all(KINDS.map((kind) => walk(client, kind, cursor.edges[kind]))),
    conversionsAfter(client, cursor.conversion),
  ]);
  if (conversions.length === 0 && walks.every(({ items }) => items.length === 0)) {
    return { cards: [], stages: [], cursor: JSON.stringify(cursor) };
  }
  const around = await ask();
  const cards: Card[] = [];
  for (const { kind, items } of walks) cards.push(...(await toCards(client, kind, items, around)));
  cards.push(...(await convertedLeads(client, conversions, around)));
  const found = Object.fromEntries(walks.map((one) => [one.kind, one.edge]));
  const conversion = conversions[0]?.id ?? cursor.conversion;
  const next: PagesCursor = { ...cursor, edges: edges.parse(found), conversion };
  return { cards, stages: [...around.stages.values()], cursor: JSON.stringify(next) };
}

interface Walk {
  readonly kind: Kind;
  readonly items: readonly AnyRecord[];
  readonly edge: Edge;
}

/** From the newest change down to the edge. */
async function walk(client: SellClient, kind: Kind, known: Edge): Promise<Walk> {
  const items: AnyRecord[] = [];
  let newest: Edge = known;
  for (let page = 1; ; page += 1) {
    const listed = await client.list(`/v2/${kind}`, changedRecord, { sort_by: 'updated_at:desc', page });
    for (const record of listed.items) {
      const at = record.updated_at;
      if (at < known.at) return { kind, items, edge: newest };
      const isNews = at > known.at || !known.ids.includes(record.id);
      if (isNews) items.push(record);
      if (at > newest.at) newest = { at, ids: [record.id] };
      else if (at === newest.at && !newest.ids.includes(record.id)) newest = { at, ids: [...newest.ids, record.id] };
    }
    if (listed.next === null) return { kind, items, edge: newest };
  }
}
