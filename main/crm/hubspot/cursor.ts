import { z } from 'zod';
import { KINDS } from './kinds.ts';

/**
 * Newest change known of a kind. The search shows what changed only after a while: until then the moments before the edge are looked at
 * again, and what was read of them is known by id and time of change.
 */
const edge = z.object({
  /** ISO 8601; the empty text before the first change. */
  at: z.string(),
  seen: z.record(z.string(), z.string()),
  /** Unix ms of this computer's clock; null when the search has had its while since then. */
  movedAt: z.number().nullable(),
});
/** A walk through more changes than one page has, in the order of their ids; `edge` is the one it ends at. */
const walk = z.object({ since: z.string(), lastId: z.string(), edge });
const kind = z.enum(KINDS);

const cursorShape = z.object({
  edges: z.record(kind, edge),
  /** When the newest record in the recycle bin that is known was put there. */
  bins: z.record(kind, z.string()),
  /** Where the first load stands; null when it is done. */
  load: z.object({ kind, after: z.string().optional(), total: z.int() }).nullable(),
  walks: z.partialRecord(kind, walk),
});

export type Edge = z.infer<typeof edge>;
export type Walk = z.infer<typeof walk>;
export type Cursor = z.infer<typeof cursorShape>;

export function readCursor(text: string): Cursor {
  return cursorShape.parse(JSON.parse(text));
}
