import { MailpinError } from '../../../app/errors.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { retryAfter, statusTrouble } from '../http/status-trouble.ts';
import { refusalBody } from './records.ts';
import { msUntilMidnight } from '../http/until-midnight.ts';

/** Pauses that HubSpot means by a policy's name; it sends no Retry-After. Source: usage guidelines. */
const PAUSES_MS: Readonly<Record<string, number>> = { SECONDLY: 1_000, TEN_SECONDLY_ROLLING: 10_000 };
/** A record that somebody else is writing is locked for so long. Source: error handling. */
const LOCK_MS = 2_000;
/** The account moves to another data centre; Retry-After says for how long. */
const MIGRATING = 477;
/** Rules of an administrator, held against writes from version 2026-09 on. */
const RULES = /MISSING_(?:CONDITIONAL_)?REQUIRED_PROPERTY|PROPERTY_VALIDATION|VALIDATION_RULE/;

export interface RefusalContext {
  readonly host: string;
  readonly timeZone: string | null;
  /** Unix ms. */
  readonly now: number;
}

/**
 * What HubSpot means by an answer other than 2xx. Its own words go along, since it alone knows its account's rules.
 * Source: developers.hubspot.com, error handling and usage guidelines.
 */
export function hubspotRefusal(answer: HttpAnswer, { host, timeZone, now }: RefusalContext): MailpinError {
  const { status, headers, body } = answer;
  const said = refusalBody.safeParse(body).data;
  const reason = reasonOf(said);
  if (status === 429 && said?.policyName === 'DAILY') {
    return new MailpinError('crm.quota-exhausted', { host, retryAfterMs: msUntilMidnight(now, timeZone) });
  }
  if (status === 429) {
    const policy = said?.policyName ?? '';
    const pauseMs = PAUSES_MS[policy];
    const known = pauseMs === undefined ? {} : { policy, retryAfterMs: pauseMs };
    return new MailpinError('crm.rate-limited', { host, ...known, ...retryAfter(headers) });
  }
  if (status === 423) return new MailpinError('crm.conflict', { host, reason, retryAfterMs: LOCK_MS });
  if (status === MIGRATING) return new MailpinError('crm.unavailable', { host, ...retryAfter(headers) });
  if (status === 400 && RULES.test(JSON.stringify(body))) return new MailpinError('crm.rule-refused', { host, reason });
  return statusTrouble(answer, { host }, reason);
}

/** The first words that say something; HubSpot repeats itself in the list of errors. */
function reasonOf(said: ReturnType<typeof refusalBody.safeParse>['data']): string {
  const words = [said?.message, ...(said?.errors ?? []).map(({ message }) => message)];
  return [...new Set(words.filter((one) => one !== null && one !== undefined && one !== ''))].slice(0, 3).join(' ');
}
