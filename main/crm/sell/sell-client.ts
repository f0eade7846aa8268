import { z } from 'zod';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import { everyItem } from '../every-item.ts';
import { bearer } from '../http/bearer.ts';
import { wasThere } from '../http/gone.ts';
import { jsonClient, type JsonClient, type Order } from '../http/json-client.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import type { Pace } from '../http/limiter.ts';
import { statusTrouble } from '../http/status-trouble.ts';
import { readAs } from '../read-as.ts';
import { refusalBody } from './records.ts';

/** The API of one Sell account. Every method throws crm.*. */
export interface SellClient {
  readonly host: string;
  /** One record. */
  get<Item>(path: string, shape: z.ZodType<Item>): Promise<Item>;
  /** One page of a list and whether another follows. */
  list<Item>(path: string, shape: z.ZodType<Item>, query?: Order['query']): Promise<ListPage<Item>>;
  /** Every page of a list. */
  listAll<Item>(path: string, shape: z.ZodType<Item>, query?: Order['query']): Promise<readonly Item[]>;
  /** For answers that are neither a record nor a list of records. */
  send(order: Order): Promise<HttpAnswer>;
  create<Item>(path: string, data: unknown, shape: z.ZodType<Item>): Promise<Item>;
  /** False when it was gone already. */
  remove(path: string): Promise<boolean>;
}
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** What to ask for instead to get the page after this; null when there is none. */
  readonly next: Order['query'] | null;
}

/** Largest page that Sell gives. */
export const PAGE_ITEMS = 100;
/** 36,000 requests an hour and token, in shares of a minute: a burst does not take the whole hour's. */
const RATE_LIMIT = { cost: 600, windowMs: 60_000, atOnce: 4 };

/** One client a token: it keeps the pace. Each call is made in the name of a signal, when there is one. */
export function sellClient(
  baseUrl: string,
  access: Pick<Access, 'bearer'>,
  pace?: Pace,
): (signal?: CancelSignal) => SellClient {
  const { host } = new URL(baseUrl);
  const json = jsonClient({
    baseUrl,
    // Without a User-Agent of its own a request is answered 400 invalid_user_agent.
    headers: { 'user-agent': 'Mailpin/0.1' },
    authorize: bearer(access),
    rateLimit: RATE_LIMIT,
    refusal: (answer) => refusal(answer, host),
    ...(pace !== undefined && { pace }),
  });
  return (signal) => calls(json, host, signal);
}

function calls(json: JsonClient, host: string, signal: CancelSignal | undefined): SellClient {
  const client = { send: (order: Order) => json.send(order, signal) };
  const single = <Item>(shape: z.ZodType<Item>): z.ZodType<{ data: Item }> => z.object({ data: shape });

  async function list<Item>(path: string, shape: z.ZodType<Item>, query: Order['query'] = {}): Promise<ListPage<Item>> {
    const { body } = await client.send({ method: 'GET', path, query: { per_page: PAGE_ITEMS, ...query } });
    const answered = readAs(
      z.object({
        items: z.array(single(shape)),
        meta: z.object({ links: z.object({ next_page: z.string().nullish() }).nullish() }).nullish(),
      }),
      body,
      host,
    );
    const items = answered.items.map(({ data }) => data);
    const link = answered.meta?.links?.next_page ?? null;
    if (link !== null) return { items, next: { ...query, ...queryOf(link) } };
    // The link is not promised for every list: after a full page Sell is asked once more.
    const page = Number(query['page'] ?? 1) + 1;
    return { items, next: items.length < PAGE_ITEMS || query['cursor'] !== undefined ? null : { ...query, page } };
  }

  return {
    host,
    list,
    async get(path, shape) {
      const { body } = await client.send({ method: 'GET', path });
      return readAs(single(shape), body, host).data;
    },
    send: (order) => client.send(order),
    listAll: (path, shape, query = {}) =>
      everyItem<NonNullable<Order['query']>, z.infer<typeof shape>>(query, async (at) => {
        const { items, next = null } = await list(path, shape, at);
        return { items, next };
      }),
    async create(path, data, shape) {
      const { body } = await client.send({ method: 'POST', path, body: { data } });
      return readAs(single(shape), body, host).data;
    },
    remove: (path) => wasThere(() => client.send({ method: 'DELETE', path })),
  };
}

/** A link to the next page may be a whole address or its query alone; of a cursor only Sell knows the meaning. */
function queryOf(link: string): Readonly<Record<string, string>> {
  const { page, cursor } = Object.fromEntries(new URLSearchParams(link.slice(link.indexOf('?') + 1)));
  return { ...(page !== undefined && { page }), ...(cursor !== undefined && { cursor }) };
}

/** Sell puts its reason into a list of errors; a card that is not there is refused as the value of a field. */
function refusal(answer: HttpAnswer, host: string): MailpinError {
  const parsed = refusalBody.safeParse(answer.body);
  const said = parsed.success ? parsed.data.errors[0]?.error : undefined;
  const reason = [said?.message, said?.details].filter((words) => words !== null && words !== undefined).join(': ');
  if (answer.status === 422 && said?.field === 'resource_id') return new MailpinError('crm.card-gone', { host });
  // The plan does not have it, or is not paid for: neither is repaired by trying again.
  if (answer.status === 402) return new MailpinError('crm.forbidden', { host, reason });
  return statusTrouble(answer, { host }, reason);
}
