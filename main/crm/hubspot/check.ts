import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal, CrmIdentity } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { objectsPath, VERSION } from './kinds.ts';
import { objectPage, ownerRecord, tokenInfo } from './records.ts';
import { ifGranted, readAccount } from './surroundings.ts';
import { ownerName } from './to-card.ts';

/** Rights without which no mail can be put on a card. Those to leads, owners and files are asked for when there is need. */
export const NEEDED_SCOPES = [
  'crm.objects.companies.read',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'sales-email-read',
];
const READ_KINDS = ['contacts', 'companies', 'deals', 'emails'] as const;

/**
 * Signs in and looks whether the rights are there. The interface for tokens of private apps tells the rights; where it does not know the
 * token, as may be of a service key, every kind is read once instead, which says nothing of the right to write.
 */
export async function check(
  client: HubspotClient,
  access: Pick<Access, 'bearer'>,
  signal?: CancelSignal,
): Promise<CrmIdentity> {
  const account = await readAccount(client, signal);
  const token = await readToken(client, (await access.bearer(false)) ?? '', signal);
  if (token === null) {
    for (const kind of READ_KINDS) {
      const order = { method: 'GET', path: objectsPath(kind), query: { limit: 1 } } as const;
      await client.send(order, objectPage, signal);
    }
  } else {
    const missing = NEEDED_SCOPES.filter((scope) => !token.scopes.includes(scope));
    if (missing.length > 0) throw new MailpinError('crm.forbidden', { reason: missing.join(', ') });
  }
  const name = typeof token?.userId === 'number' ? await userName(client, token.userId, signal) : null;
  const portal = account === null ? null : `Hub ID ${String(account.portalId)}`;
  return { user: [name, portal].filter((part) => part !== null).join(', ') || null };
}

async function readToken(client: HubspotClient, token: string, signal?: CancelSignal) {
  const order = {
    method: 'POST',
    path: '/oauth/v2/private-apps/get/access-token-info',
    body: { tokenKey: token },
    isReading: true,
  } as const;
  try {
    return await client.send(order, tokenInfo, signal);
  } catch (error) {
    // The credential was accepted a moment ago: it is of a kind that is not known here.
    const isOfToken = error instanceof MailpinError && /^crm\.(auth|invalid|forbidden|card-gone)/.test(error.code);
    if (isOfToken) return null;
    throw error;
  }
}

async function userName(client: HubspotClient, userId: number, signal?: CancelSignal): Promise<string | null> {
  const order = {
    method: 'GET',
    path: `/crm/owners/${VERSION}/${String(userId)}`,
    query: { idProperty: 'userId' },
  } as const;
  const owner = await ifGranted(() => client.send(order, ownerRecord, signal));
  return owner === null ? null : ownerName(owner);
}
