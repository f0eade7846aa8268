/**
 * A stand-in for the REST interface of Twenty that keeps its state: ids that the client may choose and that are taken once, a trash,
 * pages by cursor, fields of the data model and no others, a bucket of requests. Built from twentyhq/twenty (AGPL): its documentation, the
 * tests of its REST interface, and what its handlers answer.
 */
import { z } from 'zod';
import { authServer, type AuthServer } from './auth-server.ts';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { filterOf } from './twenty/filter.ts';
import { twentyStore, type StoredRecord, type TwentyObject } from './twenty/store.ts';

export const TWENTY_KEY = 'twenty-key-of-the-test';

export interface TwentyOptions {
  readonly clock?: () => number;
  /** How the data model names the cards of a note: older servers say `personId`. */
  readonly targetPrefix?: 'target' | '';
  /** Whether the role of the key may read the data model and the members. */
  readonly isNarrow?: boolean;
}
export interface FakeTwenty extends FakeHttp {
  /** Where people sign in in the browser. */
  readonly signIns: AuthServer;
  put(object: TwentyObject, record: Readonly<Record<string, unknown>>): StoredRecord;
  trash(object: TwentyObject, id: string): void;
  destroy(object: TwentyObject, id: string): void;
  /** Notes with the fields of the cards that they are on; those in the trash are left out. */
  notes(): readonly StoredRecord[];
  targets(): readonly StoredRecord[];
  /** Requests left at this moment. */
  setRateLimit(count: number): void;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;
const SINGULAR: Readonly<Record<TwentyObject, string>> = {
  companies: 'company',
  people: 'person',
  opportunities: 'opportunity',
  notes: 'note',
  noteTargets: 'noteTarget',
  workspaceMembers: 'workspaceMember',
};
const SYSTEM_FIELDS = ['id', 'createdAt', 'updatedAt', 'deletedAt', 'position'];
const BUCKET = 100;
const BUCKET_MS = 60_000;
/** Of newer servers; those before gave 60. */
const MOST_RECORDS = 200;
const STAGES = ['New', 'Screening', 'Meeting', 'Proposal', 'Customer'].map((label, position) => ({
  id: `0000000${String(position)}-0000-4000-8000-000000000000`,
  value: label.toUpperCase(),
  label,
  position,
  color: 'blue',
}));

const richText = z.strictObject({ markdown: z.string().nullish(), blocknote: z.string().nullish() });

export async function startTwenty(options: TwentyOptions = {}): Promise<FakeTwenty> {
  const { clock = () => performance.now(), targetPrefix = 'target', isNarrow = false } = options;
  const store = twentyStore();
  const cards = (['Person', 'Company', 'Opportunity'] as const).map((name) => {
    const field = targetPrefix === '' ? `${name.toLowerCase()}Id` : `target${name}Id`;
    return { field, object: OBJECT_OF[name] };
  });
  const fields: Readonly<Record<TwentyObject, readonly string[]>> = {
    companies: ['name', 'domainName', 'accountOwnerId'],
    people: ['name', 'emails', 'companyId'],
    opportunities: ['name', 'amount', 'closeDate', 'stage', 'pointOfContactId', 'companyId', 'ownerId'],
    notes: ['title', 'bodyV2'],
    noteTargets: ['noteId', ...cards.map(({ field }) => field)],
    workspaceMembers: ['name'],
  };
  const signIns = authServer({
    authorizePath: '/oauth/authorize',
    tokenPath: '/oauth/token',
    proof: 'none',
    client: null,
    issuer: () => server.url,
  });
  let tokens = BUCKET;
  let filledAt = clock();

  function answer(request: FakeRequest): FakeAnswer {
    const { method, path, headers } = request;
    const signIn = signIns.answer(request);
    if (signIn !== null) return signIn;
    const { authorization } = headers;
    if (authorization === undefined) return refusal(403, 'FORBIDDEN_EXCEPTION', 'Missing authentication token');
    const isKnown = authorization === `Bearer ${TWENTY_KEY}` || signIns.knows(authorization);
    if (!isKnown) return refusal(401, 'UNAUTHENTICATED', 'Token invalid.');
    const now = clock();
    const left = Math.min(BUCKET, tokens + Math.floor(((now - filledAt) * BUCKET) / BUCKET_MS));
    if (left < 1) {
      const said = `Limit reached (${String(BUCKET)} tokens per ${String(BUCKET_MS)} ms)`;
      return refusal(429, 'ThrottlerException', said);
    }
    // As in Twenty, a share of a request that came back meanwhile is lost with each one.
    tokens = left - 1;
    filledAt = now;
    if (path === '/rest/metadata/objects') return isNarrow ? FORBIDDEN : dataModel();
    const [, name = '', id] = /^\/rest\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const object = Object.keys(SINGULAR).find((one): one is TwentyObject => one === name);
    if (object === undefined) return bad(`object '${name}' not found. eg: companies`);
    if (isNarrow && object === 'workspaceMembers') return FORBIDDEN;
    if (id !== undefined && !UUID.test(id)) return bad(`'${id}' is not a valid UUID`);
    if (method === 'GET') return id === undefined ? list(object, request.query) : one(object, id);
    if (method === 'POST' && id === undefined) return create(object, request);
    if (method === 'DELETE' && id !== undefined) return remove(object, id, request.query);
    return bad('Filters are mandatory for bulk delete operations');
  }

  function one(object: TwentyObject, id: string): FakeAnswer {
    const record = store.get(object, id);
    return record?.deletedAt === null ? ok({ [SINGULAR[object]]: record }) : NOT_FOUND;
  }

  function list(object: TwentyObject, query: URLSearchParams): FakeAnswer {
    const filter = filterOf(query.get('filter'));
    if (filter === null) return bad(`'filter' invalid for '${String(query.get('filter'))}'. eg: price[gte]:10`);
    const order = /^(\w+)(?:\[\w+\])?$/.exec(query.get('order_by') ?? 'id')?.[1];
    if (order !== 'id') return bad(`order_by: ${String(query.get('order_by'))} is not spoken by this stand-in`);
    const unknown = filter.fields.find((field) => ![...SYSTEM_FIELDS, ...fields[object]].includes(field));
    if (unknown !== undefined) {
      return bad(`Invalid filter : ${SINGULAR[object]} object doesn't have any "${unknown}" field.`);
    }
    const after = afterOf(query.get('starting_after'));
    if (after === null) return bad(`Invalid cursor: ${String(query.get('starting_after'))}`);
    const found = store.all(object).filter((record) => filter.holds(record));
    const seen = found.filter(({ deletedAt }) => filter.seesTrash || deletedAt === null);
    const rest = seen.filter(({ id }) => id > after);
    const limit = Math.min(Number(query.get('limit') ?? 60), MOST_RECORDS);
    const items = rest.slice(0, limit);
    const endCursor = cursorOf(items.at(-1));
    const pageInfo = { hasNextPage: rest.length > limit, startCursor: cursorOf(items[0]), endCursor };
    const shown = query.get('depth') === '1' && object === 'noteTargets' ? items.map(withNote) : items;
    return { status: 200, body: { data: { [object]: shown }, totalCount: seen.length, pageInfo } };
  }

  /** What is in the trash is not shown within another record. */
  function withNote(target: StoredRecord): object {
    const { noteId } = target;
    const note = typeof noteId === 'string' ? store.get('notes', noteId) : undefined;
    return { ...target, note: note?.deletedAt === null ? note : null };
  }

  function create(object: TwentyObject, { body, query }: FakeRequest): FakeAnswer {
    const given = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
    const unknown = Object.keys(given).find((field) => field !== 'id' && !fields[object].includes(field));
    if (unknown !== undefined) return bad(`Object ${SINGULAR[object]} doesn't have any "${unknown}" field.`);
    const { id, bodyV2 } = given;
    if (id !== undefined && (typeof id !== 'string' || !UUID.test(id))) return bad('Value of "id" is not a valid UUID');
    if (bodyV2 !== undefined && !richText.safeParse(bodyV2).success) return bad('Invalid rich text value "bodyV2"');
    const isTaken = typeof id === 'string' && store.get(object, id) !== undefined;
    if (isTaken && query.get('upsert') !== 'true') return bad('A duplicate entry was detected');
    const missing = [{ field: 'noteId', object: 'notes' } as const, ...cards].find(({ field, object: to }) => {
      const wanted = given[field];
      return object === 'noteTargets' && typeof wanted === 'string' && store.get(to, wanted) === undefined;
    });
    if (missing !== undefined) return bad('insert or update on table "noteTarget" violates foreign key constraint');
    const made = store.put(object, given);
    const name = SINGULAR[object];
    return { status: 201, body: { data: { [`create${name.charAt(0).toUpperCase()}${name.slice(1)}`]: made } } };
  }

  function remove(object: TwentyObject, id: string, query: URLSearchParams): FakeAnswer {
    const record = store.get(object, id);
    const isSoft = query.get('soft_delete') === 'true';
    if (record === undefined || (isSoft && record.deletedAt !== null)) return NOT_FOUND;
    if (isSoft) store.trash(object, id);
    else destroy(object, id);
    const name = SINGULAR[object];
    return ok({ [`delete${name.charAt(0).toUpperCase()}${name.slice(1)}`]: { id } });
  }

  /** What led to it leads nowhere from then on. */
  function destroy(object: TwentyObject, id: string): void {
    store.destroy(object, id);
    for (const target of store.all('noteTargets')) {
      for (const { field, object: to } of [{ field: 'noteId', object: 'notes' } as const, ...cards]) {
        if (to === object && target[field] === id) store.put('noteTargets', { ...target, [field]: null });
      }
    }
  }

  const server = await fakeHttp(answer);
  return {
    ...server,
    signIns,
    put: (object, record) => store.put(object, record),
    trash: (object, id) => store.trash(object, id),
    destroy,
    notes: () => store.all('notes').filter(({ deletedAt }) => deletedAt === null),
    targets: () => store.all('noteTargets').filter(({ deletedAt }) => deletedAt === null),
    setRateLimit(count) {
      tokens = count;
      filledAt = clock();
    },
  };
}

const OBJECT_OF = { Person: 'people', Company: 'companies', Opportunity: 'opportunities' } as const;
const NOT_FOUND = refusal(404, 'NotFoundException', 'Record not found');
const FORBIDDEN = refusal(403, 'PERMISSION_DENIED', 'Entity performing the request does not have permission');

function dataModel(): FakeAnswer {
  const objects = [
    { id: '1', nameSingular: 'person', fields: [{ name: 'emails', type: 'EMAILS' }] },
    { id: '2', nameSingular: 'opportunity', fields: [{ name: 'stage', type: 'SELECT', options: STAGES }] },
  ];
  return { status: 200, body: { data: { objects }, pageInfo: { hasNextPage: false }, totalCount: objects.length } };
}

function ok(data: object): FakeAnswer {
  return { status: 200, body: { data } };
}

function refusal(statusCode: number, error: string, message: string): FakeAnswer {
  return { status: statusCode, body: { statusCode, error, messages: [message] } };
}

function bad(message: string): FakeAnswer {
  return refusal(400, 'BadRequestException', message);
}

/** Cursors are the values that the list is ordered by, not a place in it. */
function cursorOf(record: StoredRecord | undefined): string | null {
  return record === undefined ? null : Buffer.from(JSON.stringify({ id: record.id })).toString('base64');
}

function afterOf(cursor: string | null): string | null {
  if (cursor === null) return '';
  const text = Buffer.from(cursor, 'base64').toString();
  return /^\{"id":"([\da-f-]{36})"\}$/.exec(text)?.[1] ?? null;
}
