import type { z } from 'zod';
import { hasCode, MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { jsonClient, type Order } from '../http/json-client.ts';
import type { Pace } from '../http/limiter.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { statusTrouble } from '../http/status-trouble.ts';
import { wasThere } from '../http/gone.ts';
import { readAs } from '../read-as.ts';
import { authHeader, type Digest, type EspoAuth } from './espo-auth.ts';
import { createdRecord, listOf, refusalBody } from './records.ts';

/** The REST API of one EspoCRM. Every method throws crm.*. */
export interface EspoClient {
  get<Item>(path: string, shape: z.ZodType<Item>, ask?: Ask): Promise<Item>;
  /** One page of a list. */
  list<Item>(path: string, shape: z.ZodType<Item>, ask: ListAsk): Promise<ListPage<Item>>;
  create(path: string, data: unknown, signal?: CancelSignal): Promise<string>;
  update<Item>(path: string, data: unknown, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item>;
  /** False when it was gone already. */
  remove(path: string, signal?: CancelSignal): Promise<boolean>;
}
export interface Ask {
  readonly query?: Order['query'];
  readonly signal?: CancelSignal | undefined;
}
export interface ListAsk {
  readonly select: readonly string[];
  readonly where?: readonly Condition[];
  readonly orderBy?: string;
  readonly order?: 'asc' | 'desc';
  readonly offset?: number;
  readonly maxSize?: number;
  readonly signal?: CancelSignal | undefined;
}
/** Source: EspoCRM documentation, development/api-search-params.md. */
export interface Condition {
  readonly type: 'equals' | 'in' | 'greaterThan' | 'greaterThanOrEquals';
  readonly attribute: string;
  readonly value: string | readonly string[];
}
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Null where EspoCRM does not count. */
  readonly total: number | null;
}

/** More is answered 403. */
export const PAGE_ITEMS = 200;
/** EspoCRM sets no limit itself; a small server must not feel us. */
const RATE_LIMIT = { cost: 300, windowMs: 1_000, atOnce: 6 };
/** After ten refused sign-ins EspoCRM hears nobody from this computer for a minute (`authFailedAttemptsPeriod`). */
const FAILED_SIGN_INS_MS = 60_000;

export function espoClient(siteUrl: string, auth: EspoAuth, pace?: Pace): EspoClient {
  const { host } = new URL(siteUrl);
  const client = jsonClient({
    baseUrl: `${siteUrl}/api/v1`,
    headers: {},
    rateLimit: RATE_LIMIT,
    refusal: (answer) => refusal(answer, host),
    ...(pace !== undefined && { pace }),
  });
  let digest: Digest = 'hex';

  async function send(order: Order, signal?: CancelSignal): Promise<HttpAnswer> {
    const signed = (): Order => ({ ...order, headers: authHeader(auth, order.method, order.path, digest) });
    try {
      return await client.send(signed(), signal);
    } catch (error) {
      const mayBeOld = auth.kind === 'signed' && digest === 'hex';
      if (!mayBeOld || !hasCode(error, 'crm.auth-rejected')) throw error;
      digest = 'raw';
      return await client.send(signed(), signal).catch((second: unknown) => {
        digest = 'hex';
        throw second;
      });
    }
  }

  return {
    async get(path, shape, { query, signal } = {}) {
      const { body } = await send({ method: 'GET', path, ...(query !== undefined && { query }) }, signal);
      return readAs(shape, body, host);
    },
    async list(path, shape, { signal, ...ask }) {
      const { body } = await send({ method: 'GET', path, query: listQuery(ask) }, signal);
      const { list, total } = readAs(listOf(shape), body, host);
      return { items: list, total: total === null || total === undefined || total < 0 ? null : total };
    },
    async create(path, data, signal) {
      const { body } = await send({ method: 'POST', path, body: data }, signal);
      return readAs(createdRecord, body, host).id;
    },
    async update(path, data, shape, signal) {
      const { body } = await send({ method: 'PUT', path, body: data }, signal);
      return readAs(shape, body, host);
    },
    remove: (path, signal) => wasThere(() => send({ method: 'DELETE', path }, signal)),
  };
}

/** Lists and maps go as PHP reads them: `where[0][value][1]`. */
function listQuery({ select, where = [], ...rest }: Omit<ListAsk, 'signal'>): NonNullable<Order['query']> {
  const conditions = where.flatMap(({ type, attribute, value }, at): readonly (readonly [string, string])[] => [
    [`where[${String(at)}][type]`, type],
    [`where[${String(at)}][attribute]`, attribute],
    ...(typeof value === 'string'
      ? [[`where[${String(at)}][value]`, value] as const]
      : value.map((one, index) => [`where[${String(at)}][value][${String(index)}]`, one] as const)),
  ]);
  return { select: select.join(','), maxSize: PAGE_ITEMS, ...rest, ...Object.fromEntries(conditions) };
}

/** EspoCRM puts its reason into a header, or names a translation of it in the body. */
function refusal(answer: HttpAnswer, host: string): MailpinError {
  const parsed = refusalBody.safeParse(answer.body);
  const said = parsed.success ? parsed.data.messageTranslation : undefined;
  const reason = answer.headers.get('x-status-reason') ?? said?.label ?? '';
  const existing = said?.data?.['id'];
  if (answer.status === 409 && typeof existing === 'string') {
    return new MailpinError('crm.conflict', { host, existing, reason });
  }
  if (answer.status === 403 && /max(?:imum)? failed/i.test(reason)) {
    return new MailpinError('crm.rate-limited', { host, retryAfterMs: FAILED_SIGN_INS_MS });
  }
  if (answer.status === 403 && /attachmentUploadMaxSize|max attachment size/i.test(reason)) {
    return new MailpinError('crm.too-large', { host });
  }
  // The importer refuses mail that EspoCRM itself sent to its users, and answers as if it had broken.
  if (answer.status === 500 && reason === 'Could not import.') {
    return new MailpinError('crm.rule-refused', { host, reason });
  }
  // A body that is no JSON is still EspoCRM's own where its reason goes with it.
  return statusTrouble({ ...answer, isJson: answer.isJson || reason !== '' }, { host }, reason);
}
