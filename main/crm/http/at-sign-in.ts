/** What is told when somebody connects a CRM, while the address and the rights can still be set right. */
import { hasCode, MailpinError } from '../../../app/errors.ts';

/** The first question. An address without this CRM behind it has no such path. Throws crm.wrong-address. */
export async function firstAsked<Value>(host: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!hasCode(error, 'crm.card-gone')) throw error;
    throw new MailpinError('crm.wrong-address', { host }, { cause: error });
  }
}

/** @param missing rights in the CRM's own words. Throws crm.rights-missing when there are any. */
export function refuseWithout(missing: readonly string[]): void {
  if (missing.length > 0) throw new MailpinError('crm.rights-missing', { rights: missing.join(', ') });
}
