import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf, fullName, moment } from '../card-fields.ts';
import { FACTS, type HubspotKind } from './kinds.ts';
import type { ObjectRecord, OwnerRecord, StageRecord } from './records.ts';

/** What a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly owners: ReadonlyMap<string, OwnerRecord>;
  /** Stages of deals, by their id. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** States of leads by their stage: `QUALIFIED` when the lead became business. */
  readonly leadStates: ReadonlyMap<string, string>;
  /** Currency of accounts that know only one. */
  readonly currency: string | null;
}

/** @param others ids of associated records, by kind; only deals have any */
export function toCard(
  kind: HubspotKind,
  record: ObjectRecord,
  others: Readonly<Partial<Record<HubspotKind, readonly string[]>>>,
  around: Surroundings,
): Card {
  const fields = base(FACTS[kind].cardKind, record, around);
  const { properties: of } = record;
  if (kind === 'companies') {
    const name = of['name'] || of['domain'] || `#${record.id}`;
    const more = of['hs_additional_domains']?.split(';') ?? [];
    return { ...fields, name, domains: domainsOf(of['domain'], of['website'], ...more) };
  }
  if (kind === 'contacts') return contactCard(fields, of, around.crmId);
  if (kind === 'deals') return dealCard(fields, of, others, around);
  return leadCard(fields, of, around);
}

type Properties = ObjectRecord['properties'];
type Fields = Omit<Card, 'name'>;

function contactCard(fields: Fields, of: Properties, crmId: CrmId): Card {
  const companyId = of['associatedcompanyid'];
  return {
    ...fields,
    name: fullName(of['firstname'], of['lastname']) || of['email'] || `#${fields.remoteId}`,
    addresses: addressesOf(of['email'], of['hs_additional_emails']?.split(';')),
    companyId: companyId ? cardIdOf(crmId, 'company', companyId) : null,
  };
}

function dealCard(
  fields: Fields,
  of: Properties,
  others: Readonly<Partial<Record<HubspotKind, readonly string[]>>>,
  { crmId, stages, currency: only }: Surroundings,
): Card {
  const stageId = of['dealstage'] || null;
  const status = (stageId === null ? undefined : stages.get(stageId)?.outcome) ?? 'open';
  const amount = of['amount'];
  const currency = of['deal_currency_code'] || only;
  const [companyId] = others.companies ?? [];
  return {
    ...fields,
    name: of['dealname'] || `#${fields.remoteId}`,
    status,
    stageId,
    companyId: companyId === undefined ? null : cardIdOf(crmId, 'company', companyId),
    peopleIds: (others.contacts ?? []).map((id) => cardIdOf(crmId, 'contact', id)),
    value: amount && currency ? { amount, currency } : null,
    // Of an open deal it is the day on which it is hoped to close.
    closedAt: status === 'open' || !of['closedate'] ? null : instantOf(of['closedate']),
  };
}

/**
 * A lead of HubSpot is always about a contact, who keeps the addresses: a lead that had them too would be its own contact's rival for
 * each mail. A qualified one counts as converted.
 */
function leadCard(fields: Fields, of: Properties, { crmId, leadStates }: Surroundings): Card {
  const isQualified = leadStates.get(of['hs_pipeline_stage'] ?? '') === 'QUALIFIED';
  const contactId = of['hs_primary_contact_id'];
  return {
    ...fields,
    name: of['hs_lead_name'] || `#${fields.remoteId}`,
    status: isQualified ? 'converted' : 'open',
    convertedToId: isQualified && contactId ? cardIdOf(crmId, 'contact', contactId) : null,
  };
}

/** Records that were merged into this one: gone, and this one stands for them. */
export function mergedInto(card: Card, record: ObjectRecord): readonly Card[] {
  const { crmId, kind, name, updatedAt } = card;
  const ids = record.properties['hs_merged_object_ids']?.split(';').filter((id) => id !== '' && id !== record.id) ?? [];
  return ids.map((remoteId) => ({
    ...blankCard({ crmId, kind, remoteId, createdAt: null, updatedAt }),
    name,
    goneAt: updatedAt,
    convertedToId: card.id,
  }));
}

/** A closed stage is a won one when the deal is certain there. */
export function toStage(record: StageRecord, pipeline: string, crmId: CrmId): Stage {
  const { id, label, displayOrder, metadata } = record;
  const isClosed = String(metadata?.isClosed ?? false) === 'true';
  const isWon = Number(metadata?.probability ?? 0) === 1;
  const outcome = isClosed ? (isWon ? 'won' : 'lost') : 'open';
  return { id, crmId, pipeline, name: label, position: displayOrder, outcome };
}

function base(kind: CardKind, { id, createdAt, updatedAt, properties }: ObjectRecord, around: Surroundings): Fields {
  const { crmId, owners } = around;
  const owner = owners.get(properties['hubspot_owner_id'] ?? '');
  const ids = { crmId, kind, remoteId: id, createdAt: moment(createdAt), updatedAt: moment(updatedAt) };
  return { ...blankCard(ids), ownerName: owner === undefined ? null : ownerName(owner) };
}

export function ownerName({ firstName, lastName, email, id }: OwnerRecord): string {
  return fullName(firstName, lastName) || email || `#${id}`;
}

/** Times of properties are ISO 8601, or milliseconds where an older interface wrote them. */
function instantOf(text: string): Card['updatedAt'] {
  return /^\d+$/.test(text) ? (Number(text) as Card['updatedAt']) : moment(text);
}
