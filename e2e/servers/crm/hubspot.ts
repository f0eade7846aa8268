/**
 * A stand-in for HubSpot that keeps its state: one version of the interface (2026-03), rights by scope, validation of what is written, the
 * search's limits and its lateness, rate limits, the recycle bin, merges. Built from developers.hubspot.com (reference of version
 * 2026-03, guides to emails, files, search, error handling, usage guidelines); nothing of its specification is copied.
 */
import { authServer, OWN_APP, type AuthServer } from './auth-server.ts';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { rateLimits } from './hubspot/rate-limits.ts';
import { createEmail, linkEmail } from './hubspot/emails.ts';
import { uploadFile } from './hubspot/files.ts';
import { associations, batchAssociations, batchRead, isObjectKind, list, read } from './hubspot/objects.ts';
import { missingScopes, NO_SUCH_PATH, NOT_FOUND, UNKNOWN_TOKEN } from './hubspot/refusals.ts';
import { EMAIL_TO, PIPELINES, scopesFor, type HubspotObject } from './hubspot/schema.ts';
import { search } from './hubspot/search.ts';
import { hubspotStore, type StoredFile, type StoredObject } from './hubspot/store.ts';

export const HUBSPOT_TOKEN = 'pat-na1-of-the-test';
const VERSION = '2026-03';
const SCOPES = [
  ...['contacts.read', 'contacts.write', 'companies.read', 'deals.read', 'leads.read'].map(
    (one) => `crm.objects.${one}`,
  ),
  'crm.objects.owners.read',
  'sales-email-read',
  'files',
];
const OWNER = {
  id: '7',
  userId: 77,
  email: 'sally@acme.example',
  firstName: 'Sally',
  lastName: 'Berg',
  archived: false,
};

export interface FakeHubspot extends FakeHttp {
  /** Where people sign in in the browser. */
  readonly signIns: AuthServer;
  /** Creates or changes a record; links go by kind. The search shows it two seconds later. */
  put(
    kind: HubspotObject,
    id: string,
    properties: Readonly<Record<string, string>>,
    links?: Readonly<Partial<Record<HubspotObject, readonly string[]>>>,
  ): void;
  /** Into the recycle bin. */
  archive(kind: HubspotObject, id: string): void;
  /** As somebody merges two records in HubSpot: one stays, the other goes into the bin. */
  merge(kind: HubspotObject, stays: string, goes: string): void;
  /** The search shows everything now. */
  index(): void;
  emailsOn(kind: HubspotObject, id: string): readonly Readonly<Record<string, string | null>>[];
  /** Every email that is not in the bin. */
  emails(): readonly Readonly<Record<string, string | null>>[];
  files(): readonly StoredFile[];
  /** The token has these rights only. */
  grant(...scopes: readonly string[]): void;
  setDailyLeft(count: number): void;
  /** A token of a kind that the interface for tokens does not know, such as a service key. */
  hideToken(): void;
  /** Emails are refused like this from now on, or no longer. */
  refuseEmails(answer: FakeAnswer | null): void;
}

/** @param clock by which the rate limits are counted */
export async function startHubspot(clock: () => number = () => performance.now()): Promise<FakeHubspot> {
  const store = hubspotStore();
  const allowed = rateLimits(clock);
  let scopes: readonly string[] = SCOPES;
  let isTokenKnown = true;
  let emailRefusal: FakeAnswer | null = null;
  const signIns = authServer({
    authorizePath: '/oauth/authorize',
    tokenPath: `/oauth/${VERSION}/token`,
    proof: 'body',
    client: OWN_APP,
  });

  async function answer(request: FakeRequest): Promise<FakeAnswer> {
    const signIn = signIns.answer(request);
    if (signIn !== null) return signIn;
    const { authorization } = request.headers;
    if (authorization !== `Bearer ${HUBSPOT_TOKEN}` && !signIns.knows(authorization)) return UNKNOWN_TOKEN;
    const isSearch = request.path.endsWith('/search');
    const refused = allowed.refuse(isSearch);
    if (refused !== null) return refused;
    const answered = await route(request);
    return isSearch ? answered : { ...answered, headers: allowed.headers() };
  }

  const needs = (
    wanted: readonly string[],
    work: () => FakeAnswer | Promise<FakeAnswer>,
  ): FakeAnswer | Promise<FakeAnswer> => {
    const missing = wanted.filter((scope) => !scopes.includes(scope));
    return missing.length > 0 ? missingScopes(missing) : work();
  };

  function route(request: FakeRequest): FakeAnswer | Promise<FakeAnswer> {
    const { method, path, form } = request;
    if (path === `/account-info/${VERSION}/details`)
      return ok({ portalId: 4242, timeZone: 'Europe/Berlin', companyCurrency: 'EUR' });
    if (path === '/oauth/v2/private-apps/get/access-token-info') {
      return isTokenKnown ? ok({ userId: OWNER.userId, hubId: 4242, appId: 9, scopes }) : NOT_FOUND;
    }
    if (path === `/files/${VERSION}/files` && method === 'POST') return needs(['files'], () => uploadFile(store, form));
    const [, fileId] = new RegExp(`^/files/${VERSION}/files/(\\d+)$`).exec(path) ?? [];
    if (fileId !== undefined) return needs(['files'], () => (store.files.delete(fileId) ? { status: 204 } : NOT_FOUND));
    const [, area, rest = ''] =
      new RegExp(`^/crm/(owners|pipelines|objects|associations)/${VERSION}(?:/(.*))?$`).exec(path) ?? [];
    if (area === 'owners') return needs(['crm.objects.owners.read'], () => owners(rest));
    if (area === 'pipelines' && (rest === 'deals' || rest === 'leads')) {
      return needs([`crm.objects.${rest}.read`], () => ok({ results: PIPELINES[rest] }));
    }
    if (area === 'associations') return betweenKinds(request, rest);
    if (area === 'objects') return objects(request, rest);
    return NO_SUCH_PATH;
  }

  function owners(rest: string): FakeAnswer {
    if (rest === '') return ok({ results: [OWNER] });
    return rest === String(OWNER.userId) ? ok(OWNER) : NOT_FOUND;
  }

  function betweenKinds({ method, body }: FakeRequest, rest: string): FakeAnswer | Promise<FakeAnswer> {
    const [, from = '', to = '', what = ''] = /^(\w+)\/(\w+)\/(labels|batch\/read)$/.exec(rest) ?? [];
    if (!isObjectKind(from) || !isObjectKind(to)) return NO_SUCH_PATH;
    if (what === 'labels' && method === 'GET' && from === 'emails') {
      const typeId = EMAIL_TO[to];
      return ok({ results: [{ category: 'HUBSPOT_DEFINED', typeId, label: null }] });
    }
    return what === 'batch/read' && method === 'POST'
      ? needs(scopesFor(from, false), () => batchAssociations(store, from, to, body))
      : NO_SUCH_PATH;
  }

  function objects(request: FakeRequest, rest: string): FakeAnswer | Promise<FakeAnswer> {
    const { method, body, query } = request;
    const [kind = '', id = '', third = '', ...more] = rest.split('/');
    if (!isObjectKind(kind)) return NOT_FOUND;
    const reading = (work: () => FakeAnswer) => needs(scopesFor(kind, false), work);
    const writing = (work: () => FakeAnswer) => needs(scopesFor(kind, true), work);
    if (id === '' && method === 'GET') return reading(() => list(store, kind, request));
    if (id === '' && method === 'POST' && kind === 'emails')
      return writing(() => emailRefusal ?? createEmail(store, body));
    if (id === 'search' && method === 'POST') return reading(() => search(store, kind, body));
    if (id === 'batch' && third === 'read') return reading(() => batchRead(store, kind, body));
    if (third === 'associations') return links(request, kind, id, more);
    if (method === 'GET') return reading(() => read(store, kind, id, request));
    if (method === 'DELETE') return writing(() => (store.archive(kind, id) ? { status: 204 } : NOT_FOUND));
    return { status: 405, body: { message: `${method} ${query.toString()}` } };
  }

  function links(
    request: FakeRequest,
    kind: HubspotObject,
    id: string,
    more: readonly string[],
  ): FakeAnswer | Promise<FakeAnswer> {
    const { method, query } = request;
    const from = store.get(kind, id);
    const [to = '', otherId] = more[0] === 'default' ? more.slice(1) : more;
    if (!isObjectKind(to)) return NOT_FOUND;
    const other = otherId === undefined ? undefined : store.get(to, otherId);
    if (method === 'GET')
      return needs(scopesFor(kind, false), () =>
        from === undefined ? NOT_FOUND : associations(store, from, to, query),
      );
    return needs(scopesFor(kind, true), () => {
      if (method === 'PUT' && more[0] === 'default') return linkEmail(store, from, other);
      if (method === 'DELETE' && from !== undefined && other !== undefined) store.unlink(from, other);
      return method === 'DELETE' ? { status: 204 } : NOT_FOUND;
    });
  }

  const server = await fakeHttp(answer);
  const propertiesOf = ({ properties }: StoredObject): StoredObject['properties'] => properties;
  return {
    ...server,
    signIns,
    put(kind, id, properties, others = {}) {
      const object = store.put(kind, id, properties);
      for (const [other, ids = []] of Object.entries(others)) {
        for (const one of isObjectKind(other) ? ids.flatMap((otherId) => store.get(other, otherId) ?? []) : [])
          store.link(object, one);
      }
    },
    archive: (kind, id) => void store.archive(kind, id),
    merge(kind, stays, goes) {
      const merged = store.get(kind, stays)?.properties['hs_merged_object_ids'];
      store.put(kind, stays, { hs_merged_object_ids: [merged, goes].filter(Boolean).join(';') });
      store.archive(kind, goes);
    },
    index: () => store.index(),
    emailsOn(kind, id) {
      const card = store.get(kind, id);
      return card === undefined
        ? []
        : store
            .linked(card, 'emails')
            .flatMap((one) => store.get('emails', one) ?? [])
            .map(propertiesOf);
    },
    emails: () => store.all('emails', false).map(propertiesOf),
    files: () => [...store.files.values()],
    grant: (...granted) => void (scopes = granted),
    setDailyLeft: (count) => void (allowed.dailyLeft = count),
    hideToken: () => void (isTokenKnown = false),
    refuseEmails: (refusal) => void (emailRefusal = refusal),
  };
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}
