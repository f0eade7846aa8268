import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ODOO, ODOO_RIGHTS, type FakeOdoo, type OdooOptions } from '../../../e2e/servers/crm/odoo.ts';
import { isOdooWrite, ODOO_IDS, odooTarget, odooWithCards } from '../../../e2e/servers/crm/odoo/target.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, UnixMs } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { CHECKS, loadAll } from '../conformance/checks.ts';
import { openSubject } from '../conformance/open-subject.ts';
import { sampleFile, sampleMail } from '../conformance/sample-mail.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { odooCrm } from './odoo-crm.ts';
import type { OdooLogin } from './session.ts';

const ODOO_ID = 'odoo' as CrmId;
const { company, contact, lead, deal } = ODOO_IDS;
const DEAL = `odoo:deal:${String(deal)}` as CardId;
const CONTACT = `odoo:contact:${String(contact)}` as CardId;

let server: FakeOdoo;
let crm: CrmConnector;
beforeEach(async () => {
  ({ server, crm } = await house());
});
afterEach(() => server.stop());

async function house(options: OdooOptions = {}, login: Partial<OdooLogin> = {}) {
  const started = await odooWithCards(options);
  return { server: started, crm: odooCrm(ODOO_ID, started.url, { ...ODOO, ...login }) };
}

const mail = (id: string, fields: Partial<Activity> = {}): Activity =>
  sampleMail(`${id}@acme.example#0123456789ab`, {
    sentAt: Date.UTC(2026, 2, 1, 9, 41, 7) as UnixMs,
    subject: `Mail ${id}`,
    text: 'Two phases,\nplease.\n\n<b>5 & 6</b>',
    participants: [
      { role: 'from', address: null, rawAddress: 'ana@acme.example', displayName: 'Ana "Q" Ito' },
      { role: 'to', address: null, rawAddress: 'sally@mailpin.invalid', displayName: '' },
    ],
    ...fields,
  });

test('every promise is kept over JSON-2 as well, with a key alone', async () => {
  const standIn = await odooTarget({ version: 19 });
  onTestFinished(standIn.stop);
  const credential = { kind: 'token', values: standIn.values, grant: null } as const;
  const { url, fill } = standIn;
  const open = await openSubject({ connector: 'odoo', url, credential, runId: 'json2', isWrite: isOdooWrite, fill });
  onTestFinished(() => open.close());
  const results = await runChecks(CHECKS, open.subject);
  expect(results.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
}, 120_000);

test('from 19 on nothing is asked over RPC but the version', async () => {
  const { server: new19, crm: signedIn } = await house({ version: 19 }, { login: null, database: null });
  onTestFinished(() => new19.stop());
  expect(await signedIn.check()).toEqual({ user: 'Sally Berg' });
  expect(new19.requests.filter((request) => request === 'POST /jsonrpc')).toHaveLength(1);
});

test('before 19 a login is needed, and says so', async () => {
  const { server: old, crm: keyOnly } = await house({}, { login: null });
  onTestFinished(() => old.stop());
  await expect(keyOnly.check()).rejects.toMatchObject({ code: 'input.invalid', details: { field: 'login' } });
});

test.each([
  ['the only one is taken', ['acme'], null, 'signed in'],
  ['of several one has to be named', ['acme', 'other'], null, 'crm.database-unknown'],
  ['a server that keeps the list to itself has to be told', 'hidden', null, 'crm.database-unknown'],
  ['a wrong one is named as such', 'hidden', 'elsewhere', 'crm.database-unknown'],
] as const)('the database: %s', async (_what, databases, database, outcome) => {
  const { server: other, crm: signedIn } = await house({ databases }, { database });
  onTestFinished(() => other.stop());
  const found = await signedIn.check().then(
    () => 'signed in',
    (error: unknown) => (error as { code: string }).code,
  );
  expect(found).toBe(outcome);
});

test('rights that are missing are named, and so is the app CRM that is not there', async () => {
  server.setRights({ ...ODOO_RIGHTS, 'crm.lead': ['read'], 'res.partner': [] });
  await expect(crm.check()).rejects.toMatchObject({
    code: 'crm.rights-missing',
    details: { rights: 'res.partner: read, res.partner: write, crm.lead: write' },
  });
});

test('an address without Odoo is a wrong address', async () => {
  const elsewhere = odooCrm(ODOO_ID, `${server.url}/blog`, ODOO);
  await expect(elsewhere.check()).rejects.toMatchObject({ code: 'crm.wrong-address' });
});

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: string) => cards.find((one) => one.id === id);
  expect(card(`odoo:company:${String(company)}`)).toMatchObject({ name: 'Acme', domains: ['acme.example'] });
  expect(card(CONTACT)).toMatchObject({
    companyId: `odoo:company:${String(company)}`,
    addresses: [
      { address: 'ana@acme.example', isPrimary: true },
      { address: 'ana@home.example', isPrimary: false },
    ],
  });
  expect(card(`odoo:lead:${String(lead)}`)).toMatchObject({
    name: 'Leo Lead',
    addresses: [{ address: 'leo@new.example' }],
  });
  expect(card(DEAL)).toMatchObject({
    stageId: '2',
    status: 'open',
    value: { amount: '1234.5', currency: 'EUR' },
    companyId: `odoo:company:${String(company)}`,
    peopleIds: [CONTACT],
    ownerName: 'Sally Berg',
  });
});

test('a lead that became an opportunity points at it; an archived opportunity is lost; an archived contact is gone', async () => {
  const { cursor } = await loadAll(crm);
  const time = '2026-02-01 10:00:00';
  server.put('crm.lead', {
    id: lead,
    type: 'opportunity',
    name: 'Pumps for Leo',
    date_conversion: time,
    stage_id: [1, 'New'],
  });
  server.put('crm.lead', {
    id: deal,
    type: 'opportunity',
    name: 'Pumps',
    stage_id: [2, 'Proposition'],
    active: false,
    date_closed: time,
  });
  server.put('res.partner', {
    id: contact,
    name: 'Ana',
    is_company: false,
    commercial_partner_id: [contact, 'Ana'],
    active: false,
  });
  const { cards } = await loadAll(crm, cursor);
  const newest = new Map(cards.map((card) => [card.id, card]));
  expect(newest.get(`odoo:lead:${String(lead)}` as CardId)).toMatchObject({
    status: 'converted',
    convertedToId: `odoo:deal:${String(lead)}`,
    goneAt: null,
  });
  expect(newest.get(`odoo:deal:${String(lead)}` as CardId)).toMatchObject({ status: 'open' });
  expect(newest.get(DEAL)).toMatchObject({ status: 'lost', closedAt: Date.UTC(2026, 1, 1, 10) });
  expect(newest.get(CONTACT)?.goneAt).not.toBeNull();
});

test('1,200 contacts of one transaction come once each', async () => {
  server.freeze();
  for (let at = 0; at < 1_200; at += 1) {
    server.put('res.partner', {
      id: 5_000 + at,
      name: `C${String(at)}`,
      is_company: false,
      commercial_partner_id: [5_000 + at, 'C'],
    });
  }
  const { cards } = await loadAll(crm);
  expect(cards).toHaveLength(1_204);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(1_204);
});

test('a deleted deal is missing among those that stand', async () => {
  const { cursor } = await loadAll(crm);
  server.remove('crm.lead', deal);
  expect((await crm.changes(cursor)).standing).toEqual({ kind: 'deal', ids: [] });
});

test('the message is a note in HTML under the date of the mail; nobody is told and nobody follows', async () => {
  server.follow('crm.lead', deal);
  await crm.attach(mail('m1'), DEAL);
  expect(server.messagesOn('crm.lead', deal)).toMatchObject([
    {
      subject: 'Mail m1',
      message_id: '<m1@acme.example>',
      date: '2026-03-01 09:41:07',
      message_type: 'email',
      email_from: '"Ana Q Ito" <ana@acme.example>',
      body: '<p>From: Ana &quot;Q&quot; Ito &lt;ana@acme.example&gt;<br/>To: sally@mailpin.invalid</p><p>Two phases,<br/>please.</p><p>&lt;b&gt;5 &amp; 6&lt;/b&gt;</p>',
    },
  ]);
  expect(server.notified).toEqual([]);
  expect(server.followersOf('crm.lead', deal)).toEqual([8]);
});

test('files go to the record, and go again with the message', async () => {
  const files = [sampleFile('plan.txt', 'plan')];
  await crm.attach(mail('m1', { attachments: files, files }), DEAL);
  expect(server.attachments()).toMatchObject([
    { name: 'plan.txt', res_model: 'crm.lead', res_id: deal, datas: 'cGxhbg==' },
  ]);
  expect(await crm.detach(mail('m1').key, DEAL)).toBe('deleted');
  expect(server.attachments()).toEqual([]);
  expect(server.messagesOn('crm.lead', deal)).toEqual([]);
});

test("a mail that Odoo's own gateway brought is there already, and stays when ours is taken off", async () => {
  server.receive('crm.lead', deal, {
    subject: 'Mail m1',
    message_id: '<m1@acme.example>',
    date: '2026-03-01 09:41:07',
  });
  expect((await crm.attach(mail('m1'), DEAL)).outcome).toBe('already-attached');
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: false, subject: 'Mail m1' }]);
  expect(await crm.detach(mail('m1').key, DEAL)).toBe('was-not-linked');
  expect(server.messagesOn('crm.lead', deal)).toHaveLength(1);
});

test('a record that may not be written is refused with the words of Odoo, and no file stays', async () => {
  server.setRights({ ...ODOO_RIGHTS, 'crm.lead': ['read'] });
  const files = [sampleFile('plan.txt', 'plan')];
  await expect(crm.attach(mail('m1', { attachments: files, files }), DEAL)).rejects.toMatchObject({
    code: 'crm.forbidden',
    details: { reason: "You are not allowed to modify 'crm.lead' records." },
  });
  expect(server.attachments()).toEqual([]);
});
