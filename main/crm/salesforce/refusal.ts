import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { statusTrouble } from '../http/status-trouble.ts';
import { refusals } from './records.ts';

/** The budget is that of the last 24 hours, so some of it comes back all the time; this often we look. */
export const BUDGET_PAUSE_MS = 15 * 60_000;
/** Too many requests run at once; those that run end within this time. */
const CONCURRENT_PAUSE_MS = 10_000;

/**
 * Salesforce's codes. A rule of an administrator, a flow or a trigger that refuses is shown and not tried again.
 * Source: REST API Developer Guide, "Status Codes and Error Responses"; SOAP API Developer Guide, "StatusCode".
 */
const CODES: Readonly<Record<string, ErrorCode>> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'crm.rule-refused',
  FIELD_FILTER_VALIDATION_EXCEPTION: 'crm.rule-refused',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'crm.rule-refused',
  REQUIRED_FIELD_MISSING: 'crm.rule-refused',
  STORAGE_LIMIT_EXCEEDED: 'crm.rule-refused',
  ENTITY_IS_DELETED: 'crm.card-gone',
  INVALID_CROSS_REFERENCE_KEY: 'crm.card-gone',
  MALFORMED_ID: 'crm.card-gone',
  NOT_FOUND: 'crm.card-gone',
  CANNOT_UPDATE_CONVERTED_LEAD: 'crm.card-gone',
  DUPLICATE_VALUE: 'crm.conflict',
  UNABLE_TO_LOCK_ROW: 'crm.conflict',
  INSUFFICIENT_ACCESS: 'crm.forbidden',
  INSUFFICIENT_ACCESS_OR_READONLY: 'crm.forbidden',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'crm.forbidden',
  INVALID_FIELD: 'crm.forbidden',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'crm.forbidden',
  INVALID_TYPE: 'crm.forbidden',
  SERVER_UNAVAILABLE: 'crm.unavailable',
};

/** What an answer other than 2xx means, or the answer of one step of several. Salesforce's own words go along. */
export function salesforceRefusal(answer: HttpAnswer, host: string, step = ''): MailpinError {
  const said = refusals.safeParse(answer.body).data?.[0];
  const reason = said?.message ?? '';
  if (said?.errorCode === 'REQUEST_LIMIT_EXCEEDED') {
    return /concurrent/i.test(reason)
      ? new MailpinError('crm.rate-limited', { host, retryAfterMs: CONCURRENT_PAUSE_MS })
      : new MailpinError('crm.quota-exhausted', { host, retryAfterMs: BUDGET_PAUSE_MS });
  }
  const known = said === undefined ? undefined : CODES[said.errorCode];
  if (said === undefined || known === undefined) return statusTrouble(answer, { host }, reason);
  return new MailpinError(known, { host, reason, said: said.errorCode, ...(step !== '' && { step }) });
}

/** The unique field of a record of ours has this value already: somebody was quicker. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MailpinError && error.details['said'] === 'DUPLICATE_VALUE';
}
