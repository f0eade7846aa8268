import { setTimeout } from 'node:timers/promises';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { limiter, type Allowance, type Limiter, type Pace } from './limiter.ts';
import { networkTrouble } from './network-trouble.ts';

/** One request to a CRM. */
export interface Order {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address, with its leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the CRM's unit; 1 unless it says otherwise. */
  readonly cost?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON said; null for an empty answer. */
  readonly body: unknown;
}

export interface ClientSettings {
  /** For example `https://api.getbase.com`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowance: Allowance;
  /** What an answer other than 2xx means in this CRM. */
  readonly refusal: (answer: HttpAnswer) => MailpinError;
  readonly timeoutMs?: number;
  readonly pace?: Pace;
}

export interface JsonClient {
  /** Throws `crm.*`, `cancelled`. */
  send(order: Order, signal?: CancelSignal): Promise<HttpAnswer>;
  readonly limiter: Limiter;
}

const TIMEOUT_MS = 60_000;
/** Larger answers are no page of cards. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
const NEVER: CancelSignal = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

const CLOCK: Pace = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    await setTimeout(ms, undefined, { signal: ending.signal }).catch(() => undefined);
    signal.removeEventListener('abort', end);
  },
};

/** JSON over HTTP at the pace a CRM allows, with its failures in our words. Follows no redirect: a token goes to one host only. */
export function jsonClient(settings: ClientSettings): JsonClient {
  const { baseUrl, headers, allowance, refusal, timeoutMs = TIMEOUT_MS, pace = CLOCK } = settings;
  const paced = limiter(allowance, pace);
  const { host } = new URL(baseUrl);

  async function exchange(order: Order, signal: CancelSignal): Promise<HttpAnswer> {
    const url = new URL(baseUrl.replace(/\/$/, '') + order.path);
    for (const [name, value] of Object.entries(order.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    try {
      const response = await fetch(url, {
        method: order.method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(order.body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
          ...order.headers,
        },
        ...(order.body !== undefined && { body: JSON.stringify(order.body) }),
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMs)]),
      });
      return await read(response, host);
    } catch (error) {
      if (error instanceof MailpinError) throw error;
      if (signal.aborted) throw new MailpinError('cancelled', {}, { cause: error });
      throw new MailpinError(networkTrouble(error), { host }, { cause: error });
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  return {
    limiter: paced,
    async send(order, signal = NEVER) {
      const answer = await paced.run(order.cost ?? 1, signal, () => exchange(order, signal));
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw refusal(answer);
    },
  };
}

/** A page of a proxy or a portal instead of the CRM's own JSON is not taken for its answer. */
async function read(response: Response, host: string): Promise<HttpAnswer> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) throw new MailpinError('crm.wrong-address', { host });
  if (Number(headers.get('content-length') ?? 0) > LARGEST_ANSWER_BYTES)
    throw new MailpinError('crm.protocol', { host });
  const text = await response.text();
  if (text.trim() === '') return { status, headers, body: null };
  try {
    return { status, headers, body: JSON.parse(text) };
  } catch (error) {
    // An error that a gateway in front of the CRM made is still that error.
    if (status >= 400) return { status, headers, body: null };
    throw new MailpinError('crm.protocol', { host }, { cause: error });
  }
}
