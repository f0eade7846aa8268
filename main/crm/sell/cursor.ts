import { z } from 'zod';

export const KINDS = ['contacts', 'leads', 'deals'] as const;
export type Kind = (typeof KINDS)[number];

/** Newest change known of a kind, with the records that had it: times have whole seconds, so more may come with the same. */
const edge = z.object({ at: z.string(), ids: z.array(z.int()) });
export type Edge = z.infer<typeof edge>;
export const edges = z.object({ contacts: edge, leads: edge, deals: edge });
export const NO_EDGE: Edge = { at: '', ids: [] };

/** Where reading stands with the Core API, which lists records page by page. */
const pagesCursor = z.object({
  way: z.literal('pages').default('pages'),
  edges,
  /** Where the first load stands; null when it is done. */
  load: z.object({ kind: z.enum(KINDS), page: z.int() }).nullable(),
  /** Newest conversion of a lead that is known. */
  conversion: z.int().default(0),
  /** When Sell was last asked for the Sync API, which it refused; Unix ms. */
  askedAt: z.int().default(0),
});
export type PagesCursor = z.infer<typeof pagesCursor>;

/** Where reading stands with the Sync API, which knows itself what this device has. */
const syncCursor = z.object({
  way: z.literal('sync'),
  /** Stays the same for good: Sell keeps under it what was acknowledged. */
  device: z.string(),
  /** The session that is being drained; null between two. */
  session: z.object({ id: z.string(), queue: z.string(), total: z.int() }).nullable(),
  /** What the last pages brought. It is stored by now, and Sell is still to be told so. */
  ack: z.array(z.string()),
  conversion: z.int(),
});
export type SyncCursor = z.infer<typeof syncCursor>;

export function readCursor(text: string): PagesCursor | SyncCursor {
  return z.union([syncCursor, pagesCursor]).parse(JSON.parse(text));
}
