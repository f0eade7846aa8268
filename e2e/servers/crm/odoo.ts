/**
 * A stand-in for Odoo that keeps its state. Sources: Odoo's documentation ("External RPC API", "External JSON-2 API") and its public
 * source (mail_thread.py, the JSON-2 controller). Up to 18 it has the RPC interface, from 19 on JSON-2 as well; what was run by us on
 * 17.0 stands in the user documentation.
 */
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { perform, type Call, type Rights, type World } from './odoo/models.ts';
import { accessDenied, OdooException } from './odoo/refusal.ts';
import { odooTables, type Row } from './odoo/tables.ts';

export const ODOO = { database: 'acme', login: 'sally', key: 'odoo-key-of-the-test' } as const;
const UID = 7;
const COLLEAGUE = 8;
const GATEWAY = 1;

const ALL = ['read', 'write', 'create', 'unlink'];
export const ODOO_RIGHTS: Rights = {
  'res.partner': ['read', 'write'],
  'crm.lead': ['read', 'write'],
  'crm.stage': ['read'],
  'mail.message': ALL,
  'ir.attachment': ALL,
  'res.users': ['read'],
};

export interface FakeOdoo extends FakeHttp {
  put(model: string, values: Readonly<Record<string, unknown>>): Row;
  remove(model: string, id: number): void;
  /** A mail that Odoo's own gateway put on a record. */
  receive(model: string, id: number, values: Readonly<Record<string, unknown>>): Row;
  messagesOn(model: string, id: number): readonly Row[];
  attachments(): readonly Row[];
  followersOf(model: string, id: number): readonly number[];
  /** How often somebody was told of a message. */
  readonly notified: readonly string[];
  follow(model: string, id: number): void;
  setRights(rights: Rights): void;
  freeze(): void;
}
export interface OdooOptions {
  /** For example 17 or 19. */
  readonly version?: number;
  readonly databases?: readonly string[] | 'hidden';
}

export async function startOdoo({ version = 17, databases = 'hidden' }: OdooOptions = {}): Promise<FakeOdoo> {
  const tables = odooTables();
  const notified: string[] = [];
  let rights = ODOO_RIGHTS;
  const followers = new Map<string, Set<number>>();
  const world = (): World => ({
    version,
    tables,
    uid: UID,
    rights,
    followers,
    notify: (model, id) => void notified.push(`${model},${String(id)}`),
  });
  tables.put('res.users', { id: UID, name: 'Sally Berg', login: ODOO.login }, GATEWAY);
  tables.put('crm.stage', { id: 1, name: 'New', sequence: 1, is_won: false }, GATEWAY);
  tables.put('crm.stage', { id: 2, name: 'Proposition', sequence: 2, is_won: false }, GATEWAY);
  tables.put('crm.stage', { id: 3, name: 'Won', sequence: 3, is_won: true }, GATEWAY);

  function service(name: string, method: string, args: readonly unknown[]): unknown {
    if (name === 'common' && method === 'version') {
      return {
        server_version: `${String(version)}.0`,
        server_version_info: [version, 0, 0, 'final', 0, ''],
        protocol_version: 1,
      };
    }
    if (name === 'db' && method === 'list') {
      if (databases === 'hidden') throw accessDenied();
      return databases;
    }
    const [database, ...rest] = args;
    if (database !== ODOO.database) {
      const message = `connection to server failed: FATAL:  database "${String(database)}" does not exist`;
      throw new OdooException('psycopg2.OperationalError', message, 500);
    }
    if (name === 'common' && method === 'authenticate')
      return rest[0] === ODOO.login && rest[1] === ODOO.key ? UID : false;
    const [uid, key, model, called, positional, keywords] = rest;
    if (uid !== UID || key !== ODOO.key) throw accessDenied();
    return perform(world(), rpcCall(String(model), String(called), positional, keywords));
  }

  function json2({ headers, path, body }: FakeRequest): FakeAnswer {
    const wrong = headers.authorization !== `bearer ${ODOO.key}`;
    if (wrong) return refusal(new OdooException('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401));
    const [, , , model = '', method = ''] = path.split('/');
    const { ids = [], context = {}, ...named } = objectOf(body);
    try {
      const call = { model, method, ids: ids as readonly number[], named, context: objectOf(context) };
      return { status: 200, body: perform(world(), call) };
    } catch (error) {
      return refusal(error);
    }
  }

  function answer(request: FakeRequest): FakeAnswer {
    if (version >= 19 && request.path.startsWith('/json/2/')) return json2(request);
    if (request.path !== '/jsonrpc') return { status: 404, body: '<!doctype html><title>404 Not Found</title>' };
    const { id = null, params } = objectOf(request.body);
    const { service: name, method, args } = objectOf(params);
    try {
      return {
        status: 200,
        body: { jsonrpc: '2.0', id, result: service(String(name), String(method), args as readonly unknown[]) },
      };
    } catch (error) {
      if (!(error instanceof OdooException)) throw error;
      const data = {
        name: error.exception,
        message: error.message,
        debug: 'Traceback ...',
        arguments: [error.message],
        context: {},
      };
      return { status: 200, body: { jsonrpc: '2.0', id, error: { code: 200, message: 'Odoo Server Error', data } } };
    }
  }

  const http = await fakeHttp(answer);
  return {
    ...http,
    notified,
    put: (model, values) => tables.put(model, { active: true, ...values }, COLLEAGUE),
    remove: (model, id) => tables.remove(model, [id]),
    receive: (model, id, values) =>
      tables.put('mail.message', { model, res_id: id, message_type: 'email', ...values }, GATEWAY),
    messagesOn: (model, id) =>
      tables.rows('mail.message').filter((row) => row['model'] === model && row['res_id'] === id),
    attachments: () => tables.rows('ir.attachment'),
    followersOf: (model, id) => [...(followers.get(`${model},${String(id)}`) ?? [])],
    follow: (model, id) => void followers.set(`${model},${String(id)}`, new Set([COLLEAGUE])),
    setRights: (next) => {
      rights = next;
    },
    freeze: () => tables.freeze(),
  };
}

/** Positional arguments by the names that they have: ids first where a method works on records. */
function rpcCall(model: string, method: string, positional: unknown, keywords: unknown): Call {
  const args = Array.isArray(positional) ? (positional as readonly unknown[]) : [];
  const { context = {}, ...named } = objectOf(keywords);
  const onRecords = ['unlink', 'message_post', 'has_access'].includes(method);
  const first = onRecords ? args[1] : args[0];
  const names: Readonly<Record<string, string>> = {
    search_read: 'domain',
    search_count: 'domain',
    create: 'vals_list',
    check_access_rights: 'operation',
    has_access: 'operation',
  };
  const name = names[method];
  return {
    model,
    method,
    ids: onRecords ? (args[0] as readonly number[]) : [],
    named: { ...named, ...(name !== undefined && { [name]: first }) },
    context: objectOf(context),
  };
}

function refusal(error: unknown): FakeAnswer {
  if (!(error instanceof OdooException)) throw error;
  const { exception: name, message, status } = error;
  return { status, body: { name, message, arguments: [message], context: {}, debug: 'Traceback ...' } };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
