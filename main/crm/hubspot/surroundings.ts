import type { z } from 'zod';
import type { Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { hasCode } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { everyItem } from '../every-item.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { VERSION } from './kinds.ts';
import { accountDetails, ownerPage, pipelines, type OwnerRecord } from './records.ts';
import { toStage, type Surroundings } from './to-card.ts';

/** Owners, stages and currency: what a card needs besides its own record. Throws crm.*. */
export async function surroundings(client: HubspotClient, crmId: CrmId, signal?: CancelSignal): Promise<Surroundings> {
  const [account, owners, deals, leads] = await Promise.all([
    readAccount(client, signal),
    allOwners(client, signal),
    pipelinesOf(client, 'deals', signal),
    ifGranted(() => pipelinesOf(client, 'leads', signal)),
  ]);
  const stages = deals.flatMap((pipeline) => pipeline.stages.map((one) => toStage(one, pipeline.label, crmId)));
  const leadStages = (leads ?? []).flatMap((pipeline) => pipeline.stages);
  return {
    crmId,
    owners: new Map(owners.map((owner) => [owner.id, owner])),
    stages: new Map(stages.map((stage): [string, Stage] => [stage.id, stage])),
    leadStates: new Map(leadStages.map(({ id, metadata }) => [id, metadata?.leadState ?? ''])),
    currency: account?.companyCurrency ?? null,
  };
}

/** Null for a credential that may not ask; cards and mail do without. */
export async function readAccount(
  client: HubspotClient,
  signal?: CancelSignal,
): Promise<z.infer<typeof accountDetails> | null> {
  const order = { method: 'GET', path: `/account-info/${VERSION}/details` } as const;
  const account = await ifGranted(() => client.send(order, accountDetails, signal));
  client.setTimeZone(account?.timeZone ?? null);
  return account;
}

/** Null when the credential has no right to it, or the account no such thing: not every account has leads. */
export async function ifGranted<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (hasCode(error, 'crm.forbidden', 'crm.card-gone')) return null;
    throw error;
  }
}

async function pipelinesOf(client: HubspotClient, kind: 'deals' | 'leads', signal?: CancelSignal) {
  const order = { method: 'GET', path: `/crm/pipelines/${VERSION}/${kind}` } as const;
  return (await client.send(order, pipelines, signal)).results.toSorted((a, b) => a.displayOrder - b.displayOrder);
}

function allOwners(client: HubspotClient, signal?: CancelSignal): Promise<readonly OwnerRecord[]> {
  return everyItem<string | undefined, OwnerRecord>(undefined, async (after) => {
    const order = { method: 'GET', path: `/crm/owners/${VERSION}`, query: { limit: 100, after } } as const;
    const { results, paging } = await client.send(order, ownerPage, signal);
    return { items: results, next: paging?.next?.after ?? null };
  });
}
