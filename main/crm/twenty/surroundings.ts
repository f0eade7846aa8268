import type { Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { hasCode } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { fullName } from '../card-fields.ts';
import { memberRecord, objectRecord } from './records.ts';
import type { Surroundings } from './to-card.ts';
import type { TwentyClient } from './twenty-client.ts';

/** As every workspace has them at first, for keys that may not read the data model. */
const FIRST_STAGES = [
  { value: 'NEW', label: 'New', position: 0 },
  { value: 'SCREENING', label: 'Screening', position: 1 },
  { value: 'MEETING', label: 'Meeting', position: 2 },
  { value: 'PROPOSAL', label: 'Proposal', position: 3 },
  { value: 'CUSTOMER', label: 'Customer', position: 4 },
];
const WON = /^(?:CUSTOMER|WON|CLOSED_WON)$/;
const LOST = /^(?:LOST|CLOSED_LOST)$/;

/** Owners and stages, as far as the key may see them. Throws crm.*. */
export async function surroundings(client: TwentyClient, crmId: CrmId, signal?: CancelSignal): Promise<Surroundings> {
  const get = (path: string) => ({ method: 'GET', path }) as const;
  const members = await orNone(() =>
    client.all({ ...get('/rest/workspaceMembers'), query: { depth: 0 } }, memberRecord, signal),
  );
  const objects = await orNone(() => client.all(get('/rest/metadata/objects'), objectRecord, signal));
  const opportunity = objects.find(({ nameSingular }) => nameSingular === 'opportunity');
  const options = opportunity?.fields.find(({ name }) => name === 'stage')?.options ?? FIRST_STAGES;
  return {
    crmId,
    owners: new Map(members.map(({ id, name }) => [id, fullName(name?.firstName, name?.lastName)])),
    stages: options.map(({ value, label, position }): Stage => ({
      id: value,
      crmId,
      pipeline: '',
      name: label,
      position,
      outcome: WON.test(value) ? 'won' : LOST.test(value) ? 'lost' : 'open',
    })),
  };
}

/** Keys of a narrow role may see neither; cards come without. */
async function orNone<Item>(ask: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await ask();
  } catch (error) {
    if (hasCode(error, 'crm.forbidden')) return [];
    throw error;
  }
}
