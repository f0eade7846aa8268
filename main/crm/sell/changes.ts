import { z } from 'zod';
import type { Card } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CardPage } from '../../../app/ports.ts';
import { readAs } from '../read-as.ts';
import {
  associatedRecord,
  changedRecord,
  contactRecord,
  dealRecord,
  isMissing,
  leadRecord,
  namedRecord,
  stageRecord,
} from './records.ts';
import type { SellClient } from './sell-client.ts';
import { contactCard, dealCard, leadCard, toStage, type Surroundings } from './to-card.ts';

const KINDS = ['contacts', 'leads', 'deals'] as const;
type Kind = (typeof KINDS)[number];

/** Newest change known of a kind, with the records that had it: times have whole seconds, so more may come with the same. */
interface Edge {
  readonly at: string;
  readonly ids: readonly number[];
}
const edge = z.object({ at: z.string(), ids: z.array(z.int()) });
const edges = z.object({ contacts: edge, leads: edge, deals: edge });
const cursorShape = z.object({
  edges,
  /** Where the first load stands; null when it is done. */
  load: z.object({ kind: z.enum(KINDS), page: z.int() }).nullable(),
});
type Cursor = z.infer<typeof cursorShape>;

const NO_EDGE: Edge = { at: '', ids: [] };

/**
 * Cards changed since a cursor. The first load goes page by page, oldest card first, so that a stop costs one page; what changes
 * meanwhile is met afterwards, since the newest change of each kind is noted before the load begins. From then on each kind is walked
 * from its newest change down to the one known. Sell's core API tells of no deletions; a card that is gone says so when mail is put
 * on it.
 */
export async function changes(client: SellClient, around: AskSurroundings, text: string | null): Promise<CardPage> {
  const cursor = text === null ? await firstCursor(client) : cursorShape.parse(JSON.parse(text));
  const page =
    cursor.load === null
      ? await follow(client, around, cursor)
      : await loadPage(client, await around(), cursor, cursor.load);
  return { isFromStart: false, ...page };
}

/** Owners and stages as they are now, or were a moment ago. */
export type AskSurroundings = () => Promise<Surroundings>;
type Found = Omit<CardPage, 'isFromStart'>;

async function firstCursor(client: SellClient): Promise<Cursor> {
  const newest = await Promise.all(KINDS.map((kind) => newestEdge(client, kind)));
  const [contacts = NO_EDGE, leads = NO_EDGE, deals = NO_EDGE] = newest;
  const found = { contacts, leads, deals };
  return cursorShape.parse({ edges: found, load: { kind: KINDS[0], page: 1 } });
}

/** The newest change, with nothing known of it yet: the first walk brings it once more. */
async function newestEdge(client: SellClient, kind: Kind): Promise<Edge> {
  const { items } = await client.list(`/v2/${kind}`, changedRecord, { sort_by: 'updated_at:desc', per_page: 1 });
  return { at: items[0]?.updated_at ?? '', ids: [] };
}

async function loadPage(
  client: SellClient,
  around: Surroundings,
  cursor: Cursor,
  { kind, page }: NonNullable<Cursor['load']>,
): Promise<Found> {
  const { items, hasMore } = await client.list(`/v2/${kind}`, changedRecord, { sort_by: 'created_at:asc', page });
  const nextKind = KINDS[KINDS.indexOf(kind) + 1];
  const load = hasMore ? { kind, page: page + 1 } : nextKind === undefined ? null : { kind: nextKind, page: 1 };
  return {
    cards: await toCards(client, kind, items, around),
    stages: [...around.stages.values()],
    cursor: JSON.stringify({ ...cursor, load } satisfies Cursor),
  };
}

async function follow(client: SellClient, ask: AskSurroundings, cursor: Cursor): Promise<Found> {
  const walks = await Promise.all(KINDS.map((kind) => walk(client, kind, cursor.edges[kind])));
  if (walks.every(({ items }) => items.length === 0)) {
    return { cards: [], stages: [], cursor: JSON.stringify(cursor) };
  }
  const around = await ask();
  const cards: Card[] = [];
  for (const { kind, items } of walks) cards.push(...(await toCards(client, kind, items, around)));
  const found = Object.fromEntries(walks.map((one) => [one.kind, one.edge]));
  const next: Cursor = { edges: edges.parse(found), load: null };
  return { cards, stages: [...around.stages.values()], cursor: JSON.stringify(next) };
}

type AnyRecord = z.infer<typeof changedRecord>;
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
    if (!listed.hasMore) return { kind, items, edge: newest };
  }
}

/** Owners, pipelines and stages: what a card needs besides its own record. Throws crm.*. */
export async function surroundings(client: SellClient, crmId: CrmId): Promise<Surroundings> {
  const [users, pipelines, stages] = await Promise.all([
    client.listAll('/v2/users', namedRecord),
    client.listAll('/v2/pipelines', namedRecord),
    client.listAll('/v2/stages', stageRecord),
  ]);
  const named = (records: readonly z.infer<typeof namedRecord>[]) =>
    new Map(records.map(({ id, name }) => [id, name ?? `#${String(id)}`]));
  const pipelineNames = named(pipelines);
  return {
    crmId,
    owners: named(users),
    stages: new Map(stages.map((stage) => [String(stage.id), toStage(stage, pipelineNames, crmId)])),
  };
}

async function toCards(
  client: SellClient,
  kind: Kind,
  records: readonly AnyRecord[],
  around: Surroundings,
): Promise<readonly Card[]> {
  if (kind === 'leads') return records.map((record) => leadCard(readAs(leadRecord, record, client.host), around));
  if (kind === 'contacts')
    return records.map((record) => contactCard(readAs(contactRecord, record, client.host), around));
  return Promise.all(
    records.map(async (record) => {
      const deal = readAs(dealRecord, record, client.host);
      const others = await client.listAll(`/v2/deals/${String(deal.id)}/associated_contacts`, associatedRecord);
      const people = new Set([
        ...[deal.contact_id].filter((id) => !isMissing(id)),
        ...others.map((one) => one.contact_id),
      ]);
      return dealCard(deal, [...people], around);
    }),
  );
}
