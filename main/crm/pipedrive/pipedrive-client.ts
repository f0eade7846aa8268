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
import { pipedriveRefusal } from './refusal.ts';

/** The interface of one Pipedrive company. Every method throws crm.*, cancelled. */
export interface PipedriveClient {
  /** The `data` of an answer. */
  send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item>;
  /** Null when it is not there. */
  find<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item | null>;
  /** One page of a list. */
  page<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Page<Item>>;
  /** Every page of a list. */
  all<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<readonly Item[]>;
  /** False when it was gone already. */
  remove(path: string, signal?: CancelSignal): Promise<boolean>;
}
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What asks for the next page; null at the end. */
  readonly next: PageQuery | null;
}
export type PageQuery = Readonly<Record<string, string | number>>;

/** Of the smallest plan, 20 requests in two seconds; one is left for what was held up on its way. Others say in headers what is left. */
const RATE_LIMIT = { cost: 19, windowMs: 2_000, atOnce: 4 };

/** Version 2 gives a cursor, version 1 where the next page starts. */
const additional = z
  .object({
    next_cursor: z.string().nullish(),
    pagination: z.object({ more_items_in_collection: z.boolean().nullish(), next_start: z.int().nullish() }).nullish(),
  })
  .nullish();

export function pipedriveClient(baseUrl: string, access: Access, pace?: Pace): PipedriveClient {
  const { host } = new URL(baseUrl);
  const client = jsonClient({
    baseUrl,
    headers: {},
    authorize: access.kind === 'oauth' ? bearer(access) : bearer(access, 'x-api-token'),
    rateLimit: RATE_LIMIT,
    refusal: (answer) => pipedriveRefusal(answer, host, Date.now()),
    onAnswer: ({ headers }, limiter) => {
      const left = headers.get('x-ratelimit-remaining') ?? '';
      const reset = headers.get('x-ratelimit-reset') ?? '';
      if (/^\d+$/.test(left) && /^\d+$/.test(reset)) limiter.learn(Number(left), Math.max(Number(reset), 1) * 1_000);
    },
    ...(pace !== undefined && { pace }),
  });

  async function read<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item> {
    const { body } = await sentAgain(() => client.send(order, signal));
    return readAs(shape, body, host);
  }

  async function send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item> {
    return (await read(order, dataOf(shape), signal)).data;
  }

  /** An empty list of version 1 is `null`. */
  async function page<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Page<Item>> {
    const whole = z.object({ data: z.array(shape).nullish(), additional_data: additional });
    const { data, additional_data: more } = await read(order, whole, signal);
    const cursor = more?.next_cursor;
    const start = more?.pagination?.more_items_in_collection === true ? more.pagination.next_start : null;
    const next = cursor ? { cursor } : start === null || start === undefined ? null : { start };
    return { items: data ?? [], next };
  }

  return {
    send,
    page,
    find: (order, shape, signal) => unlessGone(() => send(order, shape, signal)),
    all: (order, shape, signal) =>
      everyItem<PageQuery, z.infer<typeof shape>>({}, (next) =>
        page({ ...order, query: { ...order.query, ...next } }, shape, signal),
      ),
    remove: (path, signal) => wasThere(() => sentAgain(() => client.send({ method: 'DELETE', path }, signal))),
  };
}

function dataOf<Item>(shape: z.ZodType<Item>): z.ZodType<{ readonly data: Item }> {
  return z.object({ data: shape });
}
