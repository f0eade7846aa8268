import type { z } from 'zod';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import { CLOCK, jsonClient, NEVER, type Order } from '../http/json-client.ts';
import { limiter, type Pace } from '../http/limiter.ts';
import { sentAgain } from '../http/sent-again.ts';
import { hubspotRefusal } from './refusal.ts';

/** The interface of one HubSpot account. Every method throws crm.*, cancelled. */
export interface HubspotClient {
  send<Shape extends z.ZodType>(order: Order, shape: Shape, signal?: CancelSignal): Promise<z.infer<Shape>>;
  /** Null when it is not there. */
  find<Shape extends z.ZodType>(order: Order, shape: Shape, signal?: CancelSignal): Promise<z.infer<Shape> | null>;
  /** Searches have an allowance of their own besides the one of all requests. */
  search<Shape extends z.ZodType>(order: Order, shape: Shape, signal?: CancelSignal): Promise<z.infer<Shape>>;
  /** False when it was gone already. */
  remove(path: string, signal?: CancelSignal): Promise<boolean>;
  /** Where the day of the daily budget ends; UTC until it is known. */
  setTimeZone(name: string | null): void;
}

/** What a private app or service key of a free account may do is 100; some are left for requests that were held up on their way. */
const ALLOWANCE = { cost: 95, windowMs: 10_000, atOnce: 6 };
/** Of the whole account, whoever asks; one is left for others. */
const SEARCHES = { cost: 4, windowMs: 1_100, atOnce: 2 };

export function hubspotClient(baseUrl: string, access: Pick<Access, 'bearer'>, pace: Pace = CLOCK): HubspotClient {
  const { host } = new URL(baseUrl);
  let timeZone: string | null = null;
  const client = jsonClient({
    baseUrl,
    headers: {},
    authorize: async (isRefused) => {
      const token = await access.bearer(isRefused);
      return token === null ? null : { authorization: `Bearer ${token}` };
    },
    allowance: ALLOWANCE,
    pace,
    refusal: (answer) => hubspotRefusal(answer, { host, timeZone, now: Date.now() }),
  });
  const searches = limiter(SEARCHES, pace);

  async function send<Shape extends z.ZodType>(
    order: Order,
    shape: Shape,
    signal?: CancelSignal,
  ): Promise<z.infer<Shape>> {
    const { body } = await sentAgain(() => client.send(order, signal));
    const parsed = shape.safeParse(body);
    if (!parsed.success) throw new MailpinError('crm.protocol', { host }, { cause: parsed.error });
    return parsed.data;
  }

  return {
    send,
    async find(order, shape, signal) {
      try {
        return await send(order, shape, signal);
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
    search: (order, shape, signal = NEVER) =>
      searches.run(1, signal, () => send({ ...order, isReading: true }, shape, signal)),
    async remove(path, signal) {
      try {
        await sentAgain(() => client.send({ method: 'DELETE', path }, signal));
        return true;
      } catch (error) {
        if (isGone(error)) return false;
        throw error;
      }
    },
    setTimeZone(name) {
      timeZone = name;
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof MailpinError && error.code === 'crm.card-gone';
}
