import { z } from 'zod';
import { hasCode, MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { firstAsked } from '../http/at-sign-in.ts';
import { jsonClient, type JsonClient } from '../http/json-client.ts';
import type { Pace } from '../http/limiter.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { statusTrouble } from '../http/status-trouble.ts';
import { readAs } from '../read-as.ts';
import { json2Transport } from './json-2.ts';
import { rpc, rpcTransport } from './json-rpc.ts';
import type { Transport } from './model-call.ts';
import { odooTrouble } from './refusal.ts';

/** Who signs in, and where. */
export interface OdooLogin {
  readonly key: string;
  /** Needed before version 19. */
  readonly login: string | null;
  /** Null where the server has one, or its name is that of the host. */
  readonly database: string | null;
}

/** A sign-in to one Odoo. */
export interface OdooSession {
  readonly call: Transport;
  readonly uid: number;
  /** For example 17. */
  readonly version: number;
  readonly host: string;
}

/** Odoo sets no limit itself; odoo.com answers 429 above a few requests a second. */
const RATE_LIMIT = { cost: 60, windowMs: 1_000, atOnce: 4 };
const JSON_2_SINCE = 19;
/** The last version that has the RPC interface, as announced. */
const RPC_UNTIL = 21;

const versionAnswer = z.object({ server_version: z.string() });
const userContext = z.object({ uid: z.int().positive() });
const jsonError = z.object({ name: z.string(), message: z.string().nullish() });

/**
 * Signs in by the interface that the server's version has: JSON-2 from 19 on, RPC before, and RPC also where a name and a password
 * were given instead of a key. Throws crm.*, crm.database-unknown, input.invalid without a login where one is needed.
 */
export async function openSession(
  baseUrl: string,
  given: OdooLogin,
  pace: Pace | undefined,
  signal?: CancelSignal,
): Promise<OdooSession> {
  const { host, hostname } = new URL(baseUrl);
  const plain = client(baseUrl, {}, pace);
  const version = await versionOf(plain, host, signal);
  if (version >= JSON_2_SINCE) {
    try {
      return { ...(await openJson2(baseUrl, given, pace, signal)), version, host };
    } catch (error) {
      const mayBePassword = given.login !== null && version <= RPC_UNTIL && hasCode(error, 'crm.auth-rejected');
      if (!mayBePassword) throw error;
    }
  }
  if (given.login === null) throw new MailpinError('input.invalid', { field: 'login' });
  const database = given.database ?? (await onlyDatabase(plain, host, hostname, signal));
  const signedIn = await rpcTransport(plain, host, { database, login: given.login, key: given.key }, signal);
  return { call: signedIn.transport, uid: signedIn.uid, version, host };
}

async function openJson2(baseUrl: string, { key, database }: OdooLogin, pace: Pace | undefined, signal?: CancelSignal) {
  const { host } = new URL(baseUrl);
  const headers = { authorization: `bearer ${key}`, ...(database !== null && { 'x-odoo-database': database }) };
  const call = json2Transport(client(baseUrl, headers, pace));
  const context = await call({ model: 'res.users', method: 'context_get', isReading: true }, signal);
  return { call, uid: readAs(userContext, context, host).uid };
}

function client(baseUrl: string, headers: Readonly<Record<string, string>>, pace: Pace | undefined): JsonClient {
  const { host } = new URL(baseUrl);
  return jsonClient({
    baseUrl,
    headers: { 'user-agent': 'Mailpin/0.1', ...headers },
    rateLimit: RATE_LIMIT,
    refusal: (answer) => refusal(answer, host),
    ...(pace !== undefined && { pace }),
  });
}

/** JSON-2 puts Odoo's exception into the body of the refusal. */
function refusal(answer: HttpAnswer, host: string): MailpinError {
  const said = jsonError.safeParse(answer.body);
  const isPassing = answer.status === 429 || answer.status === 502 || answer.status === 503 || answer.status === 504;
  if (!said.success || isPassing) return statusTrouble(answer, { host }, said.data?.message ?? '');
  const { name, message } = said.data;
  if (name === 'werkzeug.exceptions.NotFound')
    return new MailpinError('crm.invalid', { host, reason: message ?? name });
  return odooTrouble(name, message ?? name, host);
}

/** The first number of a version such as `17.0`, `saas~18.2` or `19.0+e`. Without the RPC interface it is one that has JSON-2 alone. */
async function versionOf(plain: JsonClient, host: string, signal?: CancelSignal): Promise<number> {
  try {
    const ask = { service: 'common', method: 'version', args: [] };
    const said = await firstAsked(host, () => rpc(plain, host, ask, true, signal));
    return Number(/\d+/.exec(readAs(versionAnswer, said, host).server_version)?.[0] ?? 0);
  } catch (error) {
    if (!hasCode(error, 'crm.wrong-address') || !(await hasJson2(plain, signal))) throw error;
    return RPC_UNTIL + 1;
  }
}

/** Any JSON-2 answers what it is asked without a key with a refusal of its own. */
async function hasJson2(plain: JsonClient, signal?: CancelSignal): Promise<boolean> {
  const order = { method: 'POST', path: '/json/2/res.users/context_get', body: {}, isReading: true } as const;
  return plain.send(order, signal).then(
    () => true,
    (error: unknown) => hasCode(error, 'crm.auth-rejected'),
  );
}

/** On odoo.com the database is named as the host; elsewhere a server with one database may say so. */
async function onlyDatabase(plain: JsonClient, host: string, hostname: string, signal?: CancelSignal): Promise<string> {
  const hosted = /^([\w-]+)\.odoo\.com$/i.exec(hostname)?.[1];
  if (hosted !== undefined) return hosted;
  try {
    const listed = await rpc(plain, host, { service: 'db', method: 'list', args: [] }, true, signal);
    const [only, ...others] = readAs(z.array(z.string()), listed, host);
    if (only !== undefined && others.length === 0) return only;
  } catch (error) {
    // Most servers keep the list to themselves.
    throw new MailpinError('crm.database-unknown', { host }, { cause: error });
  }
  throw new MailpinError('crm.database-unknown', { host });
}
