import { MailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { HttpAnswer } from './read-answer.ts';

/** Signatures and tokens are refused by clocks further apart than this. */
const LARGEST_SKEW_MS = 5 * 60_000;

/**
 * What a refused request means where the vendor says nothing more exact. Source: RFC 9110 15, RFC 6585 4.
 *
 * @param reason the vendor's own words, shown to the user with what was refused
 */
export function statusTrouble(answer: HttpAnswer, details: ErrorDetails, reason: string): MailpinError {
  const { status, headers, isJson } = answer;
  if (status === 401) return refusedSignIn(headers, details, reason);
  if (status === 403 && !isJson) return new MailpinError('crm.html-answer', details);
  if (status === 403) return new MailpinError('crm.forbidden', { ...details, reason });
  if (status === 404 && !isJson) return new MailpinError('crm.wrong-address', details);
  if (status === 407 || status === 511) return new MailpinError('crm.html-answer', details);
  if (status === 404 || status === 410) return new MailpinError('crm.card-gone', details);
  if (status === 409 || status === 423) return new MailpinError('crm.conflict', { ...details, reason });
  if (status === 413) return new MailpinError('crm.too-large', details);
  if (status === 429) return new MailpinError('crm.rate-limited', { ...details, ...retryAfter(headers) });
  if (status === 408 || status >= 500)
    return new MailpinError('crm.unavailable', { ...details, ...retryAfter(headers) });
  return new MailpinError('crm.invalid', { ...details, reason });
}

/**
 * A CRM that says so tells a sign-in that ended from one that was taken back (RFC 6750 3.1), but some say in one breath that it may be any
 * of these. A clock that is wrong looks like a wrong credential; the CRM's own clock gives it away (RFC 9110 6.6.1).
 */
function refusedSignIn(headers: Headers, details: ErrorDetails, reason: string): MailpinError {
  const said = `${reason} ${headers.get('www-authenticate') ?? ''}`;
  const isOneThing = !/\bor\b/i.test(said);
  if (isOneThing && /\brevoked\b/i.test(said)) return new MailpinError('crm.auth-revoked', details);
  if (isOneThing && /\bexpired\b/i.test(said)) return new MailpinError('crm.auth-expired', details);
  const skewMs = Date.now() - Date.parse(headers.get('date') ?? '');
  if (Math.abs(skewMs) <= LARGEST_SKEW_MS || Number.isNaN(skewMs))
    return new MailpinError('crm.auth-rejected', details);
  return new MailpinError('crm.clock-skew', { ...details, minutes: Math.round(Math.abs(skewMs) / 60_000) });
}

/**
 * Seconds or a date (RFC 9110 10.2.3), as a pause in ms; nothing when the header is missing or makes no sense. A date is one of the
 * CRM's clock, so it is held against that where the answer carries it.
 */
export function retryAfter(headers: Headers): { readonly retryAfterMs?: number } {
  const said = headers.get('retry-after')?.trim() ?? '';
  const there = Date.parse(headers.get('date') ?? '');
  const from = Number.isNaN(there) ? Date.now() : there;
  const pauseMs = /^\d{1,9}$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - from;
  return pauseMs > 0 ? { retryAfterMs: pauseMs } : {};
}
