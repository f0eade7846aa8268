/** How far changes are read, at times of whole seconds. */
import { z } from 'zod';

/** Newest change known, and the records that had it: times have whole seconds, so more may come with the same. */
export const edge = z.object({ at: z.string(), seen: z.array(z.string()) });
export type Edge = z.infer<typeof edge>;

/** The edge after these records. */
export function moved(known: Edge, records: readonly { readonly id: string; readonly at: string }[]): Edge {
  const newest = records.reduce((at, one) => (toSecond(one.at) > at ? toSecond(one.at) : at), known.at);
  const marks = records.filter((one) => toSecond(one.at) === newest).map((one) => mark(one.id, one.at));
  const kept = newest === known.at ? known.seen : [];
  return { at: newest, seen: [...new Set([...kept, ...marks])].toSorted() };
}

/** A record as it was at a time. */
export function mark(id: string, at: string): string {
  return `${id} ${toSecond(at)}`;
}

/** RFC 3339 in UTC to the second, whichever of the vendor's forms it came in: `2026-01-05 08:00:00` is UTC too. */
export function toSecond(text: string): string {
  const iso = /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  return new Date(iso).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** As version 1 wants times: `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function utcText(iso: string): string {
  return (iso === '' ? '1970-01-01T00:00:00Z' : iso).replace('T', ' ').replace(/(?:\.\d+)?Z$/, '');
}
