/**
 * What Pipedrive allows: so many requests in two seconds for each token, and a budget of tokens a day for the company. Source:
 * pipedrive.readme.io, rate limiting; costs as its reference names them with each request.
 */
import type { FakeAnswer } from '../fake-http.ts';

export interface PipedriveRateLimit {
  /** Null when the request may pass. */
  refuse(method: string, path: string): FakeAnswer | null;
  headers(): Readonly<Record<string, string>>;
  /** Tokens left of the day. */
  left: number;
}

const BURST = 20;
const BURST_MS = 2_000;
/** Requests after 429 that the front door takes for an attack. */
const PATIENCE = 10;

/** @param clock milliseconds of any beginning */
export function pipedriveRateLimit(clock: () => number): PipedriveRateLimit {
  let windowStart = clock();
  let spent = 0;
  let ignored = 0;
  const resetIn = (): string => String(Math.ceil((windowStart + BURST_MS - clock()) / 1_000));
  const self: PipedriveRateLimit = {
    left: 30_000,
    refuse(method, path) {
      if (clock() >= windowStart + BURST_MS) {
        windowStart = clock();
        spent = 0;
      }
      if (ignored > PATIENCE)
        return { status: 403, headers: { 'cf-ray': '8f0-AMS' }, body: '<html>error code: 1015</html>' };
      const cost = costOf(method, path);
      if (self.left < cost) return tooMany('daily', { 'x-daily-ratelimit-token-remaining': '0' });
      if (spent >= BURST) {
        ignored += 1;
        return tooMany('request over limit', self.headers());
      }
      spent += 1;
      ignored = 0;
      self.left -= cost;
      return null;
    },
    headers: () => ({
      'x-ratelimit-limit': String(BURST),
      'x-ratelimit-remaining': String(BURST - spent),
      'x-ratelimit-reset': resetIn(),
      'x-daily-ratelimit-token-remaining': String(self.left),
    }),
  };
  return self;
}

function tooMany(error: string, headers: Readonly<Record<string, string>>): FakeAnswer {
  return { status: 429, headers, body: { success: false, error, errorCode: 429 } };
}

/** Version 1 costs about twice as much as version 2. */
function costOf(method: string, path: string): number {
  if (path.startsWith('/api/v2/')) return /\/\d+$/.test(path) ? 1 : 10;
  if (method === 'DELETE') return 6;
  return method === 'GET' ? (/\/\d+$|\/me$/.test(path) ? 2 : 20) : 10;
}
