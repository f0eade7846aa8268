import type { ConnectCrm } from '../../app/contract/commands.ts';
import { crmSecretName, crmUrl, type CrmAccount } from '../../app/domain/crm-account.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { missingFields, wayFor, type Credential, type SignInWay } from '../../app/domain/sign-in.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector, SecretStore } from '../../app/ports.ts';
import { findCrmAccount, putCrmAccount } from '../db/crm-accounts.ts';
import type { Deps } from './deps.ts';

export interface CrmDeps extends Deps {
  readonly secrets: SecretStore;
  readonly openCrm: (account: CrmAccount, credential: Credential) => CrmConnector;
  readonly waysOf: (connector: CrmAccount['connector']) => readonly SignInWay[];
  readonly credentialText: (credential: Credential) => string;
  /** Where a CRM is for all its customers; null when each has an address of its own. */
  readonly publicUrl: (connector: CrmAccount['connector']) => string | null;
}

/**
 * Connects a CRM, or connects one again that was disconnected. Nothing is stored before the CRM accepted the credential.
 * Throws input.invalid, input.crm-exists, keychain.*, crm.*.
 */
export async function connectCrm(deps: CrmDeps, { connector, name, url: typed, values }: ConnectCrm): Promise<CrmId> {
  const url = typed === undefined ? deps.publicUrl(connector) : crmUrl(typed);
  if (url === null) throw new MailpinError('input.invalid', { field: 'url' });
  const id: string = name ?? connector;
  const account: CrmAccount = { id: id as CrmId, connector, url };
  const credential = typedCredential(deps.waysOf(connector), values);
  refuseSecond(deps, account);
  const { user } = await deps.openCrm(account, credential).check();
  await deps.secrets.set(crmSecretName(account.id), deps.credentialText(credential));
  deps.store.write((tx) => {
    refuseSecond(deps, account);
    putCrmAccount(tx.db, account, user, deps.clock.now());
    tx.changes.isOutboxChanged = true;
  });
  return account.id;
}

function typedCredential(ways: readonly SignInWay[], values: Credential['values']): Credential {
  const typedWays = ways.filter(({ kind }) => kind !== 'oauth');
  const way = wayFor(typedWays, values);
  const [first] = typedWays;
  if (way !== null) return { kind: way.kind, values, grant: null };
  throw new MailpinError('input.invalid', { field: (first && missingFields(first, values)[0]) ?? 'token' });
}

/** One name, one CRM: cards carry it in their ids. */
function refuseSecond({ store }: Deps, { id, url }: CrmAccount): void {
  const known = findCrmAccount(store.db, id);
  if (known === null && id !== 'builtin') return;
  const isAgain = known !== null && known.url === url && known.disconnectedAt !== null;
  if (!isAgain) throw new MailpinError('input.crm-exists', { crm: id });
}
