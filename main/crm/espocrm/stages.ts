import type { Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { stageField } from './records.ts';
import type { EspoClient } from './espo-client.ts';

/** EspoCRM has one pipeline; its name is ours. */
const PIPELINE = 'Opportunities';

/**
 * The stages of deals, by their name, which is also their id. EspoCRM calls a stage won when its probability is 100 and lost when it
 * is 0 (program source, Opportunity statistics); stages without one are on the way.
 */
export async function readStages(client: EspoClient, crmId: CrmId): Promise<ReadonlyMap<string, Stage>> {
  const field = await client.get('/Metadata', stageField, { query: { key: 'entityDefs.Opportunity.fields.stage' } });
  const odds = Array.isArray(field.probabilityMap) ? {} : (field.probabilityMap ?? {});
  const stages = field.options
    .filter((name) => name !== '')
    .map((name, position): Stage => {
      return { id: name, crmId, pipeline: PIPELINE, name, position, outcome: outcomeOf(name, odds[name]) };
    });
  return new Map(stages.map((stage) => [stage.id, stage]));
}

function outcomeOf(name: string, probability: number | null | undefined): Stage['outcome'] {
  if (probability === 100 || name === 'Closed Won') return 'won';
  if (probability === 0 || name === 'Closed Lost') return 'lost';
  return 'open';
}
