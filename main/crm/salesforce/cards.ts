import type { z } from 'zod';
import type { Card, CardKind, Stage } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { hasCode } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import type { KindReader, KindSource } from '../changes-by-kind.ts';
import {
  accountRecord,
  contactRecord,
  idRecord,
  leadRecord,
  opportunityRecord,
  organization,
  stageRecord,
} from './records.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { timeLiteral } from './soql.ts';
import { companyCard, contactCard, dealCard, leadCard, toStage, type Surroundings } from './to-card.ts';

export const OBJECT_OF = {
  contact: 'Contact',
  company: 'Account',
  lead: 'Lead',
  deal: 'Opportunity',
} as const satisfies Record<CardKind, string>;

const KINDS = Object.keys(OBJECT_OF) as readonly CardKind[];
const STAMPS = 'Id, IsDeleted, CreatedDate, SystemModstamp, Owner.Name';
const COLUMNS = {
  contact: 'Name, Email, AccountId, MasterRecordId',
  company: 'Name, Website, MasterRecordId',
  lead: 'Name, Company, Email, MasterRecordId, IsConverted, ConvertedContactId, ConvertedOpportunityId',
  deal: 'Name, StageName, Amount, IsClosed, IsWon, CloseDate, AccountId, (SELECT ContactId FROM OpportunityContactRoles)',
} as const satisfies Record<CardKind, string>;

interface Currencies {
  readonly areSeveral: boolean;
  readonly standard: string | null;
}

/** Records with those in the recycle bin, in the order of their last change. */
export function salesforceCards(client: SalesforceClient, crmId: CrmId): KindSource {
  const stages = askedOnce(() => readStages(client, crmId));
  const currencies = askedOnce(() => readCurrencies(client));
  return {
    crmId,
    stages,
    kinds: () => Promise.resolve(KINDS),
    async reader(kind, since, signal) {
      const { areSeveral, standard } = await currencies();
      const stageIds = new Set((await stages()).map(({ id }) => id));
      const extra = kind === 'deal' && areSeveral ? ', CurrencyIsoCode' : '';
      const where = since === '' ? '' : ` WHERE SystemModstamp >= ${timeLiteral(since)}`;
      const soql = `SELECT ${STAMPS}, ${COLUMNS[kind]}${extra} FROM ${OBJECT_OF[kind]}${where} ORDER BY SystemModstamp, Id`;
      return readerOf(client, kind, soql, { crmId, currency: standard, stageIds }, signal);
    },
    count: (kind, signal) => client.count(OBJECT_OF[kind], signal),
    async ids(kind, signal) {
      const found = await client.query(`SELECT Id FROM ${OBJECT_OF[kind]}`, idRecord, signal);
      return found.map(({ Id }) => Id);
    },
  };
}

async function readStages(client: SalesforceClient, crmId: CrmId): Promise<readonly Stage[]> {
  const soql =
    'SELECT ApiName, MasterLabel, IsClosed, IsWon FROM OpportunityStage WHERE IsActive = true ORDER BY SortOrder';
  const found = await client.query(soql, stageRecord);
  return found.map((record, position) => toStage(record, position, crmId));
}

/** An organization that keeps this to itself has deals without a value. */
async function readCurrencies(client: SalesforceClient): Promise<Currencies> {
  try {
    const { features } = await client.get('/connect/organization', organization);
    return { areSeveral: features.multiCurrency, standard: features.defaultCurrencyIsoCode ?? null };
  } catch (error) {
    if (!hasCode(error, 'crm.forbidden', 'crm.card-gone')) throw error;
    return { areSeveral: false, standard: null };
  }
}

function readerOf(
  client: SalesforceClient,
  kind: CardKind,
  soql: string,
  around: Surroundings,
  signal: CancelSignal | undefined,
): KindReader {
  switch (kind) {
    case 'contact':
      return pagedReader(client, soql, contactRecord, (record) => contactCard(record, around), signal);
    case 'company':
      return pagedReader(client, soql, accountRecord, (record) => companyCard(record, around), signal);
    case 'lead':
      return pagedReader(client, soql, leadRecord, (record) => leadCard(record, around), signal);
    case 'deal':
      return pagedReader(client, soql, opportunityRecord, (record) => dealCard(record, around), signal);
  }
}

interface Stamped {
  readonly Id: string;
  readonly CreatedDate: string;
  readonly SystemModstamp: string;
}

/** Salesforce keeps the place in a query; what lies before the offset is passed over. */
function pagedReader<Item extends Stamped>(
  client: SalesforceClient,
  soql: string,
  shape: z.ZodType<Item>,
  toCard: (record: Item) => Card,
  signal: CancelSignal | undefined,
): KindReader {
  let last: readonly Item[] = [];
  let following: { readonly offset: number; readonly next: string } | null = null;
  return {
    async read(offset) {
      const isNext = following !== null && following.offset <= offset;
      let start = isNext && following !== null ? following.offset : 0;
      let page = await client.pageOfAll(
        isNext && following !== null ? { next: following.next } : { soql },
        shape,
        signal,
      );
      while (start + page.items.length <= offset && page.next !== null) {
        start += page.items.length;
        page = await client.pageOfAll({ next: page.next }, shape, signal);
      }
      following = page.next === null ? null : { offset: start + page.items.length, next: page.next };
      last = page.items.slice(offset - start);
      return {
        items: last.map((record) => {
          const { Id: id, CreatedDate: createdAt, SystemModstamp: changedAt } = record;
          return { id, createdAt, changedAt, content: record };
        }),
        isFull: page.next !== null,
      };
    },
    toCards(news) {
      const wanted = new Set(news.map(({ id }) => id));
      return Promise.resolve(last.filter(({ Id }) => wanted.has(Id)).map(toCard));
    },
  };
}
