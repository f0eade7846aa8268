import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { SALESFORCE, type FakeSalesforce } from '../../../e2e/servers/crm/salesforce.ts';
import {
  isSalesforceWrite,
  SALESFORCE_IDS,
  salesforceTarget,
  salesforceWithCards,
} from '../../../e2e/servers/crm/salesforce/target.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, UnixMs } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { CHECKS, loadAll } from '../conformance/checks.ts';
import { openSubject } from '../conformance/open-subject.ts';
import { sampleFile, sampleMail } from '../conformance/sample-mail.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { clientToken } from './client-token.ts';
import { salesforceCrm } from './salesforce-crm.ts';

const ID = 'salesforce' as CrmId;
const { company, contact, other, lead, deal, otherDeal } = SALESFORCE_IDS;
const DEAL = `salesforce:deal:${deal}` as CardId;
const OTHER_DEAL = `salesforce:deal:${otherDeal}` as CardId;
const CONTACT = `salesforce:contact:${contact}` as CardId;
const OTHER = `salesforce:contact:${other}` as CardId;
const LEAD = `salesforce:lead:${lead}` as CardId;
const COMPANY = `salesforce:company:${company}` as CardId;

let server: FakeSalesforce;
let crm: CrmConnector;
beforeEach(async () => {
  server = await salesforceWithCards();
  crm = opened();
});
afterEach(() => server.stop());

/** Another program, or this one after a restart. */
function opened(token: string = SALESFORCE.token): CrmConnector {
  return salesforceCrm(ID, server.url, { bearer: (isRefused) => Promise.resolve(isRefused ? null : token) });
}

const mail = (id: string, fields: Partial<Activity> = {}): Activity =>
  sampleMail(`${id}@acme.example`, {
    sentAt: Date.UTC(2026, 2, 1, 9, 41, 7) as UnixMs,
    subject: `Mail ${id}`,
    text: "Two phases, 'please'.",
    ...fields,
  });

test('every promise is kept with a unique field as well, signed in as an app', async () => {
  const standIn = await salesforceTarget({ hasUniqueField: true, pageSize: 200 });
  onTestFinished(standIn.stop);
  const values = { 'client-id': SALESFORCE.clientId, 'client-secret': SALESFORCE.clientSecret };
  const open = await openSubject({
    connector: 'salesforce',
    url: standIn.url,
    credential: { kind: 'login', values, grant: null },
    runId: 'app',
    isWrite: isSalesforceWrite,
    fill: standIn.fill,
  });
  onTestFinished(() => open.close());
  const results = await runChecks(CHECKS, open.subject);
  expect(results.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
}, 120_000);

test('an app gets a token by itself, and a new one when it ended', async () => {
  const app = { 'client-id': SALESFORCE.clientId, 'client-secret': SALESFORCE.clientSecret };
  const signedIn = salesforceCrm(ID, server.url, { bearer: clientToken(server.url, app) });
  expect(await signedIn.check()).toEqual({ user: 'Mailpin Integration' });
  server.endSessions();
  await signedIn.attach(mail('m1'), DEAL);
  expect(server.emailsOn(deal)).toEqual(['Mail m1']);
  expect(server.requests.filter((one) => one === 'POST /services/oauth2/token')).toHaveLength(2);
});

test.each([
  ['an unknown app', { 'client-id': 'x', 'client-secret': SALESFORCE.clientSecret }],
  ['a wrong secret', { 'client-id': SALESFORCE.clientId, 'client-secret': 'x' }],
])('%s is refused as such', async (_what, values) => {
  const signedIn = salesforceCrm(ID, server.url, { bearer: clientToken(server.url, values) });
  await expect(signedIn.check()).rejects.toMatchObject({ code: 'crm.auth-rejected' });
});

test('a token that ended is a refused sign-in', async () => {
  server.endSessions();
  await expect(crm.check()).rejects.toMatchObject({ code: 'crm.auth-rejected' });
});

test('rights that are missing are named', async () => {
  server.setOptions({ without: ['EmailMessage: createable', 'Lead: queryable'] });
  await expect(crm.check()).rejects.toMatchObject({
    code: 'crm.rights-missing',
    details: { rights: 'Lead: read, EmailMessage: create' },
  });
});

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: CardId) => cards.find((one) => one.id === id);
  expect(card(COMPANY)).toMatchObject({ name: 'Acme', domains: ['acme.example'], ownerName: 'Sally Berg' });
  expect(card(CONTACT)).toMatchObject({ companyId: COMPANY, addresses: [{ address: 'ana@acme.example' }] });
  expect(card(LEAD)).toMatchObject({ name: 'Leo Lead', status: 'open', addresses: [{ address: 'leo@new.example' }] });
  expect(card(DEAL)).toMatchObject({
    stageId: 'Proposal/Price Quote',
    status: 'open',
    value: { amount: '1234.5', currency: 'EUR' },
    companyId: COMPANY,
    peopleIds: [CONTACT],
    closedAt: null,
  });
});

test('with several currencies each deal has its own', async () => {
  server.setOptions({ isMultiCurrency: true });
  server.put('Opportunity', { Id: deal, CurrencyIsoCode: 'JPY' });
  const { cards } = await loadAll(crm);
  expect(cards.find(({ id }) => id === DEAL)?.value).toEqual({ amount: '1234.5', currency: 'JPY' });
});

test('deleted, merged, converted and won: each change comes once', async () => {
  const { cursor } = await loadAll(crm);
  server.remove('Opportunity', otherDeal);
  server.merge('Contact', other, contact);
  server.put('Lead', { Id: lead, IsConverted: true, ConvertedContactId: contact, ConvertedOpportunityId: deal });
  server.put('Opportunity', { Id: deal, StageName: 'Closed Won', IsClosed: true, IsWon: true });
  const { cards, cursor: after } = await loadAll(crm, cursor);
  const card = (id: CardId) => cards.find((one) => one.id === id);
  expect(cards).toHaveLength(4);
  expect(card(OTHER_DEAL)?.goneAt).not.toBeNull();
  expect(card(OTHER)).toMatchObject({ convertedToId: CONTACT });
  expect(card(OTHER)?.goneAt).not.toBeNull();
  expect(card(LEAD)).toMatchObject({ status: 'converted', convertedToId: CONTACT, goneAt: null });
  expect(card(DEAL)).toMatchObject({ status: 'won', closedAt: Date.UTC(2026, 11, 31) });
  expect((await loadAll(crm, after)).cards).toEqual([]);
});

test('what left the recycle bin before we looked is noticed by the count', async () => {
  const { cursor } = await loadAll(crm);
  server.purge('Contact', other);
  const page = await crm.changes(cursor);
  expect(page.standing).toEqual({ kind: 'contact', ids: [CONTACT] });
});

test('many records of one second are read on through all pages, each once', async () => {
  server.freeze();
  server.setOptions({ pageSize: 200 });
  for (let at = 0; at < 650; at += 1) server.put('Contact', { Name: `C${String(at)}`, Email: null, AccountId: null });
  const contacts = (await loadAll(crm)).cards.filter(({ kind }) => kind === 'contact').map(({ id }) => id);
  expect(new Set(contacts).size).toBe(652);
  expect(contacts).toHaveLength(652);
});

test('a mail is a record that was sent long ago, with the person as what they are on it', async () => {
  await crm.attach(mail('m1'), CONTACT);
  const [email] = server.emails();
  expect(email).toMatchObject({
    Subject: 'Mail m1',
    MessageIdentifier: '<m1@acme.example>',
    MessageDate: '2026-03-01T09:41:07.000+0000',
    FromAddress: 'ana@acme.example',
    ToAddress: 'sally@mailpin.invalid',
    Incoming: true,
    Status: '1',
  });
  expect(server.rows('EmailMessageRelation')).toMatchObject([{ RelationId: contact, RelationType: 'FromAddress' }]);
});

test.each([
  ['the person first', [CONTACT, OTHER, DEAL]],
  ['the deal first', [DEAL, CONTACT, OTHER]],
] as const)('one record with a deal and its people, %s', async (_what, order) => {
  for (const card of order) await crm.attach(mail('m1'), card);
  expect(server.emails()).toHaveLength(1);
  for (const id of [deal, contact, other]) expect(server.emailsOn(id)).toEqual(['Mail m1']);
  for (const card of order) expect((await crm.attach(mail('m1'), card)).outcome).toBe('already-attached');
});

test('a second deal is refused until the first let go; the people stay meanwhile, and files too', async () => {
  const activity = mail('m1', { files: [sampleFile('plan.txt', 'plan')] });
  await crm.attach(activity, CONTACT);
  await crm.attach(activity, DEAL);
  await expect(crm.attach(activity, OTHER_DEAL)).rejects.toMatchObject({ code: 'crm.one-card-only' });
  expect(await crm.detach(activity.key, DEAL)).toBe('unlinked');
  expect(server.emailsOn(contact)).toEqual(['Mail m1']);
  expect(server.emailsOn(deal)).toEqual([]);
  expect(server.rows('ContentDocumentLink')).toHaveLength(1);
  await crm.attach(activity, OTHER_DEAL);
  expect(server.emails()).toHaveLength(1);
  expect(server.emailsOn(otherDeal)).toEqual(['Mail m1']);
  expect(await crm.detach(activity.key, CONTACT)).toBe('unlinked');
  expect(await crm.detach(activity.key, OTHER_DEAL)).toBe('deleted');
  for (const type of ['EmailMessage', 'EmailMessageRelation', 'ContentDocument', 'Task']) {
    expect(server.rows(type)).toEqual([]);
  }
});

test.each([0, 1, 2])('a move to a deal that was cut short %i times ends in one record', async (cutCount) => {
  await crm.attach(mail('m1'), CONTACT);
  for (let count = 0; count < cutCount; count += 1) {
    server.fail({ when: 'after', answer: 'cut', path: /composite|sobjects\/EmailMessage\// });
    await crm.attach(mail('m1'), DEAL).catch(() => undefined);
  }
  await opened().attach(mail('m1'), DEAL);
  expect(server.emails()).toHaveLength(1);
  expect(server.emailsOn(deal)).toEqual(['Mail m1']);
  expect(server.emailsOn(contact)).toEqual(['Mail m1']);
});

test('taking a mail off its deal survives a lost answer', async () => {
  await crm.attach(mail('m1'), CONTACT);
  await crm.attach(mail('m1'), DEAL);
  server.fail({ when: 'after', answer: 'cut', path: /composite/ });
  await expect(crm.detach(mail('m1').key, DEAL)).rejects.toMatchObject({ details: { ambiguous: 1 } });
  expect(server.emails()).toHaveLength(2);
  await crm.detach(mail('m1').key, DEAL);
  expect(server.emails()).toHaveLength(1);
  expect(server.emailsOn(contact)).toEqual(['Mail m1']);
  expect(server.emailsOn(deal)).toEqual([]);
});

test.each([true, false])(
  'two programs that push at once leave one record (unique field: %s)',
  async (hasUniqueField) => {
    server.setOptions({ hasUniqueField });
    await Promise.all([crm.attach(mail('m1'), DEAL), opened().attach(mail('m1'), DEAL)]);
    await crm.attach(mail('m1'), DEAL);
    expect(server.emails()).toHaveLength(1);
  },
);

test('mail that somebody else logged counts as there, and stays', async () => {
  server.put('EmailMessage', { Subject: 'Logged', MessageIdentifier: '<m1@acme.example>', RelatedToId: deal });
  expect((await crm.attach(mail('m1'), DEAL)).outcome).toBe('already-attached');
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ subject: 'Logged', isOurs: false }]);
  expect(await crm.detach(mail('m1').key, DEAL)).toBe('was-not-linked');
  expect(server.emails()).toHaveLength(1);
});

test('a rule of an administrator is told in its own words', async () => {
  server.setOptions({ rule: { message: 'No mail in March.', subject: /m1/ } });
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({
    code: 'crm.rule-refused',
    details: { reason: 'No mail in March.' },
  });
  const withFile = mail('m1', { files: [sampleFile('plan.txt', 'plan')] });
  await expect(crm.attach(withFile, DEAL)).rejects.toMatchObject({ code: 'crm.rule-refused' });
  expect(server.rows('ContentDocument')).toEqual([]);
});

test.each([
  ['deleted deal', 'Opportunity', deal, DEAL],
  ['deleted contact', 'Contact', contact, CONTACT],
  ['deleted lead', 'Lead', lead, LEAD],
])('a %s is gone', async (_what, type, id, card) => {
  server.remove(type, id);
  await expect(crm.attach(mail('m1'), card)).rejects.toMatchObject({ code: 'crm.card-gone' });
  expect(server.emails()).toEqual([]);
});

test('a lead that was converted takes no mail', async () => {
  server.put('Lead', { Id: lead, IsConverted: true, ConvertedContactId: contact });
  await expect(crm.attach(mail('m1'), LEAD)).rejects.toMatchObject({ code: 'crm.card-gone' });
});

test('without the right to update mails a second person is refused, and says so', async () => {
  server.setOptions({ mayUpdateEmails: false });
  await crm.attach(mail('m1'), DEAL);
  await expect(crm.attach(mail('m1'), CONTACT)).rejects.toMatchObject({ code: 'crm.forbidden' });
});

test('a file that Salesforce has no room for is left out with the reason, and named below the text', async () => {
  server.setOptions({ largestFileBytes: 5 });
  const files = [sampleFile('small.txt', 'abc'), sampleFile('large.txt', 'abcdefgh')];
  const { dropped } = await crm.attach(mail('m1', { files }), DEAL);
  expect(dropped).toEqual([{ what: 'attachment', because: 'not-taken', name: 'large.txt' }]);
  expect(server.emails()[0]?.['TextBody']).toContain('[Not included: large.txt (only in the mailbox)]');
  expect(server.rows('ContentDocumentLink')).toHaveLength(1);
});

test('a file that a colleague added stays when the mail goes', async () => {
  const { activityId } = await crm.attach(mail('m1', { files: [sampleFile('plan.txt', 'plan')] }), DEAL);
  const theirs = server.put('ContentDocument', { Title: 'Their notes', Description: null });
  server.put('ContentDocumentLink', { ContentDocumentId: theirs.Id, LinkedEntityId: activityId });
  await crm.detach(mail('m1').key, DEAL);
  expect(server.rows('ContentDocument').map(({ Title }) => Title)).toEqual(['Their notes']);
});

test('a day’s budget that is used up is told apart, and some of it is left to others', async () => {
  server.setOptions({ dailyRequests: 1_000 });
  server.spend(980);
  await crm.findActivity(mail('m1').key, DEAL);
  await expect(crm.findActivity(mail('m1').key, DEAL)).rejects.toMatchObject({
    code: 'crm.quota-exhausted',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  server.spend(100);
  await expect(opened().findActivity(mail('m1').key, DEAL)).rejects.toMatchObject({ code: 'crm.quota-exhausted' });
});

test('an id of a mail cannot leave its place in a query', async () => {
  const strange = mail("x'\\ OR Subject != '");
  expect(await crm.findActivity(strange.key, DEAL)).toBeNull();
  await crm.attach(strange, DEAL);
  expect((await crm.attach(strange, DEAL)).outcome).toBe('already-attached');
});
