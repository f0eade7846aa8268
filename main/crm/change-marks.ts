import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * How far records are read, in the order of their last change, at a CRM whose times have whole seconds: those of the last second are
 * kept with a print of what they said, since more may come with the same time, and one of them may change again in it.
 */
export const markShape = z.object({
  /** As the CRM writes it; empty before the first record. Texts of one form, so that they compare as times do. */
  at: z.string(),
  /** Id -> print of what was read with that time. */
  seen: z.record(z.string(), z.string()),
  /** The last page was full: more follow. */
  isMore: z.boolean(),
  /** How many records the CRM has, as far as we know; null where they were not counted yet. */
  count: z.int().nullable(),
});
export type Mark = z.infer<typeof markShape>;

export const NOTHING_READ: Mark = { at: '', seen: {}, isMore: true, count: null };

/** What a mark needs of a record; both times as the CRM writes them, empty where it says none. */
export interface MarkedRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly changedAt: string;
  /** The whole of it. */
  readonly content: unknown;
}
/** A page in the order of the last change, then of ids. */
export interface MarkedPage<Item extends MarkedRecord> {
  readonly items: readonly Item[];
  readonly isFull: boolean;
}

/**
 * The next records that are new or changed since a mark, and the mark after them; none when there are none.
 *
 * @param read a page of those changed at the time of the mark or later, from the given one on
 */
export async function readNews<Item extends MarkedRecord>(
  from: Mark,
  read: (offset: number) => Promise<MarkedPage<Item>>,
): Promise<{ readonly news: readonly Item[]; readonly mark: Mark }> {
  // Within a load the page goes on after those already read with the same time, unless one of them has moved meanwhile.
  const known = Object.keys(from.seen).length;
  let offset = from.isMore && known > 1 ? known - 1 : 0;
  let page = await read(offset);
  const [first] = page.items;
  if (offset > 0 && (first === undefined || !(first.id in from.seen))) {
    offset = 0;
    page = await read(offset);
  }
  for (;;) {
    const { news, mark } = advance(from, page);
    if (news.length > 0 || !page.isFull) return { news, mark };
    offset += page.items.length;
    page = await read(offset);
  }
}

function advance<Item extends MarkedRecord>(
  from: Mark,
  { items, isFull }: MarkedPage<Item>,
): { readonly news: readonly Item[]; readonly mark: Mark } {
  const news = items.filter((record) => record.changedAt !== from.at || from.seen[record.id] !== print(record));
  const at = items.reduce((latest, { changedAt }) => (changedAt > latest ? changedAt : latest), from.at);
  const atThatTime = items
    .filter(({ changedAt }) => changedAt === at)
    .map((record) => [record.id, print(record)] as const);
  const seen = { ...(at === from.at && from.seen), ...Object.fromEntries(atThatTime) };
  const created = news.filter((record) => isCreatedAfter(from, record)).length;
  return { news, mark: { at, seen, isMore: isFull, count: from.count === null ? null : from.count + created } };
}

function isCreatedAfter({ at, seen }: Mark, { id, createdAt }: MarkedRecord): boolean {
  return createdAt > at || (createdAt === at && !(id in seen));
}

function print({ content }: MarkedRecord): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

/** What a count at the end of a round says: all as known, some went, or some came into view without a change. */
export function compareCount(mark: Mark, count: number): 'as-known' | 'first-count' | 'fewer' | 'more' {
  if (mark.count === null) return 'first-count';
  if (count === mark.count) return 'as-known';
  return count < mark.count ? 'fewer' : 'more';
}
