import { clearTimeout, setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { ambiguous } from './ambiguous.ts';
import type { RateLimit } from '../../../app/machines/rate-limit.ts';
import { limiter, type Limiter, type Pace } from './limiter.ts';
import { isBeforeSending, networkTrouble } from './network-trouble.ts';
import { readAnswer, type HttpAnswer } from './read-answer.ts';

/** One request to a CRM. */
export interface Order {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address, with its leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form instead of JSON: files, or the fields of a token request. */
  readonly form?: FormData | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the CRM's unit; 1 unless it says otherwise. */
  readonly cost?: number;
  /** Changes nothing at the CRM although it is no GET, such as a search: its failure leaves nothing unsure. */
  readonly isReading?: boolean;
}

/**
 * Headers that sign a request.
 * @param isRefused the last ones were refused with 401: renewed ones, or null when there are no others
 */
export type Authorize = (isRefused: boolean) => Promise<Readonly<Record<string, string>> | null>;

export interface ClientSettings {
  /** For example `https://api.getbase.com`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For credentials that are renewed; others stand in `headers`. */
  readonly authorize?: Authorize;
  readonly rateLimit: RateLimit;
  /** What an answer other than 2xx means in this CRM. */
  readonly refusal: (answer: HttpAnswer) => MailpinError;
  /** Told of every answer, for CRMs that say in headers how much is left. */
  readonly onAnswer?: (answer: HttpAnswer, limiter: Limiter) => void;
  readonly timeoutMs?: number;
  readonly pace?: Pace;
}

export interface JsonClient {
  /** Throws `crm.*`, `cancelled`. */
  send(order: Order, signal?: CancelSignal): Promise<HttpAnswer>;
  readonly limiter: Limiter;
}

const TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
export const NEVER: CancelSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

export const CLOCK: Pace = {
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
  const { baseUrl, headers, authorize, rateLimit, refusal, timeoutMs = TIMEOUT_MS, pace = CLOCK } = settings;
  const paced = limiter(rateLimit, pace);
  const { host } = new URL(baseUrl);
  let slowedDown = 0;
  let renewalCount = 0;

  async function exchange(order: Order, signed: Readonly<Record<string, string>>, signal: CancelSignal) {
    const url = new URL(baseUrl.replace(/\/$/, '') + order.path);
    for (const [name, value] of Object.entries(order.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    // Cleared with the answer: `AbortSignal.timeout` would keep each request, and what it answered, until its time is up.
    const timer = startTimer(() => ending.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
    try {
      const response = await fetch(url, {
        method: order.method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(order.body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
          ...signed,
          ...order.headers,
        },
        ...(order.body !== undefined && { body: JSON.stringify(order.body) }),
        ...(order.form !== undefined && { body: order.form }),
        signal: ending.signal,
      });
      return await readAnswer(response, host);
    } catch (error) {
      throw unanswered(error, order, signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  /** No answer that can be read: when the request may have arrived all the same, what it ordered may be done. */
  function unanswered(thrown: unknown, order: Order, signal: CancelSignal): MailpinError {
    const error =
      thrown instanceof MailpinError
        ? thrown
        : signal.aborted
          ? new MailpinError('cancelled', {}, { cause: thrown })
          : new MailpinError(networkTrouble(thrown), { host }, { cause: thrown });
    const isSure = isReading(order) || error.code === 'crm.wrong-address' || isBeforeSending(error.code, thrown);
    return isSure ? error : ambiguous(error);
  }

  /** The longer the CRM goes on asking for it, the slower; by chance, so that all who wait do not come back at once. */
  function slowDown(error: MailpinError): void {
    slowedDown += 1;
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(slowedDown - 1, 6), LONGEST_PAUSE_MS);
    const asked = Number(error.details['retryAfterMs'] ?? 0);
    paced.learn(0, asked > 0 ? asked : longest * (0.5 + Math.random() / 2), error.code);
  }

  /** Every request counts, the one that goes again with a renewed credential too. */
  const pacedExchange = (order: Order, signed: Readonly<Record<string, string>>, signal: CancelSignal) =>
    paced.run(order.cost ?? 1, signal, () => exchange(order, signed, signal));

  async function signedExchange(order: Order, signal: CancelSignal): Promise<HttpAnswer> {
    const renewedBefore = renewalCount;
    const answer = await pacedExchange(order, (await authorize?.(false)) ?? {}, signal);
    if (answer.status !== 401 || authorize === undefined) return answer;
    // Another request may have had its credential renewed while this one was under way: the one that was refused is not the newest.
    const isOfNewest = renewalCount === renewedBefore;
    const renewed = await authorize(isOfNewest);
    if (renewed === null) return answer;
    if (isOfNewest) renewalCount += 1;
    return await pacedExchange(order, renewed, signal);
  }

  return {
    limiter: paced,
    async send(order, signal = NEVER) {
      const answer = await signedExchange(order, signal);
      settings.onAnswer?.(answer, paced);
      if (answer.status >= 200 && answer.status < 300) {
        slowedDown = 0;
        return answer;
      }
      const error = refusal(answer);
      if (error.code === 'crm.rate-limited' || error.code === 'crm.quota-exhausted') slowDown(error);
      // A gateway that gave up says nothing of what the CRM behind it did.
      const mayBeDone = !isReading(order) && (answer.status >= 500 || answer.status === 408);
      throw mayBeDone ? ambiguous(error) : error;
    },
  };
}

function isReading({ method, isReading: says }: Order): boolean {
  return says ?? method === 'GET';
}
