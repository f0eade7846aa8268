/**
 * A stand-in for Salesforce that keeps its state: tokens that end, SOQL with the recycle bin, composite requests that are done whole or
 * not at all, the fixed deal of a mail, validation rules, rights, the budget of a day. Built from developer.salesforce.com (REST API
 * Developer Guide, Object Reference, SOQL Reference) and help.salesforce.com (client credentials flow).
 */
import { authServer, OWN_APP, type AuthServer } from './auth-server.ts';
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { composite } from './salesforce/composite.ts';
import { salesforceQueries } from './salesforce/queries.ts';
import { notFound, Refused } from './salesforce/refused.ts';
import { API, SCHEMA, UNIQUE_FIELD } from './salesforce/schema.ts';
import { COLLEAGUE, SALESFORCE_USER, seed } from './salesforce/seed.ts';
import { findRows, shownRow, type Row } from './salesforce/soql.ts';
import { idOf, salesforceTables } from './salesforce/tables.ts';
import { remove, type Org, type Right } from './salesforce/writes.ts';

export const SALESFORCE = {
  token: '00D5g0000!a-session-of-the-test',
  clientId: '3MVG9.of.the.test',
  clientSecret: 'the-secret-of-the-test',
} as const;

export interface FakeSalesforce extends FakeHttp {
  /** Where people sign in in the browser. */
  readonly signIns: AuthServer;
  put(type: string, values: Readonly<Record<string, unknown>>): Row;
  remove(type: string, id: string): void;
  purge(type: string, id: string): void;
  /** One record into another, as a colleague does it. */
  merge(type: string, loserId: string, winnerId: string): void;
  /** Mails that are not deleted. */
  emails(): readonly Row[];
  /** Subjects of the mails with a person or on a record. */
  emailsOn(id: string): readonly string[];
  /** Rows of a type that are not deleted. */
  rows(type: string): readonly Row[];
  setOptions(options: SalesforceOptions): void;
  /** Every token so far ends. */
  endSessions(): void;
  spend(requests: number): void;
  freeze(): void;
}
export interface SalesforceOptions {
  readonly hasUniqueField?: boolean;
  readonly mayUpdateEmails?: boolean;
  readonly rule?: Org['rule'];
  /** `EmailMessage: createable` and so on. */
  readonly without?: readonly string[];
  readonly isMultiCurrency?: boolean;
  readonly pageSize?: number;
  readonly dailyRequests?: number;
  readonly largestFileBytes?: number;
}

export async function startSalesforce(first: SalesforceOptions = {}): Promise<FakeSalesforce> {
  let options = first;
  let used = 0;
  let lastToken = 0;
  const tables = salesforceTables();
  const tokens = new Set<string>([SALESFORCE.token]);
  const may = (type: string, right: Right): boolean => options.without?.includes(`${type}: ${right}`) !== true;
  const org = (): Org => ({
    tables,
    userId: SALESFORCE_USER,
    may,
    mayUpdateEmails: options.mayUpdateEmails ?? true,
    hasUniqueField: options.hasUniqueField ?? false,
    rule: options.rule ?? null,
    largestFileBytes: options.largestFileBytes ?? 37_500_000,
  });
  const queries = salesforceQueries(tables, () => ({
    may,
    isMultiCurrency: options.isMultiCurrency ?? false,
    pageSize: options.pageSize ?? 2_000,
  }));
  // A public app: it has an id and no secret.
  const signIns = authServer({
    authorizePath: '/services/oauth2/authorize',
    tokenPath: '/services/oauth2/token',
    proof: 'none',
    client: { ...OWN_APP, id: SALESFORCE.clientId, secret: '' },
    said: () => ({ instance_url: http.url, issued_at: '0' }),
  });
  seed(tables);

  function answer(request: FakeRequest): FakeAnswer {
    const signIn = signIns.answer(request);
    if (signIn !== null) return signIn;
    if (request.path === '/services/oauth2/token') return token(request);
    if (!request.path.startsWith('/services/data'))
      return { status: 404, body: '<html><body>URL No Longer Exists</body></html>' };
    const most = options.dailyRequests ?? 15_000;
    const headers = { 'sforce-limit-info': `api-usage=${String(used)}/${String(most)}` };
    try {
      const { authorization } = request.headers;
      if (!tokens.has(authorization?.replace(/^Bearer /, '') ?? '') && !signIns.knows(authorization)) {
        throw new Refused(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
      }
      if (used >= most) throw new Refused(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      used += 1;
      return { headers, ...serve(request) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { headers, ...error.answer() };
    }
  }

  function token({ method, form }: FakeRequest): FakeAnswer {
    const refused = (error: string, description: string): FakeAnswer => ({
      status: 400,
      body: { error, error_description: description },
    });
    if (method !== 'POST' || form?.get('grant_type') !== 'client_credentials') {
      return refused('unsupported_grant_type', 'grant type not supported');
    }
    if (form.get('client_id') !== SALESFORCE.clientId) return refused('invalid_client_id', 'client identifier invalid');
    if (form.get('client_secret') !== SALESFORCE.clientSecret)
      return refused('invalid_client', 'invalid client credentials');
    lastToken += 1;
    const made = `00D5g0000!made-${String(lastToken)}`;
    tokens.add(made);
    const body = {
      access_token: made,
      instance_url: 'https://acme.my.salesforce.com',
      token_type: 'Bearer',
      issued_at: '0',
    };
    return { status: 200, body };
  }

  function serve({ method, path, query, body }: FakeRequest): FakeAnswer {
    const rest = path.slice(API.length);
    if (!path.startsWith(API)) throw notFound();
    if (rest === '' && method === 'GET') {
      return {
        status: 200,
        body: { identity: `https://login.salesforce.com/id/${idOf('00D', 1)}/${SALESFORCE_USER}` },
      };
    }
    if (rest === '/connect/organization') {
      const isMulti = options.isMultiCurrency ?? false;
      return {
        status: 200,
        body: { features: { multiCurrency: isMulti, defaultCurrencyIsoCode: isMulti ? null : 'EUR' } },
      };
    }
    if (rest === '/query' || rest === '/queryAll') return queries.first(query.get('q') ?? '', rest === '/queryAll');
    if (rest.startsWith('/query')) return queries.later(rest);
    if (rest === '/composite' && method === 'POST') return composite(org(), body);
    if (rest === '/sobjects') return { status: 200, body: { sobjects: Object.keys(SCHEMA).flatMap(described) } };
    const [, , type = '', id = '', ...more] = rest.split('/');
    if (SCHEMA[type] === undefined || more.length > 0) throw notFound();
    if (id === 'describe') return { status: 200, body: { name: type, fields: fieldsOf(type) } };
    return record(method, type, id, query.get('fields'));
  }

  function described(name: string): readonly object[] {
    const flags = {
      queryable: may(name, 'queryable'),
      createable: may(name, 'createable'),
      deletable: may(name, 'deletable'),
    };
    return may(name, 'queryable') ? [{ name, ...flags }] : [];
  }

  function fieldsOf(type: string): readonly object[] {
    const { fields = [], createable = {} } = SCHEMA[type] ?? {};
    return fields
      .filter((name) => name !== UNIQUE_FIELD || options.hasUniqueField === true)
      .map((name) => {
        const isKey = name === UNIQUE_FIELD;
        return { name, createable: name in createable, externalId: isKey, unique: isKey };
      });
  }

  function record(method: string, type: string, id: string, fields: string | null): FakeAnswer {
    if (!/^[a-z\d]{15}(?:[a-z\d]{3})?$/i.test(id)) throw new Refused(400, 'MALFORMED_ID', `malformed id ${id}`);
    if (method === 'DELETE') {
      remove(org(), type, id);
      return { status: 204 };
    }
    const row = tables.find(type, id);
    if (row === undefined) throw notFound();
    if (row['IsDeleted'] === true) throw new Refused(404, 'ENTITY_IS_DELETED', 'entity is deleted');
    if (method !== 'GET') throw new Refused(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'update is only allowed on drafts');
    const query = { fields: fields?.split(',') ?? ['Id'], children: [], type, where: [], order: [] };
    findRows(query, () => []);
    return { status: 200, body: shownRow(query, row, () => []) };
  }

  const http = await fakeHttp(answer);
  const rows = (type: string) => tables.all(type).filter((row) => row['IsDeleted'] !== true);
  return {
    ...http,
    signIns,
    put: (type, values) => tables.put(type, values, COLLEAGUE),
    remove: (type, id) => tables.remove(type, id),
    purge: (type, id) => tables.purge(type, id),
    merge(type, loserId, winnerId) {
      tables.put(type, { Id: loserId, MasterRecordId: winnerId }, COLLEAGUE);
      tables.remove(type, loserId);
    },
    rows,
    emails: () => rows('EmailMessage'),
    emailsOn(id) {
      const withPerson = rows('EmailMessageRelation').filter((row) => row['RelationId'] === id);
      const ids = new Set(withPerson.map((row) => row['EmailMessageId']));
      const found = rows('EmailMessage').filter((row) => row['RelatedToId'] === id || ids.has(row.Id));
      return found.map((row) => String(row['Subject']));
    },
    setOptions(next) {
      options = { ...options, ...next };
    },
    endSessions: () => tokens.clear(),
    spend(requests) {
      used += requests;
    },
    freeze: () => tables.freeze(),
  };
}
