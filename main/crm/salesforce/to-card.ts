import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId, UnixMs } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf, moment } from '../card-fields.ts';
import type { AccountRecord, ContactRecord, LeadRecord, OpportunityRecord, StageRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  /** ISO 4217; null where Salesforce does not say. */
  readonly currency: string | null;
  readonly stageIds: ReadonlySet<string>;
}

export function contactCard(record: ContactRecord, { crmId }: Surroundings): Card {
  return {
    ...base('contact', record, crmId),
    name: record.Name ?? record.Email ?? record.Id,
    addresses: addressesOf(record.Email),
    companyId: record.AccountId === null ? null : cardIdOf(crmId, 'company', record.AccountId),
    ...mergedInto('contact', record.MasterRecordId, crmId),
  };
}

export function companyCard(record: AccountRecord, { crmId }: Surroundings): Card {
  return {
    ...base('company', record, crmId),
    name: record.Name ?? record.Id,
    domains: domainsOf(record.Website),
    ...mergedInto('company', record.MasterRecordId, crmId),
  };
}

/** A converted lead stays where it is, and leads to the contact that it became. */
export function leadCard(record: LeadRecord, { crmId }: Surroundings): Card {
  const { ConvertedContactId: contact, ConvertedOpportunityId: deal } = record;
  const became = contact === null ? null : cardIdOf(crmId, 'contact', contact);
  const alsoBecame = deal === null ? null : cardIdOf(crmId, 'deal', deal);
  return {
    ...base('lead', record, crmId),
    name: record.Name ?? record.Company ?? record.Email ?? record.Id,
    addresses: addressesOf(record.Email),
    ...(record.IsConverted && { status: 'converted', convertedToId: became ?? alsoBecame }),
    ...mergedInto('lead', record.MasterRecordId, crmId),
  };
}

export function dealCard(record: OpportunityRecord, { crmId, currency, stageIds }: Surroundings): Card {
  const { StageName: stage, Amount: amount, IsClosed: isClosed, CloseDate: closeDate } = record;
  const people = (record.OpportunityContactRoles?.records ?? []).flatMap((role) => role.ContactId ?? []);
  const code = record.CurrencyIsoCode ?? currency;
  return {
    ...base('deal', record, crmId),
    name: record.Name ?? record.Id,
    status: !isClosed ? 'open' : record.IsWon ? 'won' : 'lost',
    stageId: stage !== null && stageIds.has(stage) ? stage : null,
    companyId: record.AccountId === null ? null : cardIdOf(crmId, 'company', record.AccountId),
    peopleIds: [...new Set(people)].map((id) => cardIdOf(crmId, 'contact', id)),
    value: amount === null || code === null ? null : { amount: String(amount), currency: code },
    closedAt: isClosed ? moment(closeDate ?? record.SystemModstamp) : null,
  };
}

export function toStage(record: StageRecord, position: number, crmId: CrmId): Stage {
  return {
    id: record.ApiName,
    crmId,
    pipeline: 'Pipeline',
    name: record.MasterLabel,
    position,
    outcome: !record.IsClosed ? 'open' : record.IsWon ? 'won' : 'lost',
  };
}

type Stamped = Pick<ContactRecord, 'Id' | 'IsDeleted' | 'CreatedDate' | 'SystemModstamp' | 'Owner'>;

function base(kind: CardKind, record: Stamped, crmId: CrmId): Omit<Card, 'name'> {
  const { Id: remoteId, IsDeleted: isDeleted, CreatedDate: created, SystemModstamp: changed } = record;
  const updatedAt: UnixMs = moment(changed);
  return {
    ...blankCard({ crmId, kind, remoteId, createdAt: moment(created), updatedAt }),
    ownerName: record.Owner?.Name ?? null,
    goneAt: isDeleted ? updatedAt : null,
  };
}

/** The record that a merge left behind names the one that stayed. */
function mergedInto(kind: CardKind, masterId: string | null, crmId: CrmId): Partial<Pick<Card, 'convertedToId'>> {
  return masterId === null ? {} : { convertedToId: cardIdOf(crmId, kind, masterId) };
}
