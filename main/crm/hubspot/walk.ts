import type { CancelSignal } from '../../../app/ports.ts';
import type { Edge, Walk } from './cursor.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { FACTS, objectsPath, type HubspotKind } from './kinds.ts';
import { foundPage, type ObjectRecord } from './records.ts';

/** Largest page of a search. */
const PAGE_RECORDS = 200;
/** How late the search may show a change; HubSpot says "a few moments". */
const SEARCH_LAG_MS = 2 * 60_000;
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** What a walk brought, and where the next one begins. */
export interface Walked {
  readonly kind: HubspotKind;
  readonly records: readonly ObjectRecord[];
  readonly edge: Edge;
  /** What is left of the walk; null at its end. */
  readonly rest: Walk | null;
}

/** When a kind was changed last, and how many there are. */
export async function newestChange(
  client: HubspotClient,
  kind: HubspotKind,
  signal?: CancelSignal,
): Promise<{ readonly at: string; readonly total: number }> {
  const sorts = [{ propertyName: FACTS[kind].changedAt, direction: 'DESCENDING' }];
  const found = await search(client, kind, { filterGroups: [], sorts, limit: 1 }, signal);
  return { at: found.results[0]?.updatedAt ?? '', total: found.total };
}

/**
 * What changed since an edge. A walk goes by id and not by time: a record that changes meanwhile keeps its place, and there is no end
 * after 10,000 as of other searches. It ends at the newest change there was when it began.
 */
export async function walkChanges(
  client: HubspotClient,
  kind: HubspotKind,
  known: Edge,
  walk: Walk | undefined,
  signal?: CancelSignal,
): Promise<Walked> {
  const now = Date.now();
  const since = walk?.since ?? startOf(known);
  let lastId = walk?.lastId;
  let end = walk?.edge;
  for (;;) {
    const { results, total } = await changedSince(client, kind, since, lastId, signal);
    const records = results.filter(({ id, updatedAt }) => known.seen[id] !== updatedAt);
    lastId = results.at(-1)?.id;
    if (lastId === undefined || total <= results.length) {
      const edge = withSeen(end ?? movedTo(known, newestOf(results), now), results);
      return { kind, records, edge: settled(edge, now), rest: null };
    }
    end = withSeen(end ?? movedTo(known, (await newestChange(client, kind, signal)).at, now), results);
    // A page of what is known already is no news to stop at.
    if (records.length > 0) return { kind, records, edge: known, rest: { since, lastId, edge: end } };
  }
}

function startOf({ at, movedAt }: Edge): string {
  if (at === '') return BEGINNING;
  return movedAt === null ? at : before(at);
}

function newestOf(records: readonly ObjectRecord[]): string {
  return records.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), '');
}

function movedTo(known: Edge, newest: string, now: number): Edge {
  return newest > known.at ? { ...known, at: newest, movedAt: now } : known;
}

/** An edge at which these records are known too, as far as they were changed shortly before it. */
export function withSeen(edge: Edge, records: readonly ObjectRecord[]): Edge {
  const all = { ...edge.seen, ...Object.fromEntries(records.map(({ id, updatedAt }) => [id, updatedAt])) };
  const since = startOf(edge);
  return { ...edge, seen: Object.fromEntries(Object.entries(all).filter(([, changedAt]) => changedAt >= since)) };
}

/** The search has shown by now what changed before the edge. */
function settled(edge: Edge, now: number): Edge {
  if (edge.movedAt === null || now - edge.movedAt <= SEARCH_LAG_MS) return edge;
  return withSeen({ ...edge, movedAt: null }, []);
}

function before(at: string): string {
  return new Date(Date.parse(at) - SEARCH_LAG_MS).toISOString();
}

async function changedSince(
  client: HubspotClient,
  kind: HubspotKind,
  since: string,
  lastId: string | undefined,
  signal?: CancelSignal,
) {
  const { changedAt, properties } = FACTS[kind];
  const filters = [
    { propertyName: changedAt, operator: 'GTE', value: String(Date.parse(since)) },
    ...(lastId === undefined ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: lastId }]),
  ];
  const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
  return search(client, kind, { filterGroups: [{ filters }], sorts, properties, limit: PAGE_RECORDS }, signal);
}

function search(client: HubspotClient, kind: HubspotKind, body: unknown, signal?: CancelSignal) {
  return client.search({ method: 'POST', path: `${objectsPath(kind)}/search`, body }, foundPage, signal);
}
