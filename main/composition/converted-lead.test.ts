/** A lead becomes a contact at the CRM: its links, what the user said of it, and what stands at the CRM go along (rules 5.3). */
import { expect, onTestFinished, test } from 'vitest';
import { espoWithCards, ESPO_IDS } from '../../e2e/servers/crm/espocrm/target.ts';
import { ESPO_KEY } from '../../e2e/servers/crm/espocrm.ts';
import { ODOO } from '../../e2e/servers/crm/odoo.ts';
import { odooWithCards, ODOO_IDS } from '../../e2e/servers/crm/odoo/target.ts';
import { SALESFORCE } from '../../e2e/servers/crm/salesforce.ts';
import { idOf } from '../../e2e/servers/crm/salesforce/tables.ts';
import { salesforceWithCards, SALESFORCE_IDS } from '../../e2e/servers/crm/salesforce/target.ts';
import { NO_SYNC, SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile } from '../services/testing/profile.ts';

const SELL = 'sell' as CrmId;
const LEAD = 'sell:lead:400';
const CONTACT = 'sell:contact:200';

/** A lead in Sell with two mails on it, one by its address and one by the user's word, both pushed; a third was taken off. */
async function house(sync: Parameters<Awaited<ReturnType<typeof startSell>>['setSync']>[0]) {
  const sell = await startSell();
  onTestFinished(() => sell.stop());
  sell.setSync(sync);
  sell.put('leads', { id: 400, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.test' });
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'rule', from: 'leo@new.test', to: SALLY, subject: 'By rule', at: 1 }));
  server.deliver('INBOX', mailOf({ id: 'word', from: 'zoe@other.test', to: SALLY, subject: 'By word', at: 2 }));
  server.deliver('INBOX', mailOf({ id: 'off', from: 'leo@new.test', to: SALLY, subject: 'Taken off', at: 3 }));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('sync.once', {});
  await mailpin.call('crms.connect', { connector: 'sell', url: sell.url, values: { token: SELL_TOKEN } });
  await mailpin.call('crms.load', { crmId: SELL });
  await mailpin.call('links.attach', { mails: [{ messageId: 'word@mail.test' }], cardId: LEAD, reach: 'thread' });
  await mailpin.call('links.detach', { mails: [{ messageId: 'off@mail.test' }], cardId: LEAD, reach: 'thread' });
  await mailpin.call('rehearsal.go', { crmId: SELL });
  await mailpin.call('outbox.drain', {});
  const onCard = async (cardId: string): Promise<readonly string[]> =>
    (await mailpin.call('links.list', { cardId, limit: 9 })).map(({ subject }) => subject).toSorted();
  const atSell = (type: string, id: number): readonly string[] =>
    sell
      .notesOn(type, id)
      .map((note) => /^Subject: (.*)$/m.exec(note)?.[1] ?? '')
      .toSorted();
  const settle = async () => {
    await mailpin.call('crms.load', { crmId: SELL });
    return await mailpin.call('outbox.drain', {});
  };
  expect(atSell('lead', 400)).toEqual(['By rule', 'By word']);
  return { sell, mailpin, onCard, atSell, settle };
}

test.each([
  ['by the Sync API, the lead gone', 'has', false],
  ['by the Sync API, the lead still listed', 'has', true],
  ['by pages, the lead gone', NO_SYNC, false],
  ['by pages, the lead still listed', NO_SYNC, true],
] as const)(
  '%s: mail moves to the contact, once at the CRM, and what was taken off stays off',
  async (_what, sync, isKept) => {
    const { sell, onCard, atSell, settle } = await house(sync);
    sell.put('contacts', { id: 200, is_organization: false, name: 'Leo Lead', email: 'leo@new.test' });
    sell.convert(400, { individual: 200 }, isKept);
    expect(await settle()).toMatchObject({ dead: 0, waiting: 0 });
    expect(await onCard(CONTACT)).toEqual(['By rule', 'By word']);
    expect(await onCard(LEAD)).toEqual([]);
    expect(atSell('contact', 200)).toEqual(['By rule', 'By word']);
    expect(atSell('lead', 400)).toEqual([]);
    // Nothing moves back when it is read once more.
    expect(await settle()).toMatchObject({ attached: 0, detached: 0, dead: 0 });
    expect(atSell('contact', 200)).toEqual(['By rule', 'By word']);
  },
);

test('a lead that is deleted and became nothing takes its links along, and they are back when it is', async () => {
  const { sell, mailpin, onCard, settle } = await house('has');
  sell.remove('leads', 400);
  await settle();
  // What the user put there stays said.
  expect(await onCard(LEAD)).toEqual(['By word']);
  const { card } = await mailpin.call('cards.get', { cardId: LEAD });
  expect(card.name).toBe('Leo Lead');
  sell.put('leads', { id: 400, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.test' });
  await settle();
  expect(await onCard(LEAD)).toEqual(['By rule', 'By word']);
});

/** How a lead is converted elsewhere, with the kind of card that stands for it then. */
const ELSEWHERE = {
  async espocrm() {
    const server = await espoWithCards();
    const contact = 'con00000000000leo';
    const convert = (): void => {
      server.put('Contact', { id: contact, name: 'Leo Lead', emailAddress: 'leo@new.example' });
      server.put('Lead', { id: ESPO_IDS.lead, name: 'Leo Lead', status: 'Converted', createdContactId: contact });
    };
    return { server, values: { token: ESPO_KEY }, lead: ESPO_IDS.lead, became: `contact:${contact}`, convert };
  },
  async salesforce() {
    const server = await salesforceWithCards();
    const contact = idOf('003', 99);
    const convert = (): void => {
      server.put('Contact', { Id: contact, Name: 'Leo Lead', Email: 'leo@new.example', AccountId: null });
      server.put('Lead', { Id: SALESFORCE_IDS.lead, IsConverted: true, ConvertedContactId: contact });
    };
    const values = { token: SALESFORCE.token };
    return { server, values, lead: SALESFORCE_IDS.lead, became: `contact:${contact}`, convert };
  },
  async odoo() {
    const server = await odooWithCards();
    const { lead } = ODOO_IDS;
    const convert = (): void => {
      server.put('crm.lead', { id: lead, type: 'opportunity', date_conversion: '2026-03-01 10:00:00' });
    };
    return { server, values: { ...ODOO }, lead: String(lead), became: `deal:${String(lead)}`, convert };
  },
} as const;

test.each(['espocrm', 'salesforce', 'odoo'] as const)(
  '%s: mail goes along to what the lead became',
  async (connector) => {
    const { server, values, lead, became, convert } = await ELSEWHERE[connector]();
    onTestFinished(() => server.stop());
    const mailbox = arrayServer();
    mailbox.deliver('INBOX', mailOf({ id: 'm1', from: 'leo@new.example', to: SALLY, subject: 'Quote', at: 1 }));
    const mailpin = await openProfile({ source: mailbox.source });
    await addSally(mailpin);
    await mailpin.call('sync.once', {});
    const name: string = connector;
    const crmId = name as CrmId;
    await mailpin.call('crms.connect', { connector, url: server.url, values });
    await mailpin.call('crms.load', { crmId });
    await mailpin.call('rehearsal.go', { crmId });
    await mailpin.call('outbox.drain', {});
    const atCrm = async (card: string) => (await mailpin.call('cards.get', { cardId: `${connector}:${card}` })).atCrm;
    expect(await atCrm(`lead:${lead}`)).toMatchObject([{ isOurs: true }]);
    convert();
    await mailpin.call('crms.load', { crmId });
    expect(await mailpin.call('outbox.drain', {})).toMatchObject({ dead: 0, waiting: 0 });
    expect(await atCrm(became)).toMatchObject([{ isOurs: true, subject: 'Quote' }]);
    const links = await mailpin.call('links.list', { cardId: `${connector}:${became}`, limit: 9 });
    expect(links.map(({ subject }) => subject)).toEqual(['Quote']);
  },
);
