import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId, UnixMs } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf } from '../card-fields.ts';
import type { AccountRecord, ContactRecord, DealRecord, LeadRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly stages: ReadonlyMap<string, Stage>;
}

export function contactCard(record: ContactRecord, { crmId }: Surroundings): Card {
  return {
    ...base('contact', record, crmId),
    name: record.name || record.emailAddress || `#${record.id}`,
    addresses: allAddresses(record),
    companyId: linked(crmId, 'company', record.accountId),
  };
}

export function companyCard(record: AccountRecord, { crmId }: Surroundings): Card {
  return {
    ...base('company', record, crmId),
    name: record.name || `#${record.id}`,
    addresses: allAddresses(record),
    domains: domainsOf(record.website),
  };
}

/** A lead that was converted names what became of it: a contact, or a company alone. */
export function leadCard(record: LeadRecord, { crmId }: Surroundings): Card {
  const { status, createdContactId, createdAccountId } = record;
  const isConverted = status === 'Converted';
  const became = linked(crmId, 'contact', createdContactId) ?? linked(crmId, 'company', createdAccountId);
  return {
    ...base('lead', record, crmId),
    name: record.name || record.accountName || record.emailAddress || `#${record.id}`,
    addresses: allAddresses(record),
    status: isConverted ? 'converted' : 'open',
    convertedToId: isConverted ? became : null,
  };
}

export function dealCard(record: DealRecord, { crmId, stages }: Surroundings): Card {
  const { stage, amount, amountCurrency, contactsIds } = record;
  const known = stage === null || stage === undefined ? undefined : stages.get(stage);
  const status = known?.outcome ?? 'open';
  const hasValue = amount !== null && amount !== undefined && amountCurrency !== null && amountCurrency !== undefined;
  return {
    ...base('deal', record, crmId),
    name: record.name || `#${record.id}`,
    status,
    stageId: known?.id ?? null,
    companyId: linked(crmId, 'company', record.accountId),
    peopleIds: (contactsIds ?? []).map((id) => cardIdOf(crmId, 'contact', id)),
    value: hasValue ? { amount: String(amount), currency: amountCurrency } : null,
    closedAt: status === 'open' ? null : closedAt(record),
  };
}

/** EspoCRM writes every time in UTC, with whole seconds and without a zone. */
export function espoMoment(text: string): UnixMs {
  return Date.parse(`${text.replace(' ', 'T')}Z`) as UnixMs;
}

/** The day a deal was closed is the user's word and may lie ahead; then the last change is the nearest that is known. */
function closedAt({ closeDate, modifiedAt }: DealRecord): UnixMs | null {
  const ends = closeDate === null || closeDate === undefined ? Number.NaN : Date.parse(`${closeDate}T23:59:59Z`);
  const changed = modifiedAt === null || modifiedAt === undefined ? Number.NaN : espoMoment(modifiedAt);
  const known = [ends, changed].filter((ms) => !Number.isNaN(ms));
  return known.length === 0 ? null : (Math.min(...known) as UnixMs);
}

interface Stamped {
  readonly id: string;
  readonly createdAt?: string | null | undefined;
  readonly modifiedAt?: string | null | undefined;
  readonly assignedUserName?: string | null | undefined;
}

function base(kind: CardKind, record: Stamped, crmId: CrmId): Omit<Card, 'name'> {
  const { id, createdAt, modifiedAt, assignedUserName } = record;
  const times = {
    createdAt: createdAt === null || createdAt === undefined ? null : espoMoment(createdAt),
    updatedAt: espoMoment(modifiedAt ?? createdAt ?? '1970-01-01 00:00:00'),
  };
  return { ...blankCard({ crmId, kind, remoteId: id, ...times }), ownerName: assignedUserName ?? null };
}

interface Addressed {
  readonly emailAddress?: string | null | undefined;
  readonly emailAddressData?: readonly { readonly emailAddress: string }[] | null | undefined;
}

function allAddresses({ emailAddress, emailAddressData }: Addressed): Card['addresses'] {
  return addressesOf(
    emailAddress,
    (emailAddressData ?? []).map((one) => one.emailAddress),
  );
}

function linked(crmId: CrmId, kind: CardKind, id: string | null | undefined): Card['companyId'] {
  return id === null || id === undefined || id === '' ? null : cardIdOf(crmId, kind, id);
}
