/** A CRM elsewhere by command line: the built program, a process a command, against the stand-in of the CRM. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ConnectorName } from '../../app/domain/crm-account.ts';
import { ESPO_KEY } from '../../e2e/servers/crm/espocrm.ts';
import { ESPO_IDS, espoWithCards } from '../../e2e/servers/crm/espocrm/target.ts';
import { HUBSPOT_TOKEN, startHubspot } from '../../e2e/servers/crm/hubspot.ts';
import { ODOO } from '../../e2e/servers/crm/odoo.ts';
import { ODOO_IDS, odooWithCards } from '../../e2e/servers/crm/odoo/target.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import { SALESFORCE } from '../../e2e/servers/crm/salesforce.ts';
import { SALESFORCE_IDS, salesforceWithCards } from '../../e2e/servers/crm/salesforce/target.ts';
import { TWENTY_IDS } from '../../e2e/servers/crm/twenty/target.ts';
import { startTwenty, TWENTY_KEY } from '../../e2e/servers/crm/twenty.ts';
import { startKeyring, type Keyring } from '../../e2e/servers/keyring.ts';
import { addToMaildir, SALLY } from './testing/mail-maker.ts';
import { newProfile } from './testing/profile.ts';

/** A CRM with the lead Leo in it. */
interface House {
  readonly url: string;
  readonly secret: string;
  /** What signs in besides the secret. */
  readonly args?: readonly string[];
  /** The end of the lead's id. */
  readonly lead: string;
  /** Subjects of the mails on the lead. */
  readonly onLead: () => readonly string[];
  readonly removeLead: () => void;
  /** Where leads keep no addresses of their own: a contact stands for the lead. */
  readonly kind?: 'contact';
  readonly stop: () => Promise<void>;
}

const HOUSES: Readonly<Partial<Record<ConnectorName, () => Promise<House>>>> = {
  async espocrm() {
    const server = await espoWithCards();
    return {
      url: server.url,
      secret: ESPO_KEY,
      lead: ESPO_IDS.lead,
      onLead: () => server.emailsOn(ESPO_IDS.lead),
      removeLead: () => server.remove('Lead', ESPO_IDS.lead),
      stop: () => server.stop(),
    };
  },
  async odoo() {
    const server = await odooWithCards();
    const { lead } = ODOO_IDS;
    return {
      url: server.url,
      secret: ODOO.key,
      args: ['--login', ODOO.login, '--database', ODOO.database],
      lead: String(lead),
      onLead: () => server.messagesOn('crm.lead', lead).map(({ subject }) => String(subject)),
      removeLead: () => server.remove('crm.lead', lead),
      stop: () => server.stop(),
    };
  },
  async hubspot() {
    const server = await startHubspot();
    server.put('contacts', '200', { firstname: 'Leo', email: 'leo@new.example' });
    return {
      url: server.url,
      secret: HUBSPOT_TOKEN,
      kind: 'contact',
      lead: '200',
      onLead: () => server.emailsOn('contacts', '200').map((email) => email['hs_email_subject'] ?? ''),
      removeLead: () => server.archive('contacts', '200'),
      stop: () => server.stop(),
    };
  },
  async pipedrive() {
    const server = await startPipedrive();
    server.put('persons', { id: 200, name: 'Leo', emails: [{ value: 'leo@new.example', primary: true }] });
    return {
      url: server.url,
      secret: PIPEDRIVE_TOKEN,
      kind: 'contact',
      lead: '200',
      onLead: () => server.notes().map(({ content }) => /^Subject: (.*?)<br>/.exec(content)?.[1] ?? ''),
      removeLead: () => server.remove('persons', 200),
      stop: () => server.stop(),
    };
  },
  async salesforce() {
    const server = await salesforceWithCards();
    const { lead } = SALESFORCE_IDS;
    return {
      url: server.url,
      secret: SALESFORCE.clientSecret,
      args: ['--client-id', SALESFORCE.clientId],
      lead,
      onLead: () => server.emailsOn(lead),
      removeLead: () => server.remove('Lead', lead),
      stop: () => server.stop(),
    };
  },
  async twenty() {
    const server = await startTwenty();
    const lead = TWENTY_IDS.contact;
    server.put('people', { id: lead, name: { firstName: 'Leo' }, emails: { primaryEmail: 'leo@new.example' } });
    return {
      url: server.url,
      secret: TWENTY_KEY,
      kind: 'contact',
      lead,
      onLead: () => server.notes().map(({ title }) => String(title)),
      removeLead: () => server.trash('people', lead),
      stop: () => server.stop(),
    };
  },
};

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring('unlocked');
});
afterAll(() => keyring.stop());

test.each(Object.entries(HOUSES))('%s: connect, load, rehearse, push, detach, take back', async (connector, open) => {
  const crm = await open();
  onTestFinished(crm.stop);
  const profile = newProfile(keyring.env);
  onTestFinished(() => profile.remove());
  const maildir = join(profile.scratch, 'Mail');
  addToMaildir(maildir, [{ id: 'hello', from: 'leo@new.example', subject: 'Hello' }]);
  await profile.json(['account', 'add', SALLY, '--maildir', maildir]);
  await profile.sync();
  const { kind = 'lead' } = crm;
  const lead = `${connector}:${kind}:${crm.lead}`;

  const add = ['crm', 'add', connector, '--url', crm.url, ...(crm.args ?? []), '--token-stdin'];
  expect(await profile.error(add, 'wrong')).toBe('crm.auth-rejected');
  await profile.json(add, crm.secret);
  await profile.json(['crm', 'load', connector]);
  expect(await profile.links()).toEqual([`hello ${crm.lead}`]);
  await profile.json(['push']);
  expect(crm.onLead()).toEqual([]);

  await profile.json(['rehearsal', 'go', '--crm', connector]);
  await profile.json(['push']);
  await profile.json(['push']);
  expect(crm.onLead()).toEqual(['Hello']);
  expect(await profile.json(['card', 'show', lead])).toMatchObject({ atCrm: [{ isOurs: true, subject: 'Hello' }] });

  await profile.json(['detach', 'hello@mail.test', lead, '--reach', 'thread']);
  await profile.json(['push']);
  expect(crm.onLead()).toEqual([]);
  await profile.json(['attach', 'hello@mail.test', '--card', lead]);
  await profile.json(['push']);
  expect(crm.onLead()).toEqual(['Hello']);

  const { items } = (await profile.json(['ledger'])) as { readonly items: readonly { readonly id: number }[] };
  await profile.json(['ledger', 'take-back', String(items[0]?.id)]);
  await profile.json(['push']);
  expect(crm.onLead()).toEqual([]);

  crm.removeLead();
  await profile.json(['crm', 'load', connector]);
  expect(await profile.json(['card', 'list', '--kind', kind])).toEqual([]);
});
