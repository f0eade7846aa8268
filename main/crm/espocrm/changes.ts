import { CARD_KINDS, type Card, type CardKind } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal, CardPage } from '../../../app/ports.ts';
import { cardIdOf } from '../card-fields.ts';
import { compareCount, NOTHING_READ, readNews } from '../change-marks.ts';
import { firstCursor, readCursor, withMark, type Cursor } from './cursor.ts';
import { PAGE_ITEMS, type Condition, type EspoClient, type ListPage } from './espo-client.ts';
import { kindReader } from './kinds.ts';
import { createdRecord } from './records.ts';
import { ENTITY_OF } from './rights.ts';
import type { Surroundings } from './to-card.ts';

/** What the cards of one EspoCRM are read with. */
export interface Reading {
  readonly client: EspoClient;
  readonly crmId: CrmId;
  readonly around: () => Promise<Surroundings>;
  /** Kinds of cards that are switched on there and open to the user. */
  readonly kinds: () => Promise<readonly CardKind[]>;
}

/**
 * Cards changed since a cursor, kind by kind, in the order of their last change. EspoCRM tells of no deletions: when it has fewer
 * records of a kind than we know, all their ids are read and sent along; when it has more, some came into view without a change, as
 * after a change of rights, and the kind is read from its beginning. People and companies first: deals point at them.
 */
export async function changes(reading: Reading, text: string | null, signal?: CancelSignal): Promise<CardPage> {
  const kinds = await reading.kinds();
  const cursor = text === null ? firstCursor(await countAll(reading, kinds, signal)) : readCursor(text);
  const around = await reading.around();
  for (const kind of CARD_KINDS.filter((one) => kinds.includes(one))) {
    const { read, toCards } = kindReader(reading.client, kind, around, cursor.marks[kind].at, signal);
    const { news, mark } = await readNews(cursor.marks[kind], read);
    if (news.length > 0) return pageOf(await toCards(news), around, withMark(cursor, kind, mark), cursor.total);
  }
  return await compareCounts(reading, kinds, cursor, signal);
}

function pageOf(cards: readonly Card[], around: Surroundings, cursor: Cursor, totalCount: number): CardPage {
  const stages = [...around.stages.values()];
  return {
    isFromStart: false,
    cards,
    stages,
    cursor: JSON.stringify(cursor),
    ...(totalCount > 0 && { totalCount }),
  };
}

/** The last look of a round: whether records went or came without a trace. */
async function compareCounts(
  reading: Reading,
  kinds: readonly CardKind[],
  cursor: Cursor,
  signal: CancelSignal | undefined,
): Promise<CardPage> {
  for (const kind of kinds) {
    const mark = cursor.marks[kind];
    const count = await countOf(reading.client, kind, signal);
    if (count === null) continue;
    const counted = withMark(cursor, kind, { ...mark, count });
    switch (compareCount(mark, count)) {
      case 'as-known':
        continue;
      case 'first-count':
        return nothingNew(counted);
      case 'fewer':
        return { ...nothingNew(counted), standing: { kind, ids: await idsOf(reading, kind, signal) } };
      case 'more':
        return nothingNew(withMark(cursor, kind, NOTHING_READ));
    }
  }
  return nothingNew(cursor);
}

function nothingNew(cursor: Cursor): CardPage {
  return { isFromStart: false, cards: [], stages: [], cursor: JSON.stringify(cursor) };
}

/** Every id of a kind, in the order of ids, so that what is deleted meanwhile moves nothing out of sight. */
async function idsOf({ client, crmId }: Reading, kind: CardKind, signal: CancelSignal | undefined) {
  const ids: string[] = [];
  for (;;) {
    const after = ids.at(-1);
    const where: readonly Condition[] =
      after === undefined ? [] : [{ type: 'greaterThan', attribute: 'id', value: after }];
    const ask = { select: ['id'], where, orderBy: 'id', order: 'asc', signal } as const;
    const page: ListPage<{ readonly id: string }> = await client.list(`/${ENTITY_OF[kind]}`, createdRecord, ask);
    ids.push(...page.items.map(({ id }) => id));
    if (page.items.length < PAGE_ITEMS) return ids.map((id) => cardIdOf(crmId, kind, id));
  }
}

async function countOf(client: EspoClient, kind: CardKind, signal: CancelSignal | undefined): Promise<number | null> {
  const page = await client.list(`/${ENTITY_OF[kind]}`, createdRecord, { select: ['id'], maxSize: 1, signal });
  return page.total;
}

async function countAll(
  { client }: Reading,
  kinds: readonly CardKind[],
  signal: CancelSignal | undefined,
): Promise<number> {
  const counts = await Promise.all(kinds.map((kind) => countOf(client, kind, signal)));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
