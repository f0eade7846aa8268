import { CARD_KINDS, type Card, type CardKind, type Stage } from '../../app/domain/card.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import type { CancelSignal, CardPage } from '../../app/ports.ts';
import { cardIdOf } from './card-fields.ts';
import { compareCount, NOTHING_READ, readNews, type MarkedPage, type MarkedRecord } from './change-marks.ts';
import { firstCursor, readCursor, withMark, type Cursor } from './kind-cursor.ts';

/** Reads the records of one kind. */
export interface KindReader {
  /** A page in the order of the last change, then of ids. */
  readonly read: (offset: number) => Promise<MarkedPage<MarkedRecord>>;
  /** Records of the last page as cards. */
  readonly toCards: (records: readonly MarkedRecord[]) => Promise<readonly Card[]>;
}

/** A CRM whose records are asked for kind by kind, by the time of their last change. Every method throws crm.*. */
export interface KindSource {
  readonly crmId: CrmId;
  /** Kinds that are switched on there and open to the user. */
  readonly kinds: () => Promise<readonly CardKind[]>;
  readonly stages: () => Promise<readonly Stage[]>;
  /** @param since as the CRM writes times; empty for all */
  readonly reader: (kind: CardKind, since: string, signal: CancelSignal | undefined) => Promise<KindReader>;
  /** Null where the CRM does not count. */
  readonly count: (kind: CardKind, signal: CancelSignal | undefined) => Promise<number | null>;
  /** Every id of a kind. */
  readonly ids: (kind: CardKind, signal: CancelSignal | undefined) => Promise<readonly (string | number)[]>;
}

/**
 * Cards changed since a cursor. The CRM tells of no deletions: when it has fewer records of a kind than we know, all their ids are read
 * and sent along; when it has more, some came into view without a change, as after a change of rights, and the kind is read from its
 * beginning.
 */
export async function changesByKind(source: KindSource, text: string | null, signal?: CancelSignal): Promise<CardPage> {
  const kinds = await source.kinds();
  const cursor = text === null ? firstCursor(await countAll(source, kinds, signal)) : readCursor(text);
  for (const kind of CARD_KINDS.filter((one) => kinds.includes(one))) {
    const { read, toCards } = await source.reader(kind, cursor.marks[kind].at, signal);
    const { news, mark } = await readNews(cursor.marks[kind], read);
    if (news.length === 0) continue;
    const { total } = cursor;
    return {
      isFromStart: false,
      cards: await toCards(news),
      stages: await source.stages(),
      cursor: JSON.stringify(withMark(cursor, kind, mark)),
      ...(total > 0 && { totalCount: total }),
    };
  }
  return await compareCounts(source, kinds, cursor, signal);
}

/** The last look of a round: whether records went or came without a trace. */
async function compareCounts(
  source: KindSource,
  kinds: readonly CardKind[],
  cursor: Cursor,
  signal: CancelSignal | undefined,
): Promise<CardPage> {
  for (const kind of kinds) {
    const mark = cursor.marks[kind];
    const count = await source.count(kind, signal);
    if (count === null) continue;
    const counted = withMark(cursor, kind, { ...mark, count });
    switch (compareCount(mark, count)) {
      case 'as-known':
        continue;
      case 'first-count':
        return nothingNew(counted);
      case 'fewer': {
        const ids = (await source.ids(kind, signal)).map((id) => cardIdOf(source.crmId, kind, id));
        return { ...nothingNew(counted), standing: { kind, ids } };
      }
      case 'more':
        return nothingNew(withMark(cursor, kind, NOTHING_READ));
    }
  }
  return nothingNew(cursor);
}

function nothingNew(cursor: Cursor): CardPage {
  return { isFromStart: false, cards: [], stages: [], cursor: JSON.stringify(cursor) };
}

async function countAll(
  source: KindSource,
  kinds: readonly CardKind[],
  signal: CancelSignal | undefined,
): Promise<number> {
  const counts = await Promise.all(kinds.map((kind) => source.count(kind, signal)));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
