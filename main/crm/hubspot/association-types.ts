import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { VERSION, type HubspotKind } from './kinds.ts';
import { associationLabels } from './records.ts';

export interface AssociationType {
  readonly associationCategory: string;
  readonly associationTypeId: number;
}
/** The plain link from a mail to a kind of card. */
export type AssociationTypes = (kind: HubspotKind, signal?: CancelSignal) => Promise<AssociationType>;

/** Asked once for each kind: the numbers of some are in no document. */
export function associationTypes(client: HubspotClient): AssociationTypes {
  const known = new Map<HubspotKind, AssociationType>();
  return async (kind, signal) => {
    const found = known.get(kind) ?? (await askFor(client, kind, signal));
    known.set(kind, found);
    return found;
  };
}

async function askFor(client: HubspotClient, kind: HubspotKind, signal?: CancelSignal): Promise<AssociationType> {
  const path = `/crm/associations/${VERSION}/emails/${kind}/labels`;
  const { results } = await client.send({ method: 'GET', path }, associationLabels, signal);
  const own = results.filter(({ category }) => category === 'HUBSPOT_DEFINED');
  const plain = own.find(({ label }) => label === null || label === undefined) ?? own[0];
  if (plain === undefined) throw new MailpinError('crm.invalid', { reason: `emails -> ${kind}` });
  return { associationCategory: plain.category, associationTypeId: plain.typeId };
}
