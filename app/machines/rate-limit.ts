/** How a CRM's rate limit is kept: a sliding window, and what the CRM itself said is left. Pure; times are ms of one clock. */
import type { ErrorCode } from '../errors.ts';

/** What a CRM allows one credential: at most `cost` in any `windowMs`, and so many requests at once. */
export interface RateLimit {
  readonly cost: number;
  readonly windowMs: number;
  readonly atOnce: number;
}
/** A request that went out. */
export interface Spent {
  readonly at: number;
  readonly cost: number;
}
/** What the CRM said is left, and until when that holds. */
export interface Told {
  readonly left: number;
  /** Nothing was left when it was said. */
  readonly isPause: boolean;
  readonly until: number;
  readonly because: ErrorCode;
}
/** What is known of one credential a moment ago; what was spent in the order in which it was. */
export interface Tally {
  readonly spent: readonly Spent[];
  readonly told: Told | null;
}
/** How long until so much may be spent; 0 for now. `because` is what the CRM said, where it is the CRM that wants the pause. */
export interface Pause {
  readonly ms: number;
  readonly because: ErrorCode | null;
}

/**
 * Exact, where a bucket that refills would let twice the rate limit through around a full one. What is spent is counted from when the
 * request was sent, which is before the CRM counts it.
 */
export function pauseFor({ spent, told }: Tally, cost: number, rateLimit: RateLimit, now: number): Pause {
  const { cost: most, windowMs } = rateLimit;
  if (told !== null && told.until > now && told.left < cost) return { ms: told.until - now, because: told.because };
  const within = spent.filter((one) => isWithin(one, windowMs, now));
  // What costs more than the window holds waits until it is empty.
  let excess = within.reduce((sum, one) => sum + one.cost, Math.min(cost, most)) - most;
  for (const one of within) {
    if (excess <= 0) break;
    excess -= one.cost;
    if (excess <= 0) return { ms: one.at + windowMs - now, because: null };
  }
  return { ms: 0, because: null };
}

export function isWithin({ at }: Spent, windowMs: number, now: number): boolean {
  return at > now - windowMs;
}

/** What is left after a request; nothing is known any more once it is over. */
export function toldAfter(told: Told | null, cost: number, now: number): Told | null {
  return told === null || told.until <= now ? null : { ...told, left: told.left - cost };
}

/** What holds when the CRM says something new. A pause is not shortened by what a request says that was answered beside it. */
export function toldAnew(known: Told | null, said: Told, now: number): Told {
  const isPausedLonger = known?.isPause === true && known.until > (said.isPause ? said.until : now);
  return isPausedLonger ? known : said;
}
