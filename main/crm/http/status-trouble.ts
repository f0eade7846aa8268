import { MailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { HttpAnswer } from './json-client.ts';

/**
 * What a refused request means where the vendor says nothing more exact. Source: RFC 9110 15, RFC 6585 4.
 *
 * @param reason the vendor's own words, shown to the user with what was refused
 */
export function statusTrouble({ status, headers }: HttpAnswer, details: ErrorDetails, reason: string): MailpinError {
  if (status === 401) return new MailpinError('crm.auth-rejected', details);
  if (status === 403) return new MailpinError('crm.forbidden', { ...details, reason });
  if (status === 404 || status === 410) return new MailpinError('crm.card-gone', details);
  if (status === 413) return new MailpinError('crm.too-large', details);
  if (status === 429) return new MailpinError('crm.rate-limited', { ...details, ...retryAfter(headers) });
  if (status === 408 || status >= 500)
    return new MailpinError('crm.unavailable', { ...details, ...retryAfter(headers) });
  return new MailpinError('crm.invalid', { ...details, reason });
}

/** Seconds or a date (RFC 9110 10.2.3), as a pause in ms; nothing when the header is missing or makes no sense. */
function retryAfter(headers: Headers): { readonly retryAfterMs?: number } {
  const said = headers.get('retry-after')?.trim() ?? '';
  const pauseMs = /^\d{1,9}$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
  return pauseMs > 0 ? { retryAfterMs: pauseMs } : {};
}
