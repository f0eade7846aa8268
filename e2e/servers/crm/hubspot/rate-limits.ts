/** What HubSpot allows: a hundred requests in ten seconds, five searches a second, and a budget a day. Source: usage guidelines. */
import type { FakeAnswer } from '../fake-http.ts';
import { tooMany } from './refusals.ts';

export interface RateLimits {
  /** Null when the request may pass. */
  refuse(isSearch: boolean): FakeAnswer | null;
  /** Of every answer but a search's. */
  headers(): Readonly<Record<string, string>>;
  dailyLeft: number;
}

const BURST = 100;
const BURST_MS = 10_000;
const SEARCHES = 5;
const SEARCHES_MS = 1_000;

/** @param clock milliseconds of any beginning */
export function rateLimits(clock: () => number): RateLimits {
  let spent: number[] = [];
  let searched: number[] = [];
  const self: RateLimits = {
    dailyLeft: 250_000,
    refuse(isSearch) {
      const now = clock();
      spent = spent.filter((at) => at > now - BURST_MS);
      searched = searched.filter((at) => at > now - SEARCHES_MS);
      if (self.dailyLeft <= 0) return tooMany('DAILY');
      if (spent.length >= BURST) return tooMany('TEN_SECONDLY_ROLLING');
      if (isSearch && searched.length >= SEARCHES) return tooMany('SECONDLY');
      spent.push(now);
      if (isSearch) searched.push(now);
      self.dailyLeft -= 1;
      return null;
    },
    headers: () => ({
      'x-hubspot-ratelimit-daily': '250000',
      'x-hubspot-ratelimit-daily-remaining': String(self.dailyLeft),
      'x-hubspot-ratelimit-interval-milliseconds': String(BURST_MS),
      'x-hubspot-ratelimit-max': String(BURST),
      'x-hubspot-ratelimit-remaining': String(BURST - spent.length),
    }),
  };
  return self;
}
