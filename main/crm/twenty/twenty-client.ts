import { z } from 'zod';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import { bearer } from '../http/bearer.ts';
import { unlessGone, wasThere } from '../http/gone.ts';
import { jsonClient, type Order } from '../http/json-client.ts';
import type { Pace } from '../http/limiter.ts';
import { sentAgain } from '../http/sent-again.ts';
import { everyItem } from '../every-item.ts';
import { readAs } from '../read-as.ts';
import { twentyRefusal } from './refusal.ts';

/** The REST interface of one Twenty workspace. Every method throws crm.*, cancelled. */
export interface TwentyClient {
  /** The one thing that an answer's `data` has, whatever it is called: `createNote`, `person`. */
  send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item>;
  /** Null when it is not there, or in the trash. */
  find<Item>(path: string, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item | null>;
  page<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Page<Item>>;
  /** Every page of a list. */
  all<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<readonly Item[]>;
  /** Not into the trash, but for good. False when it was gone already. */
  remove(path: string, signal?: CancelSignal): Promise<boolean>;
}
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; null at the end. */
  readonly next: string | null;
  readonly totalCount: number;
  /** By the server's clock, ISO 8601. */
  readonly at: string;
}

/** Source: packages/twenty-docs/developers/extend/api.mdx, rate limits. A server of one's own may allow more. */
const RATE_LIMIT = { cost: 100, windowMs: 60_000, atOnce: 4 };
/** Most that newer servers give; older ones give 60, whatever is asked for. */
const PAGE_RECORDS = 200;
/** How far the clock here may be wrong where the server does not tell its own. */
const CLOCK_DOUBT_MS = 5 * 60_000;

const pageInfo = z.object({ hasNextPage: z.boolean().nullish(), endCursor: z.string().nullish() }).nullish();

export function twentyClient(baseUrl: string, access: Access, pace?: Pace): TwentyClient {
  const { host } = new URL(baseUrl);
  const client = jsonClient({
    baseUrl,
    headers: {},
    authorize: bearer(access),
    rateLimit: RATE_LIMIT,
    refusal: (answer) => twentyRefusal(answer, host),
    ...(pace !== undefined && { pace }),
  });

  async function send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item> {
    const { body } = await sentAgain(() => client.send(order, signal));
    const { data } = readAs(z.object({ data: z.record(z.string(), z.unknown()) }), body, host);
    return readAs(shape, Object.values(data)[0], host);
  }

  async function page<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Page<Item>> {
    const query = { limit: PAGE_RECORDS, ...order.query };
    const { body, headers } = await sentAgain(() => client.send({ ...order, query }, signal));
    // Newer servers answer for the data model without a name around the list.
    const list = z.array(shape);
    const whole = z.object({
      data: z.union([list, z.record(z.string(), list).transform((named) => Object.values(named)[0] ?? [])]),
      pageInfo,
      totalCount: z.number().nullish(),
    });
    const { data, pageInfo: info, totalCount } = readAs(whole, body, host);
    const next = info?.hasNextPage === true ? (info.endCursor ?? null) : null;
    const told = Date.parse(headers.get('date') ?? '');
    const at = new Date(Number.isNaN(told) ? Date.now() - CLOCK_DOUBT_MS : told).toISOString();
    return { items: data, next, totalCount: totalCount ?? 0, at };
  }

  return {
    send,
    page,
    find: (path, shape, signal) => unlessGone(() => send({ method: 'GET', path, query: { depth: 0 } }, shape, signal)),
    all: (order, shape, signal) =>
      everyItem<string | undefined, z.infer<typeof shape>>(undefined, (after) =>
        page({ ...order, query: { ...order.query, starting_after: after } }, shape, signal),
      ),
    remove: (path, signal) => wasThere(() => sentAgain(() => client.send({ method: 'DELETE', path }, signal))),
  };
}
