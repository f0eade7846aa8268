/**
 * A stand-in for Pipedrive that keeps its state: both versions of its interface, each with its own envelope, paging and times; notes on
 * several cards at once, cleaned of tags; its own mail; files; allowances and the day's budget. Built from Pipedrive's API reference,
 * pipedrive.readme.io (rate limiting, migration to version 2) and the types of its published client (MIT).
 */
import { z } from 'zod';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { pipedriveAllowance } from './pipedrive/allowance.ts';
import {
  pipedriveStore,
  type PipedriveKind,
  type StoredFile,
  type StoredNote,
  type StoredRecord,
} from './pipedrive/store.ts';

export const PIPEDRIVE_TOKEN = 'pipedrive-token-of-the-test';

export interface FakePipedrive extends FakeHttp {
  /** Creates or changes a record. */
  put(kind: PipedriveKind, record: { readonly id: number | string; readonly [field: string]: unknown }): void;
  remove(kind: PipedriveKind, id: number | string): void;
  notes(): readonly StoredNote[];
  files(): readonly StoredFile[];
  /** Mail that Pipedrive's own sync put on a record. */
  addMail(kind: PipedriveKind, id: number, mail: { readonly subject: string; readonly mua_message_id: string }): void;
  addNote(note: Partial<StoredNote>): void;
  setTokensLeft(count: number): void;
  /** Whether the user of the token is an administrator. */
  setAdmin(isAdmin: boolean): void;
}

const TARGETS = [
  ['deal_id', 'deals'],
  ['person_id', 'persons'],
  ['org_id', 'organizations'],
  ['lead_id', 'leads'],
] as const;
const target = z.union([z.int(), z.string()]).nullish();
const noteInput = z.strictObject({
  content: z.string().min(1).optional(),
  add_time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    .optional(),
  deal_id: target,
  person_id: target,
  org_id: target,
  lead_id: target,
});
const LONGEST_NOTE = 100_000;
const V2_KINDS: Readonly<Record<string, PipedriveKind>> = {
  deals: 'deals',
  persons: 'persons',
  organizations: 'organizations',
};
const ITEMS: Readonly<Record<string, PipedriveKind>> = {
  deal: 'deals',
  person: 'persons',
  organization: 'organizations',
};
const STAGES = [
  { id: 11, name: 'Qualified', order_nr: 1, pipeline_id: 1, is_deleted: false },
  { id: 12, name: 'Proposal made', order_nr: 2, pipeline_id: 1, is_deleted: false },
];

/** @param clock by which the allowances are counted */
export async function startPipedrive(clock: () => number = () => performance.now()): Promise<FakePipedrive> {
  const store = pipedriveStore();
  const allowed = pipedriveAllowance(clock);
  let isAdmin = true;

  function answer(request: FakeRequest): FakeAnswer {
    const { method, path, headers } = request;
    if (headers['x-api-token'] !== PIPEDRIVE_TOKEN) {
      return { status: 401, body: { success: false, error: 'unauthorized access', errorCode: 401 } };
    }
    const refused = allowed.refuse(method, path);
    if (refused !== null) return refused;
    return { ...route(request), headers: allowed.headers() };
  }

  function route(request: FakeRequest): FakeAnswer {
    const { method, path, query } = request;
    const [, version = '', area = '', id, more] = /^\/api\/(v[12])\/(\w+)(?:\/([\w-]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    const kind = V2_KINDS[area];
    if (version === 'v2') {
      if (area === 'pipelines') return listV2([{ id: 1, name: 'Pipeline', order_nr: 0, is_deleted: false }], query);
      if (area === 'stages') return listV2(STAGES, query);
      if (kind === undefined) return NOT_FOUND;
      return id === undefined ? listKind(kind, query) : one(store.get(kind, Number(id)));
    }
    if (version !== 'v1') return { status: 404, body: '<html>Not found</html>' };
    if (area === 'users') return id === 'me' ? ok(self()) : ok([{ id: 7, name: 'Sally Berg', active_flag: true }]);
    if (area === 'leads')
      return id === undefined ? listLeads(query) : one(store.all('leads').find((lead) => lead.id === id));
    if (area === 'recents') return recents(query);
    if (area === 'notes') return notes(request, id);
    if (area === 'files') return fileRequest(request, id);
    if (kind !== undefined && more === 'mailMessages' && method === 'GET') {
      return listV1(store.mails.get(`${kind} ${String(id)}`) ?? [], query);
    }
    return NOT_FOUND;
  }

  function self(): object {
    const access = [{ app: 'sales', admin: isAdmin }];
    return {
      id: 7,
      name: 'Sally Berg',
      company_name: 'Acme',
      company_domain: 'acme',
      default_currency: 'EUR',
      is_admin: isAdmin ? 1 : 0,
      access,
    };
  }

  /** Sorted and filtered as version 2 does it; times other than RFC 3339 are refused. */
  function listKind(kind: PipedriveKind, query: URLSearchParams): FakeAnswer {
    const ids = query.get('ids')?.split(',');
    if (ids !== undefined && ids.length > 100) return invalid('ids: at most 100');
    const dealId = query.get('deal_id');
    const deal = dealId === null ? null : (store.get('deals', Number(dealId)) ?? null);
    const people = [deal?.['person_id'], ...((deal?.['participants'] as readonly number[] | undefined) ?? [])];
    const found = store
      .all(kind)
      .filter((record) => ids === undefined || ids.includes(String(record.id)))
      .filter((record) => deal === null || people.includes(record.id));
    const field = query.get('sort_by') ?? 'id';
    if (!['id', 'update_time', 'add_time'].includes(field)) return invalid(`sort_by: ${field}`);
    const up = sortedBy(found, field);
    const sorted = query.get('sort_direction') === 'desc' ? up.toReversed() : up;
    return listV2(
      sorted.map((record) => shown(record, query)),
      query,
    );
  }

  function shown({ participants, ...record }: StoredRecord, query: URLSearchParams): object {
    const wanted = query.get('include_fields')?.split(',') ?? [];
    const count = 1 + ((participants as readonly number[] | undefined)?.length ?? 0);
    const { source_lead_id: leadId = null, ...plain } = record;
    return {
      ...plain,
      ...(wanted.includes('participants_count') && { participants_count: count }),
      ...(wanted.includes('source_lead_id') && { source_lead_id: leadId }),
    };
  }

  function listLeads(query: URLSearchParams): FakeAnswer {
    const since = query.get('updated_since');
    const found = store.all('leads').filter(({ update_time: at }) => since === null || at >= since);
    const sorted = sortedBy(found, 'update_time');
    return listV1(
      (query.get('sort') === 'update_time DESC' ? sorted.toReversed() : sorted).map(withMilliseconds),
      query,
    );
  }

  /** Deleted records come too, no longer active; times are those of version 1. */
  function recents(query: URLSearchParams): FakeAnswer {
    const since = query.get('since_timestamp') ?? '';
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(since)) return invalid('since_timestamp');
    const found = (query.get('items') ?? '').split(',').flatMap((item) => {
      const kind = ITEMS[item];
      if (kind === undefined) return [];
      return store
        .everything(kind)
        .map((record) => ({ ...record, update_time: spaced(record.update_time) }))
        .filter(({ update_time: at }) => at >= since)
        .map((record) => ({
          item,
          id: record.id,
          data: { id: record.id, update_time: record.update_time, active_flag: !record.is_deleted },
        }));
    });
    return listV1(found, query);
  }

  function notes({ method, body, query }: FakeRequest, id: string | undefined): FakeAnswer {
    if (id === undefined && method === 'GET') return listV1(notesFor(query), query);
    if (id === undefined && method === 'POST') return addNote(body);
    const note = store.notes.get(Number(id));
    if (note === undefined) return NOT_FOUND;
    if (method === 'GET') return ok(note);
    if (method === 'DELETE') {
      store.notes.delete(note.id);
      return ok(true);
    }
    return method === 'PUT' ? changeNote(note, body) : NOT_FOUND;
  }

  function notesFor(query: URLSearchParams): readonly StoredNote[] {
    return [...store.notes.values()].filter((note) =>
      TARGETS.every(([field]) => !query.has(field) || String(note[field]) === query.get(field)),
    );
  }

  function addNote(body: unknown): FakeAnswer {
    const parsed = noteInput.safeParse(body);
    if (!parsed.success || parsed.data.content === undefined) return invalid('content');
    if (parsed.data.content.length > LONGEST_NOTE) return invalid('content is too long');
    if (TARGETS.every(([field]) => parsed.data[field] === undefined))
      return invalid('deal_id, person_id, org_id or lead_id is missing');
    if (parsed.data.add_time !== undefined && !isAdmin)
      return { status: 403, body: { success: false, error: 'Only an admin can set add_time' } };
    const missing = missingTarget(parsed.data);
    if (missing !== null) return missing;
    const empty = { deal_id: null, person_id: null, org_id: null, lead_id: null };
    const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const note = {
      id: store.nextId(),
      active_flag: true,
      ...empty,
      add_time: now,
      ...parsed.data,
      content: cleaned(parsed.data.content),
    };
    store.notes.set(note.id, note as StoredNote);
    return { status: 201, body: { success: true, data: note } };
  }

  function changeNote(note: StoredNote, body: unknown): FakeAnswer {
    const parsed = noteInput.safeParse(body);
    if (!parsed.success) return invalid('note');
    const missing = missingTarget(parsed.data);
    if (missing !== null) return missing;
    const changed = { ...note, ...parsed.data } as StoredNote;
    store.notes.set(note.id, changed);
    return ok(changed);
  }

  function missingTarget(data: z.infer<typeof noteInput>): FakeAnswer | null {
    const isMissing = TARGETS.some(([field, kind]) => {
      const id = data[field];
      return id !== undefined && id !== null && store.get(kind, id)?.is_deleted !== false;
    });
    return isMissing
      ? { status: 400, body: { success: false, error: 'Bad request', error_info: 'Item not found' } }
      : null;
  }

  function fileRequest({ method, form }: FakeRequest, id: string | undefined): FakeAnswer {
    if (method === 'DELETE') return store.files.delete(Number(id)) ? ok({ id: Number(id) }) : NOT_FOUND;
    const file = form?.get('file');
    if (method !== 'POST' || form === null || !(file instanceof UploadedFile)) return invalid('file');
    return ok({ id: addFile(file, form), name: file.name });
  }

  function addFile(file: UploadedFile, form: FormData): number {
    const where = TARGETS.flatMap(([field]) => (form.has(field) ? [`${field} ${textOf(form.get(field))}`] : []));
    const id = store.nextId();
    store.files.set(id, { id, name: file.name, bytes: new Uint8Array(), target: where.join(',') });
    void file.arrayBuffer().then((bytes) => {
      const stored = store.files.get(id);
      if (stored !== undefined) store.files.set(id, { ...stored, bytes: new Uint8Array(bytes) });
    });
    return id;
  }

  const server = await fakeHttp(answer);
  return {
    ...server,
    put: (kind, record) => store.put(kind, record),
    remove: (kind, id) => store.remove(kind, id),
    notes: () => [...store.notes.values()],
    files: () => [...store.files.values()],
    addMail(kind, id, mail) {
      const key = `${kind} ${String(id)}`;
      const data = {
        id: store.nextId(),
        message_time: '2026-03-01T09:41:00.000Z',
        mail_thread_id: 5,
        deleted_flag: 0,
        ...mail,
      };
      store.mails.set(key, [
        ...(store.mails.get(key) ?? []),
        { object: 'mailMessage', timestamp: '2026-03-01 09:41:00', data },
      ]);
    },
    addNote(note) {
      const id = store.nextId();
      store.notes.set(id, {
        id,
        content: '',
        add_time: '2026-03-01 09:41:00',
        active_flag: true,
        deal_id: null,
        person_id: null,
        org_id: null,
        lead_id: null,
        ...note,
      });
    },
    setTokensLeft: (count) => void (allowed.left = count),
    setAdmin: (is) => void (isAdmin = is),
  };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}

const UploadedFile = File;
type UploadedFile = File;

const NOT_FOUND: FakeAnswer = { status: 404, body: { success: false, error: 'Not found', errorCode: 404 } };

function ok(data: unknown): FakeAnswer {
  return { status: 200, body: { success: true, data } };
}

function one(record: StoredRecord | undefined): FakeAnswer {
  return record === undefined ? NOT_FOUND : ok(record);
}

function invalid(error: string): FakeAnswer {
  return { status: 400, body: { success: false, error: 'Bad request', error_info: error, errorCode: 400 } };
}

/** Opaque cursors; at most 500 records a page. */
function listV2(all: readonly object[], query: URLSearchParams): FakeAnswer {
  const limit = Number(query.get('limit') ?? 100);
  if (limit > 500) return invalid('limit: at most 500');
  const at = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
  const next = at + limit < all.length ? Buffer.from(String(at + limit)).toString('base64url') : null;
  return {
    status: 200,
    body: { success: true, data: all.slice(at, at + limit), additional_data: { next_cursor: next } },
  };
}

/** Pages by a start; an empty list is null. */
function listV1(all: readonly object[], query: URLSearchParams): FakeAnswer {
  const limit = Math.min(Number(query.get('limit') ?? 100), 500);
  const start = Number(query.get('start') ?? 0);
  const items = all.slice(start, start + limit);
  const hasMore = start + limit < all.length;
  const pagination = { start, limit, more_items_in_collection: hasMore, ...(hasMore && { next_start: start + limit }) };
  return {
    status: 200,
    body: { success: true, data: items.length === 0 ? null : items, additional_data: { pagination } },
  };
}

function sortedBy(records: readonly StoredRecord[], field: string): readonly StoredRecord[] {
  return records.toSorted((a, b) =>
    field === 'id' ? Number(a.id) - Number(b.id) : String(a[field]).localeCompare(String(b[field])),
  );
}

function spaced(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '');
}

function withMilliseconds(record: StoredRecord): object {
  return {
    ...record,
    add_time: record.add_time.replace('Z', '.000Z'),
    update_time: record.update_time.replace('Z', '.000Z'),
  };
}

/** What the server lets stand: plain tags, no comments. */
function cleaned(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(?!\/?(?:br|p|b|i|ul|li|a|div)\b)[^>]*>/gi, '');
}
