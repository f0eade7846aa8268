import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import {
  isWithin,
  pauseFor,
  toldAfter,
  toldAnew,
  type RateLimit,
  type Pause,
  type Spent,
  type Told,
} from '../../../app/machines/rate-limit.ts';
import type { CancelSignal } from '../../../app/ports.ts';

/** Time as the limiter needs it; a test hands in its own. */
export interface Pace {
  now(): number;
  wait(ms: number, signal: CancelSignal): Promise<void>;
  /**
   * Where it stands what is spent, when several programs share one credential; this program's memory when left out.
   * @param lane one for each rate limit that a CRM has
   */
  readonly books?: (lane: string, rateLimit: RateLimit) => Book;
}

/** What was spent of a rate limit, and what the CRM said of it. */
export interface Book {
  /** Spends so much when there is room for it; else says how long there is none. */
  spend(cost: number): Pause;
  /** The CRM said how much is left for so long. */
  learn(left: number, forMs: number, because: ErrorCode): void;
}

/** Lets requests through at the pace a CRM allows, in the order in which they came. One for each credential. */
export interface Limiter {
  /**
   * Carries out a request when its turn has come. Throws `cancelled`, whatever the work throws, and at once what the CRM said when it
   * wants a pause that nobody should sit through.
   * @param cost in the CRM's own unit; 1 where every request counts the same
   */
  run<Value>(cost: number, signal: CancelSignal, work: () => Promise<Value>): Promise<Value>;
  /**
   * The CRM said how much is left for so long: nothing goes beyond that. A pause (nothing left) is not shortened by what a request says
   * that was answered beside it.
   */
  learn(left: number, forMs: number, because?: ErrorCode): void;
}

/** A longer pause is the caller's to keep: what it owes stays owed meanwhile, and the user is told until when. */
const LONGEST_WAIT_MS = 20_000;

/** @param lane which of several rate limits of the CRM it is */
export function limiter(rateLimit: RateLimit, pace: Pace, lane = 'requests'): Limiter {
  const { atOnce } = rateLimit;
  const book = pace.books?.(lane, rateLimit) ?? ownBook(rateLimit, () => pace.now());
  let running = 0;
  let turn: Promise<void> = Promise.resolve();
  let freed: () => void = () => undefined;

  async function takeTurn(cost: number, signal: CancelSignal): Promise<void> {
    while (running >= atOnce) {
      await new Promise<void>((resolve) => {
        freed = resolve;
      });
    }
    for (;;) {
      if (signal.aborted) throw new MailpinError('cancelled');
      const { ms, because } = book.spend(cost);
      if (ms <= 0) break;
      if (because !== null && ms > LONGEST_WAIT_MS) {
        throw new MailpinError(because, { retryAfterMs: Math.ceil(ms) });
      }
      await pace.wait(ms, signal);
    }
    running += 1;
  }

  return {
    async run(cost, signal, work) {
      const mine = turn.then(() => takeTurn(cost, signal));
      turn = mine.catch(() => undefined);
      await mine;
      try {
        return await work();
      } finally {
        running -= 1;
        freed();
      }
    },
    learn: (left, forMs, because = 'crm.rate-limited') => book.learn(left, forMs, because),
  };
}

/** What this program spends, in its memory. */
function ownBook(rateLimit: RateLimit, clock: () => number): Book {
  let spent: readonly Spent[] = [];
  let told: Told | null = null;
  return {
    spend(cost) {
      const now = clock();
      spent = spent.filter((one) => isWithin(one, rateLimit.windowMs, now));
      const pause = pauseFor({ spent, told }, cost, rateLimit, now);
      if (pause.ms > 0) return pause;
      spent = [...spent, { at: now, cost }];
      told = toldAfter(told, cost, now);
      return pause;
    },
    learn(left, forMs, because) {
      const now = clock();
      told = toldAnew(told, { left, isPause: left === 0, until: now + forMs, because }, now);
    },
  };
}
