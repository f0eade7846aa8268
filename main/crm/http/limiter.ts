import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';

/** What a CRM allows one credential: at most `cost` in any `windowMs`, and so many requests at once. */
export interface Allowance {
  readonly cost: number;
  readonly windowMs: number;
  readonly atOnce: number;
}

/** Time as the limiter needs it; a test hands in its own. */
export interface Pace {
  now(): number;
  wait(ms: number, signal: CancelSignal): Promise<void>;
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

interface Spent {
  readonly at: number;
  readonly cost: number;
}
interface Told {
  left: number;
  /** Nothing was left when it was said. */
  readonly isPause: boolean;
  readonly untilMs: number;
  readonly because: ErrorCode;
}

/** A longer pause is the caller's to keep: what it owes stays owed meanwhile, and the user is told until when. */
const LONGEST_WAIT_MS = 20_000;

/**
 * A sliding window: exact, where a bucket that refills would let twice the allowance through around a full one. What is spent is
 * counted from when the request was sent, which is before the CRM counts it.
 */
export function limiter({ cost: most, windowMs, atOnce }: Allowance, pace: Pace): Limiter {
  let spent: Spent[] = [];
  let running = 0;
  let turn: Promise<void> = Promise.resolve();
  let told: Told | null = null;
  let freed: () => void = () => undefined;

  /** How long until so much may be spent; 0 for now. */
  function pauseMs(cost: number): number {
    const now = pace.now();
    spent = spent.filter(({ at }) => at > now - windowMs);
    if (told !== null && told.untilMs <= now) told = null;
    if (told !== null && told.left < cost) return told.untilMs - now;
    // What costs more than the window holds waits until it is empty.
    let excess = spent.reduce((sum, one) => sum + one.cost, Math.min(cost, most)) - most;
    for (const one of spent) {
      if (excess <= 0) return 0;
      excess -= one.cost;
      if (excess <= 0) return one.at + windowMs - now;
    }
    return 0;
  }

  async function takeTurn(cost: number, signal: CancelSignal): Promise<void> {
    while (running >= atOnce) {
      await new Promise<void>((resolve) => {
        freed = resolve;
      });
    }
    for (let ms = pauseMs(cost); ms > 0; ms = pauseMs(cost)) {
      if (signal.aborted) throw new MailpinError('cancelled');
      if (told !== null && told.left < cost && ms > LONGEST_WAIT_MS) {
        throw new MailpinError(told.because, { retryAfterMs: Math.ceil(ms) });
      }
      await pace.wait(ms, signal);
    }
    if (signal.aborted) throw new MailpinError('cancelled');
    spent.push({ at: pace.now(), cost });
    if (told !== null) told.left -= cost;
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
    learn(left, forMs, because = 'crm.rate-limited') {
      const untilMs = pace.now() + forMs;
      const isPause = left === 0;
      const isPausedLonger = told?.isPause === true && told.untilMs > (isPause ? untilMs : pace.now());
      if (!isPausedLonger) told = { left, isPause, untilMs, because };
    },
  };
}
