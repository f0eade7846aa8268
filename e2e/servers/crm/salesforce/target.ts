import { SALESFORCE, startSalesforce, type FakeSalesforce, type SalesforceOptions } from '../salesforce.ts';
import type { StandIn } from '../stand-in.ts';
import { idOf } from './tables.ts';

export const SALESFORCE_IDS = {
  company: idOf('001', 10),
  contact: idOf('003', 11),
  other: idOf('003', 12),
  lead: idOf('00Q', 20),
  deal: idOf('006', 30),
  otherDeal: idOf('006', 31),
} as const;
const OWNER = { 'Owner.Name': 'Sally Berg' } as const;

/** A Salesforce with cards of each kind: Ana and Ben of Acme, two deals, and a lead. */
export async function salesforceWithCards(options: SalesforceOptions = {}): Promise<FakeSalesforce> {
  const server = await startSalesforce(options);
  const { company, contact, other, lead, deal, otherDeal } = SALESFORCE_IDS;
  server.put('Account', { Id: company, Name: 'Acme', Website: 'https://www.acme.example', ...OWNER });
  server.put('Contact', { Id: contact, Name: 'Ana Ito', Email: 'Ana@Acme.example', AccountId: company, ...OWNER });
  server.put('Contact', { Id: other, Name: 'Ben Ito', Email: 'ben@acme.example', AccountId: company, ...OWNER });
  const person = { Name: 'Leo Lead', Company: 'New', Email: 'leo@new.example' };
  server.put('Lead', { Id: lead, ...person, IsConverted: false, ...OWNER });
  const open = { IsClosed: false, IsWon: false, AccountId: company, ...OWNER };
  const pumps = { Name: 'Pumps', StageName: 'Proposal/Price Quote', Amount: 1234.5 };
  server.put('Opportunity', { Id: deal, ...pumps, CloseDate: '2026-12-31', ...open });
  server.put('OpportunityContactRole', { OpportunityId: deal, ContactId: contact });
  const valves = { Name: 'Valves', StageName: 'Qualification', Amount: null };
  server.put('Opportunity', { Id: otherDeal, ...valves, CloseDate: '2026-12-31', ...open });
  return server;
}

export async function salesforceTarget(options: SalesforceOptions = {}): Promise<StandIn> {
  const server = await salesforceWithCards(options);
  return {
    url: server.url,
    values: { token: SALESFORCE.token },
    fill: (contactCount) => {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('Contact', { Name: `C${String(at)}`, Email: null, AccountId: null, ...OWNER });
      }
      return Promise.resolve();
    },
    onDeal: () => server.emailsOn(SALESFORCE_IDS.deal),
    stop: () => server.stop(),
  };
}

/** Asking for a token changes nothing. */
export function isSalesforceWrite(method: string, path: string): boolean {
  return method !== 'GET' && !path.startsWith('/services/oauth2/');
}
