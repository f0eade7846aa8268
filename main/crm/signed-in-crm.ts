import { crmSecretName, type CrmAccount } from '../../app/domain/crm-account.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector, SecretStore } from '../../app/ports.ts';
import { CONNECTORS } from './connectors.ts';

/**
 * A connected CRM whose token is fetched from the keychain by the first call, and again after the CRM refused it: the user may have
 * stored a new one. Throws keychain.* besides what the connector throws.
 */
export function signedInCrm(account: CrmAccount, secrets: SecretStore): CrmConnector {
  const kind = CONNECTORS[account.connector];
  let opened: Promise<CrmConnector> | null = null;
  const open = async (): Promise<CrmConnector> => {
    const token = await secrets.get(crmSecretName(account.id));
    if (token === null) throw new MailpinError('crm.token-missing', { crm: account.id });
    return kind.open(account, token);
  };
  const asked = async <Answer>(question: (crm: CrmConnector) => Promise<Answer>): Promise<Answer> => {
    opened ??= open();
    try {
      return await question(await opened);
    } catch (error) {
      const isOfToken = !(error instanceof MailpinError) || /^(crm\.(auth|token)|keychain)/.test(error.code);
      if (isOfToken) opened = null;
      throw error;
    }
  };
  return {
    id: account.id,
    capabilities: kind.capabilities,
    check: () => asked((crm) => crm.check()),
    changes: (cursor) => asked((crm) => crm.changes(cursor)),
    findActivity: (key, cardId) => asked((crm) => crm.findActivity(key, cardId)),
    attach: (activity, cardId) => asked((crm) => crm.attach(activity, cardId)),
    detach: (key, cardId) => asked((crm) => crm.detach(key, cardId)),
    activitiesOn: (cardId) => asked((crm) => crm.activitiesOn(cardId)),
  };
}
