import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf, fullName, moment } from '../card-fields.ts';
import { isMissing, type ContactRecord, type DealRecord, type LeadRecord, type StageRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly owners: ReadonlyMap<number, string>;
  readonly stages: ReadonlyMap<string, Stage>;
}

/** @param became the card it was converted to; null for a lead that is one still */
export function leadCard(record: LeadRecord, around: Surroundings, became: CardId | null): Card {
  const person = fullName(record.first_name, record.last_name);
  return {
    ...base('lead', record, around),
    name: person || record.organization_name || record.email || `#${String(record.id)}`,
    addresses: addressesOf(record.email),
    ...(became !== null && { status: 'converted', convertedToId: became }),
  };
}

/** People and companies are both contacts in Sell. */
export function contactCard(record: ContactRecord, around: Surroundings): Card {
  const { crmId } = around;
  const kind = record.is_organization ? 'company' : 'contact';
  const person = fullName(record.first_name, record.last_name);
  return {
    ...base(kind, record, around),
    name: record.name || person || record.email || `#${String(record.id)}`,
    addresses: addressesOf(record.email),
    domains: record.is_organization ? domainsOf(record.website) : [],
    companyId:
      kind === 'contact' && !isMissing(record.contact_id) ? cardIdOf(crmId, 'company', record.contact_id) : null,
  };
}

/** @param people ids of the contacts on the deal, the deal's own included */
export function dealCard(record: DealRecord, people: readonly number[], around: Surroundings): Card {
  const { crmId, stages } = around;
  const stageId = isMissing(record.stage_id) ? null : String(record.stage_id);
  const outcome = (stageId === null ? undefined : stages.get(stageId)?.outcome) ?? 'open';
  const { value, currency } = record;
  return {
    ...base('deal', record, around),
    name: record.name || `#${String(record.id)}`,
    status: outcome,
    companyId: isMissing(record.organization_id) ? null : cardIdOf(crmId, 'company', record.organization_id),
    peopleIds: people.map((id) => cardIdOf(crmId, 'contact', id)),
    stageId,
    value: isMissing(value) || isMissing(currency) ? null : { amount: String(value), currency },
    closedAt: outcome === 'open' || isMissing(record.last_stage_change_at) ? null : moment(record.last_stage_change_at),
  };
}

/** `won` ends a pipeline well, `lost` and `unqualified` badly; every other category is on the way. */
export function toStage(record: StageRecord, pipelines: ReadonlyMap<number, string>, crmId: CrmId): Stage {
  const outcomes = { won: 'won', lost: 'lost', unqualified: 'lost' } as const;
  const { category } = record;
  return {
    id: String(record.id),
    crmId,
    pipeline: (isMissing(record.pipeline_id) ? undefined : pipelines.get(record.pipeline_id)) ?? 'Sales',
    name: record.name,
    position: record.position,
    outcome: category === 'won' || category === 'lost' || category === 'unqualified' ? outcomes[category] : 'open',
  };
}

interface Stamped {
  readonly id: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly owner_id?: number | null | undefined;
}

function base(kind: CardKind, record: Stamped, { crmId, owners }: Surroundings): Omit<Card, 'name'> {
  const { id, created_at: createdAt, updated_at: updatedAt, owner_id: ownerId } = record;
  return {
    ...blankCard({ crmId, kind, remoteId: String(id), createdAt: moment(createdAt), updatedAt: moment(updatedAt) }),
    ownerName: isMissing(ownerId) ? null : (owners.get(ownerId) ?? null),
  };
}
