import { MailpinError, type ErrorCode } from '../../../app/errors.ts';

/**
 * Odoo's exceptions by their Python names, as its errors carry them (odoo/exceptions.py, odoo/http.py). A transaction that failed is
 * taken back, so none of these leaves anything done.
 */
const CODES: Readonly<Record<string, ErrorCode>> = {
  'odoo.exceptions.AccessDenied': 'crm.auth-rejected',
  'werkzeug.exceptions.Unauthorized': 'crm.auth-rejected',
  'odoo.http.SessionExpiredException': 'crm.auth-rejected',
  'odoo.exceptions.AccessError': 'crm.forbidden',
  'werkzeug.exceptions.Forbidden': 'crm.forbidden',
  'odoo.exceptions.MissingError': 'crm.card-gone',
  'odoo.exceptions.UserError': 'crm.rule-refused',
  'odoo.exceptions.ValidationError': 'crm.rule-refused',
  'odoo.exceptions.RedirectWarning': 'crm.rule-refused',
  'odoo.exceptions.LockError': 'crm.conflict',
  'odoo.exceptions.ConcurrencyError': 'crm.conflict',
  'psycopg2.errors.SerializationFailure': 'crm.conflict',
  'psycopg2.errors.LockNotAvailable': 'crm.conflict',
  'psycopg2.errors.DeadlockDetected': 'crm.conflict',
  'werkzeug.exceptions.RequestEntityTooLarge': 'crm.too-large',
  'werkzeug.exceptions.TooManyRequests': 'crm.rate-limited',
};

/** What an exception of Odoo means here; its own words go along, without what stands below the first line. */
export function odooTrouble(exception: string, message: string, host: string): MailpinError {
  const reason = message.trim().split('\n')[0] ?? '';
  if (/database .* does not exist|KeyError/i.test(`${exception} ${message}`) && /database/i.test(message)) {
    return new MailpinError('crm.database-unknown', { host });
  }
  const known = CODES[exception];
  if (known !== undefined) return new MailpinError(known, { host, reason });
  const isOfDatabase = /^psycopg2\.(?:Operational|Interface)Error$/.test(exception);
  return new MailpinError(isOfDatabase ? 'crm.unavailable' : 'crm.invalid', { host, reason });
}
