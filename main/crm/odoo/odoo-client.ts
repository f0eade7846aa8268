import { z } from 'zod';
import type { CancelSignal } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { unlessGone } from '../http/gone.ts';
import type { Pace } from '../http/limiter.ts';
import { readAs } from '../read-as.ts';
import type { Domain, ModelCall } from './model-call.ts';
import { fieldsOf, idRecord } from './records.ts';
import { openSession, type OdooLogin, type OdooSession } from './session.ts';

/** The models of one Odoo. Every method throws crm.*. */
export interface OdooClient {
  /** The sign-in, opened by the first call. */
  readonly session: (signal?: CancelSignal) => Promise<OdooSession>;
  readonly search: <Shape extends z.ZodObject>(
    model: string,
    shape: Shape,
    ask: SearchAsk,
  ) => Promise<readonly z.infer<Shape>[]>;
  readonly count: (model: string, domain: Domain, signal?: CancelSignal) => Promise<number>;
  /** Creates one record. @returns its id */
  readonly create: (model: string, values: unknown, signal?: CancelSignal) => Promise<number>;
  /** Deletes records, one by one; those that somebody else deleted a moment ago are deleted. */
  readonly unlink: (model: string, ids: readonly number[], signal?: CancelSignal) => Promise<void>;
  readonly call: (call: ModelCall, signal?: CancelSignal) => Promise<unknown>;
}
export interface SearchAsk {
  readonly domain: Domain;
  readonly order?: string;
  readonly offset?: number;
  readonly limit?: number;
  readonly signal?: CancelSignal | undefined;
}

export function odooClient(baseUrl: string, login: OdooLogin, pace?: Pace): OdooClient {
  const { host } = new URL(baseUrl);
  const session = askedOnce((signal?: CancelSignal) => openSession(baseUrl, login, pace, signal), Infinity);
  const call: OdooClient['call'] = async (asked, signal) => (await session(signal)).call(asked, signal);
  return {
    session,
    call,
    async search(model, shape, { domain, signal, ...rest }) {
      const named = { fields: fieldsOf(shape), ...rest };
      const first = { name: 'domain', value: domain } as const;
      const found = await call({ model, method: 'search_read', first, named, isReading: true }, signal);
      return readAs(z.array(shape), found, host);
    },
    async count(model, domain, signal) {
      const first = { name: 'domain', value: domain } as const;
      const counted = await call({ model, method: 'search_count', first, isReading: true }, signal);
      return readAs(z.int(), counted, host);
    },
    async create(model, values, signal) {
      const first = { name: 'vals_list', value: [values] } as const;
      return oneId(await call({ model, method: 'create', first }, signal), host);
    },
    async unlink(model, ids, signal) {
      for (const id of ids) await unlessGone(() => call({ model, method: 'unlink', ids: [id] }, signal));
    },
  };
}

/** A method that makes a record answers with its id, with a list of one, or with the record, depending on the version. */
export function oneId(answer: unknown, host: string): number {
  const read = readAs(z.union([z.int(), z.array(z.union([z.int(), idRecord])).min(1), idRecord]), answer, host);
  const one = Array.isArray(read) ? read[0] : read;
  return typeof one === 'object' ? one.id : (one ?? 0);
}
