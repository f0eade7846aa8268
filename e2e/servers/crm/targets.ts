/** The stand-in of every connector, with cards of each kind in it: what the conformance suite runs against without a server. */
import { CONNECTOR_NAMES, type ConnectorName } from '../../../app/domain/crm-account.ts';
import { espoTarget } from './espocrm/target.ts';
import { HUBSPOT_TOKEN, startHubspot } from './hubspot.ts';
import { isOdooWrite, odooTarget } from './odoo/target.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from './pipedrive.ts';
import { isSalesforceWrite, salesforceTarget } from './salesforce/target.ts';
import { NO_SYNC, SELL_TOKEN, startSell, type FakeSell } from './sell.ts';
import type { StandIn } from './stand-in.ts';
import { twentyTarget } from './twenty/target.ts';

export interface Target {
  /** @param clock by which the rate limits are counted, where there are any */
  readonly start: (clock?: () => number) => Promise<StandIn>;
  /** Which requests change something, where that is not told by the method. */
  readonly isWrite?: (method: string, path: string, body: string) => boolean;
}

export const TARGETS: Readonly<Record<ConnectorName, Target>> = {
  hubspot: { start: hubspotTarget, isWrite: (method, path) => method !== 'GET' && !READING.test(path) },
  pipedrive: { start: pipedriveTarget },
  sell: { start: () => sellTarget('has') },
  espocrm: { start: espoTarget },
  odoo: { start: () => odooTarget(), isWrite: isOdooWrite },
  salesforce: { start: () => salesforceTarget(), isWrite: isSalesforceWrite },
  twenty: { start: twentyTarget },
};

/** What the suite is run against without a server: a stand-in of each connector, and of those that speak with a CRM in two ways. */
export const TRIALS: readonly { readonly name: string; readonly connector: ConnectorName; readonly target: Target }[] =
  [
    ...CONNECTOR_NAMES.map((name) => ({ name, connector: name, target: TARGETS[name] })),
    { name: 'odoo 19', connector: 'odoo', target: { start: () => odooTarget({ version: 19 }), isWrite: isOdooWrite } },
    { name: 'sell by pages', connector: 'sell', target: { start: () => sellTarget(NO_SYNC) } },
  ];

/** HubSpot's searches and batch reads are POST too. */
const READING = /\/(?:search|batch\/read|access-token-info)$/;

async function hubspotTarget(clock?: () => number): Promise<StandIn> {
  const server = await startHubspot(clock);
  server.put('companies', '100', { name: 'Acme', domain: 'acme.example' });
  const person = { firstname: 'Ana', lastname: 'Ito', email: 'ana@acme.example' };
  server.put('contacts', '200', { ...person, associatedcompanyid: '100', hubspot_owner_id: '7' });
  const deal = { dealname: 'Pumps', amount: '1234.50', dealstage: 'contractsent' };
  server.put('deals', '300', deal, { contacts: ['200'], companies: ['100'] });
  server.put('leads', '400', { hs_lead_name: 'Pumps for Acme', hs_pipeline_stage: 'new-stage-id' });
  server.index();
  return {
    url: server.url,
    values: { token: HUBSPOT_TOKEN },
    searchLagMs: 100,
    fill(contactCount) {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('contacts', String(10_000 + at), { firstname: `Contact ${String(at)}` });
      }
      server.index();
      return Promise.resolve();
    },
    onDeal: () => server.emailsOn('deals', '300').map((email) => email['hs_email_subject'] ?? ''),
    stop: () => server.stop(),
  };
}

async function pipedriveTarget(clock?: () => number): Promise<StandIn> {
  const server = await startPipedrive(clock);
  server.put('organizations', { id: 100, name: 'Acme', website: 'https://www.acme.example', owner_id: 7 });
  const emails = [{ value: 'ana@acme.example', primary: true, label: 'work' }];
  server.put('persons', { id: 200, name: 'Ana Ito', org_id: 100, owner_id: 7, emails });
  const deal = { title: 'Pumps', status: 'open', stage_id: 12, person_id: 200, org_id: 100 };
  server.put('deals', { id: 300, ...deal, value: 1234.5, currency: 'EUR' });
  server.put('leads', {
    id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    title: 'Valves',
    person_id: 200,
    organization_id: 100,
  });
  return {
    url: server.url,
    values: { token: PIPEDRIVE_TOKEN },
    fill(contactCount) {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('persons', { id: 10_000 + at, name: `Contact ${String(at)}`, emails: [] });
      }
      return Promise.resolve();
    },
    onDeal: () => server.notes().flatMap((note) => (note.deal_id === 300 ? subjectOf(note.content) : [])),
    stop: () => server.stop(),
  };
}

/** @param sync whether its plan has the Sync API */
async function sellTarget(sync: Parameters<FakeSell['setSync']>[0]): Promise<StandIn> {
  const server = await startSell();
  server.setSync(sync);
  server.put('contacts', { id: 100, is_organization: true, name: 'Acme', website: 'https://www.acme.example/about' });
  server.put('contacts', { id: 200, is_organization: false, contact_id: 100, name: 'Ana', email: 'ana@acme.example' });
  server.put('leads', { id: 400, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.example', owner_id: 7 });
  const deal = { id: 300, name: 'Pumps', stage_id: 12, contact_id: 200, organization_id: 100, associated: [200] };
  server.put('deals', { ...deal, value: '1234.50', currency: 'EUR' });
  return {
    url: server.url,
    values: { token: SELL_TOKEN },
    fill: (contactCount) => {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('contacts', { id: 10_000 + at, is_organization: false, name: `Contact ${String(at)}` });
      }
      return Promise.resolve();
    },
    onDeal: () => server.notesOn('deal', 300).map(subjectOf),
    stop: () => server.stop(),
  };
}

/** Of a note, as text or as HTML. */
function subjectOf(content: string): string {
  return /^Subject: (.*?)(?:<br>|\n)/.exec(content)?.[1] ?? content;
}
