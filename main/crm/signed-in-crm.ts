import { crmSecretName, type CrmAccount } from '../../app/domain/crm-account.ts';
import type { Credential } from '../../app/domain/sign-in.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector, SecretStore } from '../../app/ports.ts';
import { accessOf } from './access.ts';
import { CONNECTORS } from './connectors.ts';
import type { Pace } from './http/limiter.ts';
import { credentialText, readCredential } from './credential-text.ts';

/**
 * A connected CRM whose credential is fetched from the keychain by the first call, and again after the CRM refused it: the user may
 * have stored a new one. Throws keychain.* besides what the connector throws.
 */
export function signedInCrm(account: CrmAccount, secrets: SecretStore, pace?: Pace): CrmConnector {
  const kind = CONNECTORS[account.connector];
  const name = crmSecretName(account.id);
  let opened: Promise<CrmConnector> | null = null;
  const load = async (): Promise<Credential> => {
    const text = await secrets.get(name);
    if (text === null) throw new MailpinError('crm.token-missing', { crm: account.id });
    return readCredential(text);
  };
  const save = (credential: Credential): Promise<void> => secrets.set(name, credentialText(credential));
  const open = async (): Promise<CrmConnector> =>
    kind.open(account, accessOf(await load(), kind.oauth, { load, save }), pace);
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
    check: (signal) => asked((crm) => crm.check(signal)),
    changes: (cursor, signal) => asked((crm) => crm.changes(cursor, signal)),
    findActivity: (key, cardId, signal) => asked((crm) => crm.findActivity(key, cardId, signal)),
    attach: (activity, cardId, signal) => asked((crm) => crm.attach(activity, cardId, signal)),
    detach: (key, cardId, signal) => asked((crm) => crm.detach(key, cardId, signal)),
    activitiesOn: (cardId, signal) => asked((crm) => crm.activitiesOn(cardId, signal)),
  };
}
