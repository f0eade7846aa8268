import type { Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { pipelineRecord, selfRecord, stageRecord, userRecord } from './records.ts';
import type { Surroundings } from './to-card.ts';

/** Who asks, owners, pipelines and stages. Throws crm.*. */
export async function surroundings(
  client: PipedriveClient,
  crmId: CrmId,
  signal?: CancelSignal,
): Promise<Surroundings> {
  const get = (path: string) => ({ method: 'GET', path }) as const;
  const [self, users, pipelines, stages] = await Promise.all([
    client.send(get('/api/v1/users/me'), selfRecord, signal),
    client.all(get('/api/v1/users'), userRecord, signal),
    client.all(get('/api/v2/pipelines'), pipelineRecord, signal),
    client.all(get('/api/v2/stages'), stageRecord, signal),
  ]);
  const pipelineNames = new Map(pipelines.map(({ id, name }) => [id, name]));
  return {
    crmId,
    user: self.name ?? `#${String(self.id)}`,
    company: self.company_name ?? '',
    isAdmin:
      self.is_admin === true ||
      self.is_admin === 1 ||
      self.access?.some(({ app, admin }) => app === 'sales' && admin === true) === true,
    owners: new Map(users.map(({ id, name }) => [id, name ?? `#${String(id)}`])),
    stages: stages.map(({ id, name, order_nr: position, pipeline_id: pipeline }): Stage => ({
      id: String(id),
      crmId,
      pipeline: pipelineNames.get(pipeline) ?? '',
      name,
      position,
      // A deal is won or lost wherever it stands.
      outcome: 'open',
    })),
  };
}
