import { MailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { retryAfter, statusTrouble } from '../http/status-trouble.ts';
import { msUntilMidnight } from '../http/until-midnight.ts';
import { refusalBody } from './records.ts';

/** Pipedrive's front door shuts out who goes on after 429; nothing says for how long. */
const SHUT_OUT_MS = 5 * 60_000;

/**
 * What Pipedrive means by an answer other than 2xx. Too fast and the day's budget used up are both 429; the budget's header or words tell
 * them apart. The budget is given anew at midnight of the server, taken for UTC. Source: pipedrive.readme.io, rate limiting.
 */
export function pipedriveRefusal(answer: HttpAnswer, host: string, now: number): MailpinError {
  const { status, headers, body, isJson } = answer;
  const said = refusalBody.safeParse(body).data;
  const reason = [said?.error, said?.error_info]
    .filter((one) => one !== null && one !== undefined && one !== '')
    .join(' ');
  if (status === 429 && isBudgetGone(headers, reason)) {
    return new MailpinError('crm.quota-exhausted', { host, retryAfterMs: msUntilMidnight(now, null) });
  }
  if (status === 429) return new MailpinError('crm.rate-limited', { host, ...resetAfter(headers) });
  if (status === 403 && !isJson && headers.has('cf-ray')) {
    return new MailpinError('crm.rate-limited', { host, retryAfterMs: SHUT_OUT_MS });
  }
  // The company's subscription has ended.
  if (status === 402) return new MailpinError('crm.forbidden', { host, reason });
  return statusTrouble(answer, { host }, reason);
}

function isBudgetGone(headers: Headers, reason: string): boolean {
  const left = headers.get('x-daily-ratelimit-token-remaining');
  return left === null ? /daily/i.test(reason) : Number(left) <= 0;
}

/** Seconds; at least one, since the window may end within this one. */
function resetAfter(headers: Headers): ErrorDetails {
  const said = headers.get('x-ratelimit-reset') ?? '';
  if (!/^\d{1,6}$/.test(said)) return retryAfter(headers);
  return { policy: 'burst', retryAfterMs: Math.max(Number(said), 1) * 1_000 };
}
