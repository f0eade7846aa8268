import type { Card } from '../../../app/domain/card.ts';
import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import { moment } from '../card-fields.ts';
import type { EmptiedBins, LookThroughBins } from './bins.ts';
import { readCursor, type Cursor } from './cursor.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { KINDS } from './kinds.ts';
import { beforeLoad, loadPage } from './load.ts';
import { foundCards } from './read-cards.ts';
import { ifGranted } from './surroundings.ts';
import { toCard, type Surroundings } from './to-card.ts';
import { walkChanges } from './walk.ts';

export interface ChangeParts {
  readonly client: HubspotClient;
  /** Owners and stages as they are now, or were a moment ago. */
  readonly around: (signal?: CancelSignal) => Promise<Surroundings>;
  readonly lookThroughBins: LookThroughBins;
}

/**
 * Cards changed since a cursor. The first load goes through the lists, a stop costs one page; what changes meanwhile is met afterwards,
 * since the newest change of each kind is noted before the load begins. From then on each kind is searched for what changed, and the
 * recycle bins are looked through.
 */
export async function changes(parts: ChangeParts, text: string | null, signal?: CancelSignal): Promise<CardPage> {
  const { client, around } = parts;
  const cursor = text === null ? await beforeLoad(client, signal) : readCursor(text);
  if (cursor.load !== null) return loadPage(client, await around(signal), cursor, cursor.load, signal);
  return follow(parts, cursor, signal);
}

async function follow(
  { client, around, lookThroughBins }: ChangeParts,
  cursor: Cursor,
  signal?: CancelSignal,
): Promise<CardPage> {
  const walking = KINDS.filter((kind) => cursor.walks[kind] !== undefined);
  const asked = walking.length > 0 ? walking : KINDS;
  const walks = (
    await Promise.all(
      asked.map((kind) => ifGranted(() => walkChanges(client, kind, cursor.edges[kind], cursor.walks[kind], signal))),
    )
  ).flatMap((one) => one ?? []);
  const bins = walking.length > 0 ? { records: [], marks: cursor.bins } : await lookThroughBins(cursor.bins, signal);
  const standing = JSON.stringify({
    edges: { ...cursor.edges, ...Object.fromEntries(walks.map(({ kind, edge }) => [kind, edge])) },
    bins: bins.marks,
    load: null,
    walks: Object.fromEntries(walks.flatMap(({ kind, rest }) => (rest === null ? [] : [[kind, rest]]))),
  } satisfies Cursor);
  if (bins.records.length === 0 && walks.every(({ records }) => records.length === 0)) {
    return { isFromStart: false, cards: [], stages: [], cursor: standing };
  }
  const surroundings = await around(signal);
  const cards = [...goneCards(bins, surroundings)];
  for (const { kind, records } of walks) cards.push(...(await foundCards(client, kind, records, surroundings, signal)));
  return { isFromStart: false, cards, stages: [...surroundings.stages.values()], cursor: standing };
}

/** They come first: a record that was merged away lies in the bin too, and the one that stands for it is named afterwards. */
function goneCards({ records }: EmptiedBins, around: Surroundings): readonly Card[] {
  return records.map(({ kind, record, at }) => ({ ...toCard(kind, record, {}, around), goneAt: moment(at) }));
}
