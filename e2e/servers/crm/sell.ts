/**
 * A stand-in for Zendesk Sell that keeps its state. Built from the vendor's public API reference (Core API v2, Sync API, lead
 * conversions): envelopes, paging, errors, read-only fields. Answers 401 without the token and 400 without a User-Agent, as the original.
 */
import { authServer, OWN_APP, type AuthServer } from './auth-server.ts';
import { syncLog } from './sell/sync.ts';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';

export type SellKind = 'leads' | 'contacts' | 'deals';
export interface SellRecord {
  readonly id: number;
  readonly [field: string]: unknown;
}
export interface FakeSell extends FakeHttp {
  /** Where people sign in in the browser. */
  readonly signIns: AuthServer;
  /** Creates or replaces a record; it counts as changed now. */
  put(kind: SellKind, record: SellRecord): void;
  remove(kind: SellKind, id: number): void;
  /** Makes a person, and a deal where one is wanted, of a lead, whose notes go along; the lead is gone unless it is kept. */
  convert(leadId: number, became: { readonly individual: number; readonly deal?: number }, isKept?: boolean): void;
  /** Whether the plan has the Sync API, or what it says instead. */
  setSync(sync: 'has' | FakeAnswer): void;
  /** Sessions of the Sync API that are under way come to nothing. */
  forgetSessions(): void;
  /** Texts of the notes on a card, copies included. */
  notesOn(type: string, id: number): readonly string[];
  /** Somebody else's note. */
  addNote(type: string, id: number, content: string): void;
}

interface Note {
  readonly id: number;
  readonly resource_type: string;
  readonly resource_id: number;
  readonly content: string;
  readonly created_at: string;
  readonly updated_at: string;
}
interface Conversion {
  readonly id: number;
  readonly lead_id: number;
  readonly individual_id: number | null;
  readonly organization_id: number | null;
  readonly deal_id: number | null;
  readonly creator_id: number;
  readonly created_at: string;
}
/** How many conversions a list gives by the number of its page; beyond that by cursor only. */
const LAST_CONVERSION_PAGE = 50;
const TYPE_OF = { leads: 'lead', contacts: 'contact', deals: 'deal' } as const;
/** How a plan or a token without the Sync API is refused. */
export const NO_SYNC: FakeAnswer = refusal(403, 'insufficient_scope');
const CARD_OF: Readonly<Record<string, SellKind>> = { lead: 'leads', contact: 'contacts', deal: 'deals' };
export const SELL_TOKEN = 'sell-token-of-the-test';

const STAGES = [
  { id: 11, pipeline_id: 1, name: 'Qualified', category: 'qualified', position: 1, active: true },
  { id: 12, pipeline_id: 1, name: 'Quote', category: 'quote', position: 2, active: true },
  { id: 13, pipeline_id: 1, name: 'Won', category: 'won', position: 3, active: true },
  { id: 14, pipeline_id: 1, name: 'Lost', category: 'lost', position: 4, active: true },
];

export async function startSell(): Promise<FakeSell> {
  const records: Record<SellKind, Map<number, SellRecord>> = {
    leads: new Map(),
    contacts: new Map(),
    deals: new Map(),
  };
  /** Lists in an order that was asked for, until a record changes: each page of a long list asks for it again. */
  const orders = new Map<string, readonly SellRecord[]>();
  const notes: Note[] = [];
  const conversions: Conversion[] = [];
  let sync: 'has' | FakeAnswer = NO_SYNC;
  const log = syncLog(() => (sync === 'has' ? null : sync), refusal);
  let nextNote = 1;
  let seconds = Date.UTC(2026, 0, 5, 8) / 1_000;
  /** Sell's times have whole seconds. */
  const stamp = (): string => new Date((seconds += 1) * 1_000).toISOString().replace('.000Z', 'Z');

  function createNote(type: string, id: number, content: string): Note {
    const at = stamp();
    const note = {
      id: nextNote,
      resource_type: type,
      resource_id: id,
      content,
      created_at: at,
      updated_at: at,
    };
    nextNote += 1;
    notes.push(note);
    log.note('note', note.id, note);
    return note;
  }

  function listConversions(query: URLSearchParams): FakeAnswer {
    const leadId = query.get('lead_id');
    const found = conversions.filter((one) => leadId === null || String(one.lead_id) === leadId).toReversed();
    const perPage = Math.min(Number(query.get('per_page') ?? 25), 200);
    const page = Number(query.get('cursor')?.replace('after-', '') ?? query.get('page') ?? 1);
    if (!query.has('cursor') && page > LAST_CONVERSION_PAGE) return refusal(400, 'invalid_param');
    const items = found.slice((page - 1) * perPage, page * perPage);
    const next = `https://api.getbase.com/v2/lead_conversions?cursor=after-${String(page + 1)}&per_page=${String(perPage)}`;
    const links = page * perPage < found.length ? { next_page: next } : {};
    return { status: 200, body: { items: items.map((data) => ({ data, meta: {} })), meta: { links } } };
  }

  function answer(request: FakeRequest): FakeAnswer {
    const { method, path, headers, query } = request;
    const signIn = signIns.answer(request);
    if (signIn !== null) return signIn;
    if (headers['user-agent'] === undefined || headers['user-agent'] === 'node')
      return refusal(400, 'invalid_user_agent');
    const isKnown = headers.authorization === `Bearer ${SELL_TOKEN}` || signIns.knows(headers.authorization);
    if (!isKnown) return refusal(401, 'invalid_token');
    const synced = log.answer(request);
    if (synced !== null) return synced;
    if (path === '/v2/users/self') return item({ id: 7, name: 'Sally Berg', email: 'sally@acme.example' });
    if (path === '/v2/users') return list([{ id: 7, name: 'Sally Berg' }], query);
    if (path === '/v2/pipelines') return list([{ id: 1, name: 'Sales', disabled: false }], query);
    if (path === '/v2/stages') return list(STAGES, query);
    if (path === '/v2/lead_conversions') return listConversions(query);
    if (path === '/v2/notes') return method === 'POST' ? postNote(request) : list(notesFor(query), query);
    const [, noteId] = /^\/v2\/notes\/(\d+)$/.exec(path) ?? [];
    if (noteId !== undefined) return method === 'DELETE' ? deleteNote(Number(noteId)) : refusal(405, 'method');
    const [, dealId] = /^\/v2\/deals\/(\d+)\/associated_contacts$/.exec(path) ?? [];
    if (dealId !== undefined) return associated(Number(dealId), query);
    const [, kind] = /^\/v2\/(leads|contacts|deals)$/.exec(path) ?? [];
    if (kind !== undefined && isKind(kind)) return list(chosen(inOrder(kind, query), query), query);
    return refusal(404, 'resource_not_found');
  }

  function inOrder(kind: SellKind, query: URLSearchParams): readonly SellRecord[] {
    const order = `${kind} ${query.get('sort_by') ?? ''}`;
    const known = orders.get(order) ?? sorted([...records[kind].values()], query);
    orders.set(order, known);
    return known;
  }

  function postNote({ body }: FakeRequest): FakeAnswer {
    const data = (body as { data?: { resource_type?: string; resource_id?: number; content?: string } }).data ?? {};
    const { resource_type: type = '', resource_id: id = 0, content = '' } = data;
    const kind = CARD_OF[type];
    if (kind === undefined || content === '') return refusal(422, 'invalid');
    if (!records[kind].has(id)) return refusal(422, 'invalid_reference', 'resource_id');
    return { ...item(createNote(type, id, content)), status: 200 };
  }

  function notesFor(query: URLSearchParams): readonly Note[] {
    const q = query.get('q');
    return notes.filter(
      (note) =>
        note.resource_type === query.get('resource_type') &&
        String(note.resource_id) === query.get('resource_id') &&
        (q === null || note.content.includes(q)),
    );
  }

  function deleteNote(id: number): FakeAnswer {
    const at = notes.findIndex((note) => note.id === id);
    if (at < 0) return refusal(404, 'resource_not_found');
    notes.splice(at, 1);
    log.note('note', id);
    return { status: 204 };
  }

  function associated(dealId: number, query: URLSearchParams): FakeAnswer {
    const ids = records.deals.get(dealId)?.['associated'] ?? [];
    return list(
      (ids as readonly number[]).map((id) => ({ contact_id: id, role: 'involved' })),
      query,
    );
  }

  function remove(kind: SellKind, id: number): void {
    orders.clear();
    records[kind].delete(id);
    log.note(TYPE_OF[kind], id);
  }

  const signIns = authServer({
    authorizePath: '/oauth2/authorize',
    tokenPath: '/oauth2/token',
    proof: 'basic',
    client: OWN_APP,
  });
  const server = await fakeHttp(answer);
  return {
    ...server,
    signIns,
    put: (kind, record) => {
      orders.clear();
      const at = stamp();
      const known = records[kind].get(record.id);
      const stored = { created_at: known?.['created_at'] ?? at, ...record, updated_at: at };
      records[kind].set(record.id, stored);
      log.note(TYPE_OF[kind], record.id, stored);
    },
    remove,
    convert(leadId, { individual, deal = null }, isKept = false) {
      const people = { individual_id: individual, organization_id: null, deal_id: deal };
      conversions.push({ id: conversions.length + 1, lead_id: leadId, ...people, creator_id: 7, created_at: stamp() });
      for (const [at, note] of notes.entries()) {
        if (note.resource_type !== 'lead' || note.resource_id !== leadId) continue;
        notes[at] = { ...note, resource_type: 'contact', resource_id: individual };
      }
      if (!isKept) remove('leads', leadId);
    },
    setSync: (to) => void (sync = to),
    forgetSessions: () => log.forgetSessions(),
    notesOn: (type, id) =>
      notes.filter((note) => note.resource_type === type && note.resource_id === id).map(({ content }) => content),
    addNote: (type, id, content) => void createNote(type, id, content),
  };
}

/** Those of a list that were asked for by their ids. */
function chosen(all: readonly SellRecord[], query: URLSearchParams): readonly SellRecord[] {
  const ids = query.get('ids')?.split(',');
  return ids === undefined ? all : all.filter(({ id }) => ids.includes(String(id)));
}

function isKind(kind: string): kind is SellKind {
  return kind === 'leads' || kind === 'contacts' || kind === 'deals';
}

function sorted(all: readonly SellRecord[], query: URLSearchParams): readonly SellRecord[] {
  const [field = 'id', order] = (query.get('sort_by') ?? 'id:asc').split(':');
  const up = all.toSorted((a, b) => String(a[field]).localeCompare(String(b[field])) || a.id - b.id);
  return order === 'desc' ? up.toReversed() : up;
}

function list(all: readonly unknown[], query: URLSearchParams): FakeAnswer {
  const page = Number(query.get('page') ?? 1);
  const perPage = Math.min(Number(query.get('per_page') ?? 25), 100);
  const items = all.slice((page - 1) * perPage, page * perPage);
  const links = page * perPage < all.length ? { next_page: `page=${String(page + 1)}` } : {};
  return {
    status: 200,
    body: { items: items.map((data) => ({ data, meta: {} })), meta: { count: items.length, links } },
  };
}

function item(data: unknown): FakeAnswer {
  return { status: 200, body: { data, meta: {} } };
}

function refusal(status: number, code: string, field?: string): FakeAnswer {
  const error = { code, message: code, details: `The request was refused: ${code}`, resource: 'note', field };
  return { status, body: { errors: [{ error, meta: {} }], meta: { http_status: status, logref: 'x' } } };
}
