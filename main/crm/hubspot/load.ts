import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import type { Cursor } from './cursor.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { FACTS, KINDS, objectsPath, type HubspotKind } from './kinds.ts';
import { listedCards } from './read-cards.ts';
import { objectPage } from './records.ts';
import { ifGranted } from './surroundings.ts';
import type { Surroundings } from './to-card.ts';
import { newestChange, withSeen } from './walk.ts';

/** Largest page of a list. */
const PAGE_RECORDS = 100;

/** Before the first page: what is newer than the newest change of now is met afterwards. */
export async function beforeLoad(client: HubspotClient, signal?: CancelSignal): Promise<Cursor> {
  const now = Date.now();
  const newest = await Promise.all(
    KINDS.map(async (kind) => {
      const found = await ifGranted(() => newestChange(client, kind, signal));
      return { kind, at: found?.at ?? '', total: found?.total ?? 0 };
    }),
  );
  const of = <Value>(value: (one: (typeof newest)[number]) => Value) =>
    Object.fromEntries(newest.map((one) => [one.kind, value(one)])) as Record<HubspotKind, Value>;
  const newestOfAll = newest.map(({ at }) => at).reduce((a, b) => (a > b ? a : b), '');
  return {
    edges: of(({ at }) => ({ at, seen: {}, movedAt: now })),
    bins: of(() => newestOfAll),
    load: { kind: KINDS[0], total: newest.reduce((sum, { total }) => sum + total, 0) },
    walks: {},
  };
}

/** One page of the first load. A kind that the account does not have, or the credential may not read, is left out. */
export async function loadPage(
  client: HubspotClient,
  around: Surroundings,
  cursor: Cursor,
  load: NonNullable<Cursor['load']>,
  signal?: CancelSignal,
): Promise<CardPage> {
  const { kind, after, total } = load;
  const { properties, associated } = FACTS[kind];
  const query = {
    limit: PAGE_RECORDS,
    after,
    properties: properties.join(','),
    associations: associated.length === 0 ? undefined : associated.join(','),
  };
  const read = () => client.send({ method: 'GET', path: objectsPath(kind), query }, objectPage, signal);
  const page = kind === 'leads' ? await ifGranted(read) : await read();
  const next = page?.paging?.next?.after;
  const nextKind = KINDS[KINDS.indexOf(kind) + 1];
  const rest =
    next !== undefined ? { kind, after: next, total } : nextKind === undefined ? null : { kind: nextKind, total };
  // What the walk afterwards would bring once more.
  const edges = { ...cursor.edges, [kind]: withSeen(cursor.edges[kind], page?.results ?? []) };
  return {
    isFromStart: false,
    cards: page === null ? [] : await listedCards(client, kind, page.results, around, signal),
    stages: [...around.stages.values()],
    cursor: JSON.stringify({ ...cursor, edges, load: rest } satisfies Cursor),
    totalCount: total,
  };
}
