import { hasCode } from '../../../app/errors.ts';

const ATTEMPTS = 4;

/**
 * Sends again what the CRM turned away because a rate limit of seconds was spent, as its `policy` in the details says: other programs
 * spend of it too. It was not carried out, and the limiter has learned how long to wait.
 */
export async function sentAgain<Value>(send: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isTooFast(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

function isTooFast(error: unknown): boolean {
  return hasCode(error, 'crm.rate-limited') && 'policy' in error.details;
}
