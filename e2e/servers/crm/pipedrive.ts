/**
 * A stand-in for Pipedrive that keeps its state: both versions of its interface, each with its own envelope, paging and times; notes on
 * several cards at once, cleaned of tags; its own mail; files; rate limits and the day's budget. Built from Pipedrive's API reference,
 * pipedrive.readme.io (rate limiting, migration to version 2) and the types of its published client (MIT).
 */
import { authServer, OWN_APP, type AuthServer } from './auth-server.ts';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { pipedriveRateLimit } from './pipedrive/rate-limit.ts';
import { listV1, listV2, NOT_FOUND, ok, one } from './pipedrive/answers.ts';
import { listKind, listLeads, listRecents } from './pipedrive/cards.ts';
import { serveFiles } from './pipedrive/files.ts';
import { serveNotes } from './pipedrive/notes.ts';
import { pipedriveStore, type PipedriveKind, type StoredFile, type StoredNote } from './pipedrive/store.ts';

export const PIPEDRIVE_TOKEN = 'pipedrive-token-of-the-test';

export interface FakePipedrive extends FakeHttp {
  /** Where people sign in in the browser. */
  readonly signIns: AuthServer;
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

const V2_KINDS: Readonly<Record<string, PipedriveKind>> = {
  deals: 'deals',
  persons: 'persons',
  organizations: 'organizations',
};
const STAGES = [
  { id: 11, name: 'Qualified', order_nr: 1, pipeline_id: 1, is_deleted: false },
  { id: 12, name: 'Proposal made', order_nr: 2, pipeline_id: 1, is_deleted: false },
];

/** @param clock by which the rate limits are counted */
export async function startPipedrive(clock: () => number = () => performance.now()): Promise<FakePipedrive> {
  const store = pipedriveStore();
  const allowed = pipedriveRateLimit(clock);
  let isAdmin = true;
  const signIns = authServer({
    authorizePath: '/oauth/authorize',
    tokenPath: '/oauth/token',
    proof: 'basic',
    client: OWN_APP,
    said: () => ({ api_domain: server.url }),
  });

  function answer(request: FakeRequest): FakeAnswer {
    const { method, path, headers } = request;
    const signIn = signIns.answer(request);
    if (signIn !== null) return signIn;
    if (headers['x-api-token'] !== PIPEDRIVE_TOKEN && !signIns.knows(headers.authorization)) {
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
      return id === undefined ? listKind(store, kind, query) : one(store.get(kind, Number(id)));
    }
    if (version !== 'v1') return { status: 404, body: '<html>Not found</html>' };
    if (area === 'users') return id === 'me' ? ok(self()) : ok([{ id: 7, name: 'Sally Berg', active_flag: true }]);
    if (area === 'leads')
      return id === undefined ? listLeads(store, query) : one(store.all('leads').find((lead) => lead.id === id));
    if (area === 'recents') return listRecents(store, query);
    if (area === 'notes') return serveNotes(store, request, id, isAdmin);
    if (area === 'files') return serveFiles(store, request, id);
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

  const server = await fakeHttp(answer);
  return {
    ...server,
    signIns,
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
