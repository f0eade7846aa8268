import { crmSecretName } from '../../app/domain/crm-account.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { findCrmAccount, markCrmDisconnected } from '../db/crm-accounts.ts';
import type { CrmDeps } from './connect-crm.ts';

/**
 * Stops speaking with a CRM and forgets its token. Its cards, what stands on them and what is owed stay known, for when it is connected
 * again. Throws input.unknown-crm, keychain.*.
 */
export async function disconnectCrm({ store, clock, secrets }: CrmDeps, crmId: CrmId): Promise<void> {
  if (findCrmAccount(store.db, crmId) === null) throw new MailpinError('input.unknown-crm', { crm: crmId });
  await secrets.delete(crmSecretName(crmId));
  store.write((tx) => {
    markCrmDisconnected(tx.db, crmId, clock.now());
    tx.changes.isOutboxChanged = true;
  });
}
