import { z } from 'zod';
import type { Card } from '../../../app/domain/card.ts';
import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import { edge, mark, moved, toSecond, utcText, type Edge } from './edge.ts';
import { LISTED, listPath, RECENT_ITEMS, type ListedKind } from './kinds.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { cardsById, leadPage, listPage, PAGE_RECORDS } from './read-cards.ts';
import { leadRecord, recentRecord } from './records.ts';
import { leadCard, type Surroundings } from './to-card.ts';

const cursorShape = z.object({
  /** Of everything that `recents` tells of. */
  recents: edge,
  leads: edge,
  load: z
    .object({ kind: z.enum([...LISTED, 'leads']), next: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
type Cursor = z.infer<typeof cursorShape>;
type LoadedKind = NonNullable<Cursor['load']>['kind'];

const LOADED: readonly LoadedKind[] = [...LISTED, 'leads'];
const RECENT_RECORDS = 100;

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
