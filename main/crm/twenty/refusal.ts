import { MailpinError } from '../../../app/errors.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { retryAfter, statusTrouble } from '../http/status-trouble.ts';
import { refusalBody } from './records.ts';

/** What comes back into the rate limit while this much time goes by: 100 requests a minute, all the time. */
const ONE_REQUEST_MS = 600;
/** So that a pause is worth several requests. */
const REQUESTS_A_PAUSE = 5;

/**
 * What Twenty means by an answer other than 2xx. Its rate limit is told by its words, since trouble of its own that it has no status for
 * comes as 400. Source: twentyhq/twenty, throttler and exception filter of its REST interface.
 */
export function twentyRefusal(answer: HttpAnswer, host: string): MailpinError {
  const { status, headers, body } = answer;
  const said = refusalBody.safeParse(body).data;
  const reason = said?.messages?.join(' ') ?? said?.error ?? '';
  if ((status === 429 || status === 400) && /limit reached/i.test(reason)) {
    const pause = { retryAfterMs: ONE_REQUEST_MS * REQUESTS_A_PAUSE, ...retryAfter(headers) };
    return new MailpinError('crm.rate-limited', { host, policy: 'minute', ...pause });
  }
  if (status === 401 || status === 403) {
    if (/revoked/i.test(reason)) return new MailpinError('crm.auth-revoked', { host });
    if (/token has expired/i.test(reason)) return new MailpinError('crm.auth-expired', { host });
  }
  return statusTrouble(answer, { host }, reason);
}
