import { z } from 'zod';
import type { Card } from '../../../app/domain/card.ts';
import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import { KINDS, OBJECTS, type TwentyCardKind } from './kinds.ts';
import { bareRecord, companyRecord, opportunityRecord, personRecord } from './records.ts';
import { companyCard, contactCard, dealCard, type Surroundings } from './to-card.ts';
import type { Page, TwentyClient } from './twenty-client.ts';

const seenShape = z.record(z.string(), z.string());
/** How far one kind is read. */
const markShape = z.object({
  /** Read up to here; empty before the first load. ISO 8601 with milliseconds, by the server's clock. */
  since: z.string(),
  /** Id -> time, of those read already that are asked for again because they changed about then. */
  seen: seenShape,
  /** A round of pages under way: what becomes `since` and `seen` after it. */
  round: z.object({ since: z.string(), seen: seenShape, after: z.string() }).nullable(),
});
const cursorShape = z.object({
  marks: z.record(z.enum(KINDS), markShape),
  /** What the first load brings. */
  total: z.int(),
});
type Mark = z.infer<typeof markShape>;
type Cursor = z.infer<typeof cursorShape>;

const NOTHING_READ: Mark = { since: '', seen: {}, round: null };
/** A change may be seen only a while after its time, when what it was part of is written whole. */
const OVERLAP_MS = 10_000;

export interface ChangeParts {
  readonly client: TwentyClient;
  readonly around: (signal?: CancelSignal) => Promise<Surroundings>;
}

/**
 * Cards changed since a cursor, kind by kind: all of them at first, then those changed or put into the trash since a time of the server's
 * clock. Pages go by id, since many records may have one time. What is destroyed without the trash leaves no trace.
 */
export async function changes(
  { client, around }: ChangeParts,
  text: string | null,
  signal?: CancelSignal,
): Promise<CardPage> {
  const cursor = text === null ? await firstCursor(client, signal) : cursorShape.parse(JSON.parse(text));
  for (const kind of KINDS) {
    const { mark, news } = await readKind(client, kind, cursor.marks[kind], signal);
    if (news.length === 0) continue;
    const surroundings = await around(signal);
    return {
      isFromStart: false,
      cards: news.map((toCard) => toCard(surroundings)),
      stages: surroundings.stages,
      cursor: JSON.stringify({ ...cursor, marks: { ...cursor.marks, [kind]: mark } } satisfies Cursor),
      ...(cursor.total > 0 && { totalCount: cursor.total }),
    };
  }
  return { isFromStart: false, cards: [], stages: [], cursor: text ?? JSON.stringify(cursor) };
}

async function firstCursor(client: TwentyClient, signal?: CancelSignal): Promise<Cursor> {
  let total = 0;
  for (const kind of KINDS) {
    const query = { limit: 1, depth: 0 };
    const order = { method: 'GET', path: `/rest/${OBJECTS[kind].plural}`, query } as const;
    total += (await client.page(order, bareRecord, signal)).totalCount;
  }
  return { marks: { company: NOTHING_READ, contact: NOTHING_READ, deal: NOTHING_READ }, total };
}

type ToCard = (around: Surroundings) => Card;
interface Found {
  readonly id: string;
  /** Of the last change, the way into the trash among them. */
  readonly at: string;
  readonly toCard: ToCard;
}

/** The next page with something new in it, or the last one. */
async function readKind(
  client: TwentyClient,
  kind: TwentyCardKind,
  from: Mark,
  signal?: CancelSignal,
): Promise<{ readonly mark: Mark; readonly news: readonly ToCard[] }> {
  for (let mark = from; ;) {
    const { since, seen, round } = mark;
    const page = await readPage(client, kind, since, round?.after, signal);
    const nextSince = round?.since ?? new Date(Date.parse(page.at) - OVERLAP_MS).toISOString();
    const recent = page.items.filter(({ at }) => at >= nextSince).map(({ id, at }) => [id, at] as const);
    const nextSeen = { ...round?.seen, ...Object.fromEntries(recent) };
    const news = page.items.filter(({ id, at }) => seen[id] !== at).map(({ toCard }) => toCard);
    mark =
      page.next === null
        ? { since: nextSince, seen: nextSeen, round: null }
        : { since, seen, round: { since: nextSince, seen: nextSeen, after: page.next } };
    if (news.length > 0 || page.next === null) return { mark, news };
  }
}

async function readPage(
  client: TwentyClient,
  kind: TwentyCardKind,
  since: string,
  after: string | undefined,
  signal?: CancelSignal,
): Promise<Page<Found>> {
  // What a filter says of `deletedAt` brings the trash into view.
  const filter = since === '' ? undefined : `or(updatedAt[gte]:"${since}",deletedAt[gte]:"${since}")`;
  const query = { depth: 0, order_by: 'id[AscNullsFirst]', filter, starting_after: after };
  const order = { method: 'GET', path: `/rest/${OBJECTS[kind].plural}`, query } as const;
  switch (kind) {
    case 'company':
      return found(await client.page(order, companyRecord, signal), companyCard);
    case 'contact':
      return found(await client.page(order, personRecord, signal), contactCard);
    case 'deal':
      return found(await client.page(order, opportunityRecord, signal), dealCard);
  }
}

function found<
  Item extends { readonly id: string; readonly updatedAt: string; readonly deletedAt?: string | null | undefined },
>(page: Page<Item>, toCard: (record: Item, around: Surroundings) => Card): Page<Found> {
  return {
    ...page,
    items: page.items.map((record) => {
      const { id, updatedAt, deletedAt } = record;
      const at = deletedAt && deletedAt > updatedAt ? deletedAt : updatedAt;
      return { id, at, toCard: (around) => toCard(record, around) };
    }),
  };
}
