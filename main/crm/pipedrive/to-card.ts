import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf, moment } from '../card-fields.ts';
import type { DealRecord, LeadRecord, OrganizationRecord, PersonRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly owners: ReadonlyMap<number, string>;
  readonly stages: readonly Stage[];
  readonly user: string;
  readonly company: string;
  readonly isAdmin: boolean;
}

export function companyCard(record: OrganizationRecord, around: Surroundings): Card {
  return {
    ...base('company', record, around),
    name: named(record.name, record.id),
    domains: domainsOf(record.website),
  };
}

export function contactCard(record: PersonRecord, around: Surroundings): Card {
  const emails = record.emails ?? [];
  const primary = emails.find((one) => one.primary === true) ?? emails[0];
  return {
    ...base('contact', record, around),
    name: named(record.name, record.id),
    addresses: addressesOf(
      primary?.value,
      emails.map(({ value }) => value),
    ),
    companyId: linked('company', record.org_id, around),
  };
}

/** @param participants everybody on the deal, its own person included */
export function dealCard(record: DealRecord, participants: readonly number[], around: Surroundings): Card {
  const { status, currency, value, won_time: wonAt, lost_time: lostAt, close_time: closedAt } = record;
  const outcome = status === 'won' || status === 'lost' ? status : 'open';
  const endedAt = closedAt ?? (outcome === 'won' ? wonAt : lostAt) ?? null;
  return {
    ...base('deal', record, around),
    name: named(record.title, record.id),
    status: outcome,
    stageId: record.stage_id === null || record.stage_id === undefined ? null : String(record.stage_id),
    companyId: linked('company', record.org_id, around),
    peopleIds: participants.map((id) => cardIdOf(around.crmId, 'contact', id)),
    value: currency && value !== null && value !== undefined ? { amount: String(value), currency } : null,
    closedAt: outcome === 'open' || endedAt === null ? null : moment(endedAt),
  };
}

/**
 * A lead of Pipedrive is about a person or an organization, who keep the addresses: a lead that had them too would be its own person's
 * rival for each mail.
 */
export function leadCard(record: LeadRecord, around: Surroundings): Card {
  return {
    ...base('lead', record, around),
    name: record.title,
    companyId: linked('company', record.organization_id, around),
  };
}

/** The lead that a deal was made of: Pipedrive deletes it, and the deal stands for it. */
export function convertedLead(deal: Card, leadId: string): Card {
  const { crmId, name, updatedAt } = deal;
  return {
    ...blankCard({ crmId, kind: 'lead', remoteId: leadId, createdAt: null, updatedAt }),
    name,
    status: 'converted',
    goneAt: updatedAt,
    convertedToId: deal.id,
  };
}

interface Stamped {
  readonly id: number | string;
  readonly owner_id?: number | null | undefined;
  readonly add_time: string;
  readonly update_time?: string | null | undefined;
  readonly is_deleted?: boolean | null | undefined;
}

function base(kind: CardKind, record: Stamped, { crmId, owners }: Surroundings): Omit<Card, 'name'> {
  const createdAt = moment(record.add_time);
  const updatedAt = moment(record.update_time ?? record.add_time);
  return {
    ...blankCard({ crmId, kind, remoteId: String(record.id), createdAt, updatedAt }),
    ownerName: owners.get(record.owner_id ?? 0) ?? null,
    goneAt: record.is_deleted === true ? updatedAt : null,
  };
}

function named(name: string | null | undefined, id: number): string {
  return name || `#${String(id)}`;
}

function linked(kind: CardKind, id: number | null | undefined, { crmId }: Surroundings): Card['companyId'] {
  return id === null || id === undefined ? null : cardIdOf(crmId, kind, id);
}
