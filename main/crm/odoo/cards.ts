import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { hasCode } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { MarkedRecord } from '../change-marks.ts';
import type { KindReader, KindSource } from '../changes-by-kind.ts';
import type { Domain } from './model-call.ts';
import type { OdooClient } from './odoo-client.ts';
import {
  companyRecord,
  idRecord,
  leadRecord,
  partnerRecord,
  stageRecord,
  teamStageRecord,
  type LeadRecord,
  type PartnerRecord,
  type StageRecord,
} from './records.ts';
import { dealCard, leadCard, partnerCard, toStage, type Surroundings } from './to-card.ts';

const PAGE_RECORDS = 500;
const MANY_IDS = 50_000;

/** Archived records are left out of a search that does not ask for them. */
const ALL: Domain = [['active', 'in', [true, false]]];
const IS_COMPANY: Domain = [...ALL, ['is_company', '=', true]];
/** Where the cards of a kind are. A converted lead keeps its card, which points at the opportunity. */
export const SOURCES = {
  contact: { model: 'res.partner', domain: [...ALL, ['is_company', '=', false]] },
  company: { model: 'res.partner', domain: IS_COMPANY },
  lead: { model: 'crm.lead', domain: [...ALL, '|', ['type', '=', 'lead'], ['date_conversion', '!=', false]] },
  deal: { model: 'crm.lead', domain: [...ALL, ['type', '=', 'opportunity']] },
} as const satisfies Record<CardKind, { readonly model: string; readonly domain: Domain }>;

const KINDS = Object.keys(SOURCES) as readonly CardKind[];

export function odooCards(client: OdooClient, crmId: CrmId, stages: () => Promise<readonly Stage[]>): KindSource {
  return {
    crmId,
    stages,
    kinds: () => Promise.resolve(KINDS),
    reader: async (kind, since, signal) => kindReader(client, crmId, kind, since, await stages(), signal),
    count: (kind, signal) => client.count(SOURCES[kind].model, SOURCES[kind].domain, signal),
    ids: async (kind, signal) => {
      const { model, domain } = SOURCES[kind];
      const found = await client.search(model, idRecord, { domain, order: 'id', limit: MANY_IDS * 10, signal });
      return found.map(({ id }) => id);
    },
  };
}

/** In the order in which they stand on Odoo's board. A version that knows no such field refuses it. */
export async function readStages(client: OdooClient, crmId: CrmId): Promise<readonly Stage[]> {
  const ask = { domain: [], order: 'sequence, id' } as const;
  const found: readonly StageRecord[] = await client
    .search('crm.stage', teamStageRecord, ask)
    .catch((error: unknown) => {
      if (!hasCode(error, 'crm.invalid')) throw error;
      return client.search('crm.stage', stageRecord, ask);
    });
  return found.map((record, position) => toStage(record, position, crmId));
}

function kindReader(
  client: OdooClient,
  crmId: CrmId,
  kind: CardKind,
  since: string,
  stages: readonly Stage[],
  signal: CancelSignal | undefined,
): KindReader {
  const { model, domain } = SOURCES[kind];
  const changed: Domain = since === '' ? domain : [...domain, ['write_date', '>=', since]];
  const page = { domain: changed, order: 'write_date, id', limit: PAGE_RECORDS, signal } as const;
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  if (kind === 'contact' || kind === 'company') {
    let last: readonly PartnerRecord[] = [];
    return {
      async read(offset) {
        last = await client.search(model, partnerRecord, { ...page, offset });
        return { items: last.map(marked), isFull: last.length === PAGE_RECORDS };
      },
      async toCards(news) {
        const records = chosen(last, news);
        const named = records.map(({ commercial_partner_id: company }) => company);
        const around = { crmId, stages: byId, ...(await companiesAmong(client, named, signal)) };
        return records.map((record) => partnerCard(kind, record, around));
      },
    };
  }
  let last: readonly LeadRecord[] = [];
  return {
    async read(offset) {
      last = await client.search(model, leadRecord, { ...page, offset });
      return { items: last.map(marked), isFull: last.length === PAGE_RECORDS };
    },
    async toCards(news): Promise<readonly Card[]> {
      const records = chosen(last, news);
      const named = records.map(({ partner_id: partner }) => partner);
      const around = { crmId, stages: byId, ...(await companiesAmong(client, named, signal)) };
      return records.map((record) => (kind === 'lead' ? leadCard(record, around) : dealCard(record, around)));
    },
  };
}

/** Which of the named partners are companies, and which companies the others belong to. */
async function companiesAmong(
  client: OdooClient,
  named: readonly (readonly [number, string] | false)[],
  signal: CancelSignal | undefined,
): Promise<Pick<Surroundings, 'companies' | 'companyOf'>> {
  const ids = [...new Set(named.flatMap((one) => (one === false ? [] : one[0])))];
  if (ids.length === 0) return { companies: new Set(), companyOf: new Map() };
  const partners = await client.search('res.partner', companyRecord, {
    domain: [...ALL, ['id', 'in', ids]],
    signal,
  });
  const above = partners.flatMap(({ id, commercial_partner_id: top }) =>
    top === false || top[0] === id ? [] : [[id, top[0]] as const],
  );
  const topIds = above.map(([, top]) => top);
  const domain: Domain = [...IS_COMPANY, ['id', 'in', topIds]];
  const tops = topIds.length === 0 ? [] : await client.search('res.partner', idRecord, { domain, signal });
  const known = new Set(tops.map(({ id }) => id));
  return {
    companies: new Set(partners.filter((one) => one.is_company).map(({ id }) => id)),
    companyOf: new Map(above.filter(([, top]) => known.has(top))),
  };
}

interface OdooRecord {
  readonly id: number;
  readonly create_date: string | false;
  readonly write_date: string | false;
}

function marked(record: OdooRecord): MarkedRecord {
  const { id, create_date: created, write_date: changed } = record;
  return { id: String(id), createdAt: created || '', changedAt: changed || '', content: record };
}

function chosen<Item extends OdooRecord>(last: readonly Item[], news: readonly MarkedRecord[]): readonly Item[] {
  const wanted = new Set(news.map(({ id }) => id));
  return last.filter(({ id }) => wanted.has(String(id)));
}
