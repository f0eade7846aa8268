import { z } from 'zod';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { readAs } from '../read-as.ts';
import type { JsonClient } from '../http/json-client.ts';
import type { Transport } from './model-call.ts';
import { odooTrouble } from './refusal.ts';

const rpcAnswer = z.object({
  result: z.unknown().optional(),
  error: z
    .object({ message: z.string(), data: z.object({ name: z.string(), message: z.string().nullish() }) })
    .optional(),
});

/** One call of a service. Errors come with the status 200, so they are looked for in the answer. */
export async function rpc(
  client: JsonClient,
  host: string,
  params: { readonly service: string; readonly method: string; readonly args: readonly unknown[] },
  isReading: boolean,
  signal?: CancelSignal,
): Promise<unknown> {
  const body = { jsonrpc: '2.0', method: 'call', id: 1, params };
  const answer = await client.send({ method: 'POST', path: '/jsonrpc', body, isReading }, signal);
  const { result, error } = readAs(rpcAnswer, answer.body, host);
  if (error === undefined) return result;
  throw odooTrouble(error.data.name, error.data.message ?? error.message, host);
}

export interface RpcLogin {
  readonly database: string;
  readonly login: string;
  /** An API key, or a password. */
  readonly key: string;
}

/**
 * Calls over the RPC interface of Odoo up to 18, deprecated from 19 on. Source: Odoo documentation, "External RPC API"; run by us
 * against 17.0.
 */
export async function rpcTransport(
  client: JsonClient,
  host: string,
  { database, login, key }: RpcLogin,
  signal?: CancelSignal,
): Promise<{ readonly transport: Transport; readonly uid: number }> {
  const args = [database, login, key, {}];
  const signedIn = await rpc(client, host, { service: 'common', method: 'authenticate', args }, true, signal);
  const uid = z.int().positive().safeParse(signedIn);
  // A wrong name or key is answered with false.
  if (!uid.success) throw new MailpinError('crm.auth-rejected', { host });
  return {
    uid: uid.data,
    transport: ({ model, method, ids, first, named, context, isReading = false }, cancel) => {
      const positional = [...(ids === undefined ? [] : [ids]), ...(first === undefined ? [] : [first.value])];
      const keywords = { ...named, ...(context !== undefined && { context }) };
      const call = [database, uid.data, key, model, method, positional, keywords];
      return rpc(client, host, { service: 'object', method: 'execute_kw', args: call }, isReading, cancel);
    },
  };
}
