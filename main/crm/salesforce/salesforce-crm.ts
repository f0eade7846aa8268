import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmConnector } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { changesByKind } from '../changes-by-kind.ts';
import type { Access } from '../connector-kind.ts';
import { firstAsked, refuseWithout } from '../http/at-sign-in.ts';
import type { Pace } from '../http/limiter.ts';
import { inTurn } from '../in-turn.ts';
import { attachEmail, detachEmail } from './attach.ts';
import { salesforceCards } from './cards.ts';
import { emailsOn, findOnCard } from './emails.ts';
import { objectFields, objectList, resources, userRecord } from './records.ts';
import { salesforceClient, type SalesforceClient } from './salesforce-client.ts';
import { quoted } from './soql.ts';

/**
 * Salesforce, where a mail becomes an EmailMessage: with one deal or company, which cannot be changed later, and with any number of
 * contacts and leads. A text holds 131,072 characters; what was left out is named below it. Files go as JSON, which holds 37.5 MB.
 */
export const SALESFORCE_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'one-and-people',
  recipientLimit: null,
  bodyLimitBytes: 120 * 1024,
  attachments: 'sent',
  attachmentLimitBytes: 25 * 1024 * 1024,
  storesMailAs: 'email',
  dedupe: 'lookup',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'delete-copy',
  showsForeignMail: true,
  isLocal: false,
};

/** What Mailpin does there, by object. */
const WANTED = [
  ['Lead', 'queryable'],
  ['Contact', 'queryable'],
  ['Account', 'queryable'],
  ['Opportunity', 'queryable'],
  ['EmailMessage', 'queryable'],
  ['EmailMessage', 'createable'],
  ['EmailMessage', 'deletable'],
  ['EmailMessageRelation', 'createable'],
  ['EmailMessageRelation', 'deletable'],
] as const;
const WORDS = { queryable: 'read', createable: 'create', deletable: 'delete' } as const;
/** A field that an administrator may make: text, unique, an external id. A package puts its own name in front. */
const UNIQUE_FIELD = /(?:^|__)Mailpin_Key__c$/i;

export function salesforceCrm(id: CrmId, baseUrl: string, access: Pick<Access, 'bearer'>, pace?: Pace): CrmConnector {
  const client = salesforceClient(baseUrl, access, pace);
  const cards = salesforceCards(client, id);
  const parts = { client, uniqueField: askedOnce(() => findUniqueField(client)) };
  const oneByOne = inTurn();
  return {
    id,
    capabilities: SALESFORCE_CAPABILITIES,
    async check(signal) {
      const userId = await whoAmI(client, new URL(baseUrl).host, signal);
      refuseWithout(await missingRights(client, signal));
      const soql = `SELECT Id, Name, Username FROM User WHERE Id = ${quoted(userId)}`;
      const [user] = await client.query(soql, userRecord, signal);
      return { user: user?.Name ?? user?.Username ?? userId };
    },
    changes: (cursor, signal) => changesByKind(cards, cursor, signal),
    findActivity: (key, cardId, signal) => findOnCard(client, key, cardId, signal),
    attach: (activity, cardId, signal) => oneByOne(activity.key, () => attachEmail(parts, activity, cardId, signal)),
    detach: (key, cardId, signal) => oneByOne(key, () => detachEmail(parts, key, cardId, signal)),
    activitiesOn: (cardId, signal) => emailsOn(client, cardId, signal),
  };
}

/** The first page of the interface names its user by an address that ends in the user's id. */
async function whoAmI(client: SalesforceClient, host: string, signal: CancelSignal | undefined): Promise<string> {
  const { identity } = await firstAsked(host, () => client.get('', resources, signal));
  return identity.split('/').at(-1) ?? '';
}

/** An object that is not in the list is one that the user may not see, or that the organization has switched off. */
async function missingRights(client: SalesforceClient, signal: CancelSignal | undefined): Promise<readonly string[]> {
  const { sobjects } = await client.get('/sobjects', objectList, signal);
  const byName = new Map(sobjects.map((one) => [one.name, one]));
  return WANTED.filter(([name, right]) => byName.get(name)?.[right] !== true).map(
    ([name, right]) => `${name}: ${WORDS[right]}`,
  );
}

async function findUniqueField(client: SalesforceClient): Promise<string | null> {
  const { fields } = await client.get('/sobjects/EmailMessage/describe', objectFields);
  const found = fields.find(
    ({ name, createable, externalId, unique }) => UNIQUE_FIELD.test(name) && createable && externalId && unique,
  );
  return found?.name ?? null;
}
