import type { z } from 'zod';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import { bearer } from '../http/bearer.ts';
import { unlessGone, wasThere } from '../http/gone.ts';
import { CLOCK, jsonClient, NEVER, type Order } from '../http/json-client.ts';
import { limiter, type Pace } from '../http/limiter.ts';
import { sentAgain } from '../http/sent-again.ts';
import { readAs } from '../read-as.ts';
import { hubspotRefusal } from './refusal.ts';

/** The interface of one HubSpot account. Every method throws crm.*, cancelled. */
export interface HubspotClient {
  send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item>;
  /** Null when it is not there. */
  find<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item | null>;
  /** Searches have a rate limit of their own besides the one of all requests. */
  search<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item>;
  /** False when it was gone already. */
  remove(path: string, signal?: CancelSignal): Promise<boolean>;
  /** Where the day of the daily budget ends; UTC until it is known. */
  setTimeZone(name: string | null): void;
}

/** What a private app or service key of a free account may do is 100; some are left for requests that were held up on their way. */
const RATE_LIMIT = { cost: 95, windowMs: 10_000, atOnce: 6 };
/** Of the whole account, whoever asks; one is left for others. */
const SEARCHES = { cost: 4, windowMs: 1_100, atOnce: 2 };

export function hubspotClient(baseUrl: string, access: Pick<Access, 'bearer'>, pace: Pace = CLOCK): HubspotClient {
  const { host } = new URL(baseUrl);
  let timeZone: string | null = null;
  const client = jsonClient({
    baseUrl,
    headers: {},
    authorize: bearer(access),
    rateLimit: RATE_LIMIT,
    pace,
    refusal: (answer) => hubspotRefusal(answer, { host, timeZone, now: Date.now() }),
  });
  const searches = limiter(SEARCHES, pace, 'searches');

  async function send<Item>(order: Order, shape: z.ZodType<Item>, signal?: CancelSignal): Promise<Item> {
    const { body } = await sentAgain(() => client.send(order, signal));
    return readAs(shape, body, host);
  }

  return {
    send,
    find: (order, shape, signal) => unlessGone(() => send(order, shape, signal)),
    search: (order, shape, signal = NEVER) =>
      searches.run(1, signal, () => send({ ...order, isReading: true }, shape, signal)),
    remove: (path, signal) => wasThere(() => sentAgain(() => client.send({ method: 'DELETE', path }, signal))),
    setTimeZone(name) {
      timeZone = name;
    },
  };
}
