import type { CancelSignal } from '../../../app/ports.ts';
import type { Cursor } from './cursor.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { FACTS, KINDS, objectsPath, type HubspotKind } from './kinds.ts';
import { objectPage, type ObjectRecord } from './records.ts';
import { ifGranted } from './surroundings.ts';

/** A record that was thrown away. */
export interface Archived {
  readonly kind: HubspotKind;
  readonly record: ObjectRecord;
  /** ISO 8601. */
  readonly at: string;
}
export interface EmptiedBins {
  readonly records: readonly Archived[];
  readonly marks: Cursor['bins'];
}
/** Looks through the recycle bins. */
export type LookThroughBins = (marks: Cursor['bins'], signal?: CancelSignal) => Promise<EmptiedBins>;

const PAGE_RECORDS = 100;
/** A bin has to be read to its end, since it is in no order of time: a large one is read less often. */
const PAUSE_PER_PAGE_MS = 60_000;

/** HubSpot keeps what was thrown away for 90 days, in a list of its own, and tells of it nowhere else. */
export function recycleBins(client: HubspotClient): LookThroughBins {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async (marks, signal) => {
    if (performance.now() < nextAt) return { records: [], marks };
    const found: Archived[] = [];
    let extraPages = 0;
    for (const kind of KINDS) {
      const bin = await readBin(client, kind, signal);
      extraPages += bin.pages - 1;
      found.push(...bin.records.filter(({ at }) => at > marks[kind]));
    }
    nextAt = performance.now() + extraPages * PAUSE_PER_PAGE_MS;
    const newest = (kind: HubspotKind): string =>
      found.filter((one) => one.kind === kind).reduce((mark, { at }) => (at > mark ? at : mark), marks[kind]);
    const newMarks = Object.fromEntries(KINDS.map((kind) => [kind, newest(kind)])) as Cursor['bins'];
    return { records: found, marks: newMarks };
  };
}

async function readBin(client: HubspotClient, kind: HubspotKind, signal?: CancelSignal) {
  const records: Archived[] = [];
  let pages = 0;
  for (let after: string | undefined; ;) {
    const query = { archived: 'true', limit: PAGE_RECORDS, after, properties: FACTS[kind].properties.join(',') };
    const read = () => client.send({ method: 'GET', path: objectsPath(kind), query }, objectPage, signal);
    const page = kind === 'leads' ? await ifGranted(read) : await read();
    pages += 1;
    for (const record of page?.results ?? []) records.push({ kind, record, at: record.archivedAt ?? record.updatedAt });
    after = page?.paging?.next?.after;
    if (after === undefined) return { records, pages };
  }
}
