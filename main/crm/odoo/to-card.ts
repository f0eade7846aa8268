import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId, UnixMs } from '../../../app/domain/ids.ts';
import { addressesOf, blankCard, cardIdOf, domainsOf } from '../card-fields.ts';
import type { LeadRecord, PartnerRecord, StageRecord } from './records.ts';

/** What else a card needs besides its own record. */
export interface Surroundings {
  readonly crmId: CrmId;
  readonly stages: ReadonlyMap<string, Stage>;
  /** Partners that are companies, among those that records of the page name. */
  readonly companies: ReadonlySet<number>;
  /** The company of a partner who is none. */
  readonly companyOf: ReadonlyMap<number, number>;
}

/** People and companies are both partners in Odoo. Archived ones are seen by nobody there. */
export function partnerCard(kind: 'contact' | 'company', record: PartnerRecord, around: Surroundings): Card {
  const { id, email, name, active, website, commercial_partner_id: company } = record;
  const companyId = company !== false && company[0] !== id && around.companies.has(company[0]) ? company[0] : null;
  return {
    ...base(kind, record, around.crmId),
    name: name || email || `#${String(id)}`,
    addresses: mailAddresses(email),
    domains: kind === 'company' ? domainsOf(website || null) : [],
    companyId: kind === 'contact' && companyId !== null ? cardIdOf(around.crmId, 'company', companyId) : null,
    goneAt: active ? null : odooMoment(record.write_date),
  };
}

/** A lead that became an opportunity is the same record with another type: the lead's card points at the deal's. */
export function leadCard(record: LeadRecord, { crmId }: Surroundings): Card {
  const { id, type, active, contact_name: person, partner_name: company, email_from: email } = record;
  const isConverted = type !== 'lead';
  return {
    ...base('lead', record, crmId),
    name: person || company || record.name || email || `#${String(id)}`,
    addresses: mailAddresses(email),
    status: isConverted ? 'converted' : 'open',
    convertedToId: isConverted ? cardIdOf(crmId, 'deal', id) : null,
    goneAt: active || isConverted ? null : odooMoment(record.write_date),
  };
}

/** An opportunity that was archived is lost; one in a stage that wins is won. */
export function dealCard(record: LeadRecord, { crmId, stages, companies, companyOf }: Surroundings): Card {
  const {
    id,
    name,
    active,
    stage_id: stage,
    partner_id: partner,
    expected_revenue: revenue,
    company_currency,
  } = record;
  const known = stage === false ? undefined : stages.get(String(stage[0]));
  const status = active ? (known?.outcome ?? 'open') : 'lost';
  const partnerId = partner === false ? null : partner[0];
  const isCompany = partnerId !== null && companies.has(partnerId);
  const company = partnerId === null ? undefined : isCompany ? partnerId : companyOf.get(partnerId);
  const closed = record.date_closed || record.write_date;
  return {
    ...base('deal', record, crmId),
    name: name || `#${String(id)}`,
    status,
    stageId: known?.id ?? null,
    companyId: company === undefined ? null : cardIdOf(crmId, 'company', company),
    peopleIds: partnerId === null || isCompany ? [] : [cardIdOf(crmId, 'contact', partnerId)],
    value:
      revenue === false || company_currency === false
        ? null
        : { amount: String(revenue), currency: company_currency[1] },
    closedAt: status === 'open' ? null : odooMoment(closed),
  };
}

export function toStage(record: StageRecord, position: number, crmId: CrmId): Stage {
  return {
    id: String(record.id),
    crmId,
    pipeline: record.team_id === undefined || record.team_id === false ? 'Pipeline' : record.team_id[1],
    name: record.name,
    position,
    outcome: record.is_won ? 'won' : 'open',
  };
}

/** Odoo writes times in UTC, with whole seconds and without a zone. */
export function odooMoment(text: string | false): UnixMs {
  return Date.parse(`${text === false ? '1970-01-01 00:00:00' : text}Z`.replace(' ', 'T')) as UnixMs;
}

/** `2026-03-01 09:41:07`, in UTC. */
export function odooTime(at: UnixMs): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** One field may hold several addresses. */
function mailAddresses(email: string | false): Card['addresses'] {
  const [first, ...others] = email === false ? [] : email.split(/[,;]/);
  return addressesOf(first, others);
}

type Stamped = Pick<PartnerRecord, 'id' | 'create_date' | 'write_date' | 'user_id'>;

function base(kind: CardKind, record: Stamped, crmId: CrmId): Omit<Card, 'name'> {
  const { id, create_date: created, write_date: changed, user_id: owner } = record;
  const createdAt = created === false ? null : odooMoment(created);
  const times = { createdAt, updatedAt: odooMoment(changed || created) };
  return {
    ...blankCard({ crmId, kind, remoteId: String(id), ...times }),
    ownerName: owner === false ? null : owner[1],
  };
}
