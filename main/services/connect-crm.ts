import type { ConnectCrm } from '../../app/contract/sign-in-views.ts';
import { crmSecretName, crmUrl, type CrmAccount } from '../../app/domain/crm-account.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { missingFields, wayFor, type Credential, type SignInWay } from '../../app/domain/sign-in.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector, CrmIdentity, SecretStore } from '../../app/ports.ts';
import { findCrmAccount, putCrmAccount, type StoredCrm } from '../db/crm-accounts.ts';
import type { Deps } from './deps.ts';

export interface CrmDeps extends Deps {
  readonly secrets: SecretStore;
  /** @param renewed told of a credential that the CRM gave in place of this one */
  readonly openCrm: (
    account: CrmAccount,
    credential: Credential,
    renewed: (credential: Credential) => void,
  ) => CrmConnector;
  readonly waysOf: (connector: CrmAccount['connector']) => readonly SignInWay[];
  readonly credentialText: (credential: Credential) => string;
  /** Where a CRM is for all its customers; null when each has an address of its own. */
  readonly publicUrl: (connector: CrmAccount['connector']) => string | null;
}

/**
 * Connects a CRM with what the user typed, or connects one again that was disconnected. Nothing is stored before the CRM accepted the
 * credential. Throws input.invalid, input.crm-exists, keychain.*, crm.*.
 */
export async function connectCrm(deps: CrmDeps, order: ConnectCrm): Promise<CrmId> {
  const account = namedAccount(deps, order);
  if (account === null) throw new MailpinError('input.invalid', { field: 'url' });
  return await connectWith(deps, account, typedCredential(deps.waysOf(order.connector), order.values));
}

/** Connects a CRM with a credential that is whole. Throws input.crm-exists, keychain.*, crm.*. */
export async function connectWith(deps: CrmDeps, account: CrmAccount, credential: Credential): Promise<CrmId> {
  refuseSecond(deps, account);
  await accept(deps, account, credential, () => refuseSecond(deps, account));
  return account.id;
}

/**
 * Signs in again to a connected CRM, which keeps its cards and what it is owed. Throws input.unknown-crm, input.invalid, keychain.*, crm.*.
 */
export async function signInAgain(
  deps: CrmDeps,
  crmId: CrmId,
  credentialFor: (account: CrmAccount) => Credential,
): Promise<CrmIdentity> {
  const account = connectedCrm(deps, crmId);
  return accept(deps, account, credentialFor(account), () => connectedCrm(deps, crmId));
}

/** Throws input.unknown-crm. */
export function connectedCrm({ store }: Deps, crmId: CrmId): StoredCrm {
  const known = findCrmAccount(store.db, crmId);
  if (known === null || known.disconnectedAt !== null) throw new MailpinError('input.unknown-crm', { crm: crmId });
  return known;
}

/** The CRM that is meant; null where it is not said where it is. Throws input.invalid. */
export function namedAccount(
  deps: Pick<CrmDeps, 'publicUrl'>,
  { connector, name, url: typed }: Pick<ConnectCrm, 'connector' | 'name' | 'url'>,
): CrmAccount | null {
  const url = typed === undefined ? deps.publicUrl(connector) : crmUrl(typed);
  if (url === null && typed !== undefined) throw new MailpinError('input.invalid', { field: 'url' });
  const id: string = name ?? connector;
  return url === null ? null : { id: id as CrmId, connector, url };
}

export function typedCredential(ways: readonly SignInWay[], values: Credential['values']): Credential {
  const typedWays = ways.filter(({ kind }) => kind !== 'oauth');
  const way = wayFor(typedWays, values);
  const [first] = typedWays;
  if (way !== null) return { kind: way.kind, values, grant: null };
  throw new MailpinError('input.invalid', { field: (first && missingFields(first, values)[0]) ?? 'token' });
}

/** The CRM has to know the credential before anything is stored, and what was true when it was asked has to be true still. */
async function accept(
  deps: CrmDeps,
  account: CrmAccount,
  credential: Credential,
  holdTrue: () => void,
): Promise<CrmIdentity> {
  let kept = credential;
  const identity = await deps.openCrm(account, credential, (renewed) => (kept = renewed)).check();
  await deps.secrets.set(crmSecretName(account.id), deps.credentialText(kept));
  deps.store.write((tx) => {
    holdTrue();
    putCrmAccount(tx.db, account, identity.user, deps.clock.now());
    tx.changes.isOutboxChanged = true;
  });
  return identity;
}

/** One name, one CRM: cards carry it in their ids. Throws input.crm-exists. */
export function refuseSecond({ store }: Deps, { id, url }: CrmAccount): void {
  const known = findCrmAccount(store.db, id);
  if (known === null && id !== 'builtin') return;
  const isAgain = known !== null && known.url === url && known.disconnectedAt !== null;
  if (!isAgain) throw new MailpinError('input.crm-exists', { crm: id });
}
