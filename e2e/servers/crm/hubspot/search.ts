/** The search of HubSpot's objects with its limits. Source: developers.hubspot.com, search the CRM (2026-03). */
import { z } from 'zod';
import type { FakeAnswer } from '../fake-http.ts';
import { shown } from './objects.ts';
import { invalid } from './refusals.ts';
import { PROPERTIES, type HubspotObject } from './schema.ts';
import type { HubspotStore, StoredObject } from './store.ts';

const filter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE', 'HAS_PROPERTY']),
  value: z.string().optional(),
});
const request = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(filter).max(6) })).max(5),
  sorts: z
    .array(z.strictObject({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']) }))
    .max(1)
    .optional(),
  properties: z.array(z.string()).optional(),
  limit: z.int().min(1).max(200).optional(),
  after: z.string().optional(),
});
/** No search goes further. */
const DEEPEST = 10_000;

export function search(store: HubspotStore, kind: HubspotObject, body: unknown): FakeAnswer {
  const parsed = request.safeParse(body);
  if (!parsed.success) return invalid(`Invalid input JSON: ${parsed.error.issues[0]?.message ?? ''}`);
  const { filterGroups, sorts = [], properties = [], limit = 10, after = '0' } = parsed.data;
  const asked = [...filterGroups.flatMap(({ filters }) => filters), ...sorts].map((one) => one.propertyName);
  const unknown = asked.find((name) => !PROPERTIES[kind].has(name));
  if (unknown !== undefined) return invalid(`There was a problem with the request. ${unknown} does not exist`);
  const at = Number(after);
  if (at + limit > DEEPEST) return invalid('The requested page is beyond the 10,000 results of a search');
  const found = store
    .indexed(kind)
    .filter(
      (object) =>
        filterGroups.length === 0 || filterGroups.some((group) => group.filters.every((one) => passes(object, one))),
    );
  const { propertyName, direction } = sorts[0] ?? { propertyName: 'hs_object_id', direction: 'ASCENDING' };
  const up = found.toSorted((a, b) => compare(value(a, propertyName), value(b, propertyName)));
  const sorted = direction === 'DESCENDING' ? up.toReversed() : up;
  const results = sorted.slice(at, at + limit).map((object) => shown(object, properties));
  const paging = at + limit < sorted.length ? { paging: { next: { after: String(at + limit) } } } : {};
  return { status: 200, body: { total: sorted.length, results, ...paging } };
}

function passes(object: StoredObject, { propertyName, operator, value: wanted = '' }: z.infer<typeof filter>): boolean {
  const found = value(object, propertyName);
  if (operator === 'HAS_PROPERTY') return found !== '';
  const order = compare(found, wanted);
  if (operator === 'EQ') return order === 0;
  if (operator === 'NEQ') return order !== 0;
  if (operator === 'GT') return order > 0;
  if (operator === 'GTE') return order >= 0;
  return operator === 'LT' ? order < 0 : order <= 0;
}

function value({ properties }: StoredObject, name: string): string {
  return properties[name] ?? '';
}

/** Times and numbers by their size, texts without regard to case. A time may be asked for in milliseconds. */
function compare(one: string, other: string): number {
  const [a, b] = [sizeOf(one), sizeOf(other)];
  return a !== null && b !== null ? a - b : one.toLowerCase().localeCompare(other.toLowerCase());
}

function sizeOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : null;
}
