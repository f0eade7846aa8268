/** Lists, single records, batches and their links. Source: HubSpot's reference of CRM objects and associations (2026-03). */
import { z } from 'zod';
import type { FakeAnswer, FakeRequest } from '../fake-http.ts';
import { invalid, NOT_FOUND } from './refusals.ts';
import { EMAIL_TO, KINDS, PROPERTIES, type HubspotObject } from './schema.ts';
import type { HubspotStore, StoredObject } from './store.ts';

const LARGEST_PAGE = 100;
const LARGEST_ASSOCIATION_PAGE = 500;

/** An object as HubSpot shows it: the properties that were asked for, null where it has none. */
export function shown(object: StoredObject, names: readonly string[], associations: object = {}): object {
  const { kind, id, properties, createdAt, updatedAt, archivedAt } = object;
  const asked = [...names, 'hs_object_id'].filter((name) => PROPERTIES[kind].has(name));
  return {
    id,
    properties: Object.fromEntries(asked.map((name) => [name, properties[name] ?? null])),
    createdAt,
    updatedAt,
    archived: archivedAt !== null,
    ...(archivedAt !== null && { archivedAt }),
    ...associations,
  };
}

export function list(store: HubspotStore, kind: HubspotObject, { query }: FakeRequest): FakeAnswer {
  const limit = Number(query.get('limit') ?? 10);
  if (!(limit >= 1 && limit <= LARGEST_PAGE)) return invalid('limit must be between 1 and 100');
  const after = BigInt(query.get('after') ?? '0');
  const rest = store.all(kind, query.get('archived') === 'true').filter(({ id }) => BigInt(id) >= after);
  const next = rest[limit];
  const results = rest.slice(0, limit).map((object) => shown(object, namesIn(query), linksOf(store, object, query)));
  const paging = next === undefined ? {} : { paging: { next: { after: next.id, link: 'https://api.hubapi.com/' } } };
  return { status: 200, body: { results, ...paging } };
}

export function read(store: HubspotStore, kind: HubspotObject, id: string, { query }: FakeRequest): FakeAnswer {
  const object = store.get(kind, id) ?? stayedInsteadOf(store, kind, id);
  if (object === undefined) return NOT_FOUND;
  return { status: 200, body: shown(object, namesIn(query), linksOf(store, object, query)) };
}

const ids = z.object({ inputs: z.array(z.object({ id: z.string() })), properties: z.array(z.string()).optional() });

export function batchRead(store: HubspotStore, kind: HubspotObject, body: unknown): FakeAnswer {
  const parsed = ids.safeParse(body);
  if (!parsed.success || parsed.data.inputs.length > LARGEST_PAGE) return invalid('Invalid input JSON');
  const { inputs, properties = [] } = parsed.data;
  const found = inputs.flatMap(({ id }) => store.get(kind, id) ?? []);
  const isWhole = found.length === inputs.length;
  return {
    status: isWhole ? 200 : 207,
    body: {
      status: 'COMPLETE',
      results: found.map((object) => shown(object, properties)),
      ...(!isWhole && {
        numErrors: 1,
        errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get some objects' }],
      }),
    },
  };
}

export function associations(
  store: HubspotStore,
  from: StoredObject,
  to: HubspotObject,
  query: URLSearchParams,
): FakeAnswer {
  const limit = Number(query.get('limit') ?? LARGEST_ASSOCIATION_PAGE);
  if (limit > LARGEST_ASSOCIATION_PAGE) return invalid('limit must be at most 500');
  const at = Number(query.get('after') ?? 0);
  const linked = store.linked(from, to);
  const results = linked.slice(at, at + limit).map(target);
  const paging = at + limit < linked.length ? { paging: { next: { after: String(at + limit) } } } : {};
  return { status: 200, body: { results, ...paging } };
}

/** Records that are linked with nothing are named as errors, under status 207. */
export function batchAssociations(
  store: HubspotStore,
  from: HubspotObject,
  to: HubspotObject,
  body: unknown,
): FakeAnswer {
  const parsed = ids.safeParse(body);
  if (!parsed.success || parsed.data.inputs.length > 1_000) return invalid('Invalid input JSON');
  const found = parsed.data.inputs.map(({ id }) => {
    const object = store.get(from, id);
    return { from: { id }, to: object === undefined ? [] : store.linked(object, to).map(target) };
  });
  const results = found.filter((one) => one.to.length > 0);
  const errors = found
    .filter((one) => one.to.length === 0)
    .map(({ from: { id } }) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: `No ${to} is associated with ${from} ${id}.`,
    }));
  return {
    status: errors.length > 0 ? 207 : 200,
    body: { status: 'COMPLETE', results, ...(errors.length > 0 && { numErrors: errors.length, errors }) },
  };
}

export function isObjectKind(kind: string): kind is HubspotObject {
  return KINDS.some((one) => one === kind);
}

/** Ids are numbers here, alone in HubSpot's interface. */
function target(id: string): object {
  return {
    toObjectId: Number(id),
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: EMAIL_TO['contacts'], label: null }],
  };
}

function namesIn(query: URLSearchParams): readonly string[] {
  return (query.get('properties') ?? '').split(',');
}

/** Links of several labels are named once for each: here every link twice, as those of deals are. */
function linksOf(store: HubspotStore, object: StoredObject, query: URLSearchParams): object {
  const asked = (query.get('associations') ?? '').split(',').filter(isObjectKind);
  const found = asked.flatMap((kind) => {
    const linked = store
      .linked(object, kind)
      .flatMap((id) => ['', '_unlabeled'].map((label) => ({ id, type: `${object.kind}_to_${kind}${label}` })));
    return linked.length === 0 ? [] : [[kind, { results: linked }] as const];
  });
  return found.length === 0 ? {} : { associations: Object.fromEntries(found) };
}

/** Whoever asks for a record that was merged gets the one that stayed. */
function stayedInsteadOf(store: HubspotStore, kind: HubspotObject, id: string): StoredObject | undefined {
  return store
    .all(kind, false)
    .find(({ properties }) => (properties['hs_merged_object_ids'] ?? '').split(';').includes(id));
}
