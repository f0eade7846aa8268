import type { Card, Stage } from '../../../app/domain/card.ts';
import type { CrmId, UnixMs } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf, fullName, moment } from '../card-fields.ts';
import type { TwentyCardKind } from './kinds.ts';
import type { CompanyRecord, OpportunityRecord, PersonRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly owners: ReadonlyMap<string, string>;
  readonly stages: readonly Stage[];
}

export function companyCard(record: CompanyRecord, around: Surroundings): Card {
  const { domainName } = record;
  return {
    ...base('company', record, record.accountOwnerId, around),
    name: named(record.name, record.id),
    domains: domainsOf(domainName?.primaryLinkUrl, ...(domainName?.secondaryLinks ?? []).map(({ url }) => url)),
  };
}

export function contactCard(record: PersonRecord, around: Surroundings): Card {
  return {
    ...base('contact', record, null, around),
    name: named(fullName(record.name?.firstName, record.name?.lastName), record.id),
    addresses: addressesOf(record.emails?.primaryEmail, record.emails?.additionalEmails ?? []),
    companyId: linked('company', record.companyId, around),
  };
}

export function dealCard(record: OpportunityRecord, around: Surroundings): Card {
  const { amount, stage = null, closeDate, pointOfContactId } = record;
  const card = base('deal', record, record.ownerId, around);
  const status = around.stages.find(({ id }) => id === stage)?.outcome ?? 'open';
  const person = linked('contact', pointOfContactId, around);
  return {
    ...card,
    name: named(record.name, record.id),
    status,
    stageId: stage,
    companyId: linked('company', record.companyId, around),
    peopleIds: person === null ? [] : [person],
    value: moneyOf(amount),
    closedAt: status === 'open' ? null : closedAt(closeDate, card.updatedAt),
  };
}

/** The day is the one on which it is hoped to close; that a deal closed on a day to come is not known before its last change. */
function closedAt(day: string | null | undefined, changedAt: UnixMs | null): UnixMs | null {
  const at = day === null || day === undefined ? NaN : Date.parse(day);
  return Number.isNaN(at) || (changedAt !== null && at > changedAt) ? changedAt : (at as UnixMs);
}

function moneyOf(amount: OpportunityRecord['amount']): Card['value'] {
  const micros = amount?.amountMicros;
  const currency = amount?.currencyCode;
  if (micros === null || micros === undefined || !currency) return null;
  return { amount: String(Number(micros) / 1_000_000), currency };
}

interface Stamped {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt?: string | null | undefined;
}

function base(
  kind: TwentyCardKind,
  { id, createdAt, updatedAt, deletedAt }: Stamped,
  ownerId: string | null | undefined,
  { crmId, owners }: Surroundings,
): Omit<Card, 'name'> {
  const times = { createdAt: moment(createdAt), updatedAt: moment(updatedAt) };
  return {
    ...blankCard({ crmId, kind, remoteId: id, ...times }),
    ownerName: owners.get(ownerId ?? '') ?? null,
    goneAt: deletedAt === null || deletedAt === undefined ? null : moment(deletedAt),
  };
}

function named(name: string | null | undefined, id: string): string {
  return name || `#${id.slice(0, 8)}`;
}

function linked(kind: TwentyCardKind, id: string | null | undefined, { crmId }: Surroundings): Card['companyId'] {
  return id === null || id === undefined ? null : cardIdOf(crmId, kind, id);
}
