/** Records of Sell as cards, with what a card needs besides its own record. */
import type { z } from 'zod';
import type { Card } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { AskedOnce } from '../asked-once.ts';
import { readAs } from '../read-as.ts';
import { becameId, conversionsOf } from './conversions.ts';
import type { Kind } from './cursor.ts';
import {
  associatedRecord,
  contactRecord,
  dealRecord,
  isMissing,
  leadRecord,
  namedRecord,
  stageRecord,
  type changedRecord,
} from './records.ts';
import type { SellClient } from './sell-client.ts';
import { contactCard, dealCard, leadCard, toStage, type Surroundings } from './to-card.ts';

/** Owners and stages as they are now, or were a moment ago. */
export type AskSurroundings = AskedOnce<readonly [], Surroundings>;
export type AnyRecord = z.infer<typeof changedRecord>;

/** Owners, pipelines and stages. Throws crm.*. */
export async function surroundings(client: SellClient, crmId: CrmId): Promise<Surroundings> {
  const [users, pipelines, stages] = await Promise.all([
    client.listAll('/v2/users', namedRecord),
    client.listAll('/v2/pipelines', namedRecord),
    client.listAll('/v2/stages', stageRecord),
  ]);
  const named = (records: readonly z.infer<typeof namedRecord>[]) =>
    new Map(records.map(({ id, name }) => [id, name ?? `#${String(id)}`]));
  const pipelineNames = named(pipelines);
  return {
    crmId,
    owners: named(users),
    stages: new Map(stages.map((stage) => [String(stage.id), toStage(stage, pipelineNames, crmId)])),
  };
}

/** Throws crm.*. */
export async function toCards(
  client: SellClient,
  kind: Kind,
  records: readonly AnyRecord[],
  around: Surroundings,
): Promise<readonly Card[]> {
  if (kind === 'contacts')
    return records.map((record) => contactCard(readAs(contactRecord, record, client.host), around));
  if (kind === 'leads') {
    const became = await conversionsOf(
      client,
      records.map(({ id }) => id),
    );
    return records.map((record) => {
      const conversion = became.get(record.id);
      const becameOf = conversion === undefined ? null : becameId(conversion, around.crmId);
      return leadCard(readAs(leadRecord, record, client.host), around, becameOf);
    });
  }
  return Promise.all(
    records.map(async (record) => {
      const deal = readAs(dealRecord, record, client.host);
      const others = await client.listAll(`/v2/deals/${String(deal.id)}/associated_contacts`, associatedRecord);
      const people = new Set([
        ...[deal.contact_id].filter((id) => !isMissing(id)),
        ...others.map((one) => one.contact_id),
      ]);
      return dealCard(deal, [...people], around);
    }),
  );
}
