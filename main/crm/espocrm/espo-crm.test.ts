import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  ESPO_KEY,
  ESPO_LOGIN,
  ESPO_ROLE,
  ESPO_SECRET,
  ESPO_SIGNED_KEY,
  type EspoOptions,
  type FakeEspo,
} from '../../../e2e/servers/crm/espocrm.ts';
import { ESPO_IDS, espoWithCards } from '../../../e2e/servers/crm/espocrm/target.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, UnixMs } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { loadAll } from '../conformance/checks.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { espoCrm } from './espo-crm.ts';

const ESPO = 'espocrm' as CrmId;
const { company: ACME, contact: ANA, lead: LEO, deal: PUMPS } = ESPO_IDS;
const DEAL = `espocrm:deal:${PUMPS}` as CardId;
const CONTACT = `espocrm:contact:${ANA}` as CardId;

let server: FakeEspo;
let crm: CrmConnector;
beforeEach(async () => {
  ({ server, crm } = await house());
});
afterEach(() => server.stop());

async function house(options: EspoOptions = {}) {
  const started = await espoWithCards(options);
  return { server: started, crm: espoCrm(ESPO, started.url, { kind: 'key', apiKey: ESPO_KEY }) };
}

const mail = (id: string, fields: Partial<Activity> = {}): Activity =>
  sampleMail(`${id}@acme.example#0123456789ab`, {
    sentAt: Date.UTC(2026, 2, 1, 9, 41, 7) as UnixMs,
    subject: `Mail ${id}`,
    ...fields,
  });

test.each([
  ['a signature in hex digits', 'hex', { kind: 'signed', apiKey: ESPO_SIGNED_KEY, secret: ESPO_SECRET }],
  [
    'a signature in raw bytes, as before 8.4.1',
    'raw',
    { kind: 'signed', apiKey: ESPO_SIGNED_KEY, secret: ESPO_SECRET },
  ],
  ['name and password', 'hex', { kind: 'person', ...ESPO_LOGIN }],
] as const)('signs in with %s', async (_what, digest, auth) => {
  const { server: other } = await house({ digest });
  onTestFinished(() => other.stop());
  const signedIn = espoCrm(ESPO, other.url, auth);
  expect(await signedIn.check()).toEqual({ user: 'Mailpin API' });
  expect((await loadAll(signedIn)).cards).toHaveLength(4);
});

test('a wrong signature is a refused sign-in in both forms', async () => {
  const wrong = espoCrm(ESPO, server.url, { kind: 'signed', apiKey: ESPO_SIGNED_KEY, secret: 'no' });
  await expect(wrong.check()).rejects.toMatchObject({ code: 'crm.auth-rejected' });
});

test('rights that the role lacks are named, all at once', async () => {
  server.setRole({ ...ESPO_ROLE, Import: false, Email: { create: 'no', read: 'own', edit: 'no' }, Lead: false });
  await expect(crm.check()).rejects.toMatchObject({
    code: 'crm.rights-missing',
    details: { rights: 'Email: create, Email: edit, Lead: read, Email: read (all), Import' },
  });
});

test('a kind of record that is switched off there is no lack', async () => {
  server.setRole(Object.fromEntries(Object.entries(ESPO_ROLE).filter(([scope]) => scope !== 'Lead')));
  await crm.check();
  const { cards } = await loadAll(crm);
  expect(cards.map(({ kind }) => kind).toSorted()).toEqual(['company', 'contact', 'deal']);
});

test('an address without EspoCRM is a wrong address', async () => {
  const elsewhere = espoCrm(ESPO, `${server.url}/blog`, { kind: 'key', apiKey: ESPO_KEY });
  await expect(elsewhere.check()).rejects.toMatchObject({ code: 'crm.wrong-address' });
});

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: string) => cards.find((one) => one.remoteId === id);
  expect(card(ACME)).toMatchObject({ kind: 'company', name: 'Acme', domains: ['acme.example'] });
  expect(card(ANA)).toMatchObject({
    companyId: `espocrm:company:${ACME}`,
    addresses: [
      { address: 'ana@acme.example', isPrimary: true },
      { address: 'ana@home.example', isPrimary: false },
    ],
  });
  expect(card(PUMPS)).toMatchObject({
    stageId: 'Negotiation',
    status: 'open',
    value: { amount: '1234.5', currency: 'EUR' },
    companyId: `espocrm:company:${ACME}`,
    peopleIds: [CONTACT],
    ownerName: 'Sally Berg',
  });
});

test('a won deal has its day, and a converted lead its contact', async () => {
  server.put('Opportunity', {
    id: PUMPS,
    name: 'Pumps',
    stage: 'Closed Won',
    closeDate: '2025-12-01',
    contactsIds: [],
  });
  server.put('Lead', { id: LEO, name: 'Leo', status: 'Converted', createdContactId: ANA });
  const { cards } = await loadAll(crm);
  expect(cards.find(({ kind }) => kind === 'deal')).toMatchObject({
    status: 'won',
    closedAt: Date.UTC(2025, 11, 1, 23, 59, 59),
  });
  expect(cards.find(({ kind }) => kind === 'lead')).toMatchObject({ status: 'converted', convertedToId: CONTACT });
});

test('250 contacts of one second come once each, and a change in that second comes afterwards', async () => {
  server.freeze();
  for (let at = 0; at < 250; at += 1)
    server.put('Contact', { id: `bulk${String(at).padStart(13, '0')}`, name: `C${at}` });
  const { cards, cursor } = await loadAll(crm);
  expect(cards.length).toBe(new Set(cards.map(({ id }) => id)).size);
  expect(cards).toHaveLength(254);
  server.put('Contact', { id: 'bulk0000000000007', name: 'Changed within the second' });
  const later = await loadAll(crm, cursor);
  expect(later.cards.map(({ name }) => name)).toEqual(['Changed within the second']);
});

test('a deleted contact is missing among those that stand, and the others are not', async () => {
  const { cursor } = await loadAll(crm);
  server.put('Contact', { id: 'con0000000000new1', name: 'New' });
  const { cursor: second } = await loadAll(crm, cursor);
  server.remove('Contact', ANA);
  const page = await crm.changes(second);
  expect(page.standing).toEqual({ kind: 'contact', ids: ['espocrm:contact:con0000000000new1'] });
  expect((await loadAll(crm, page.cursor)).cards).toEqual([]);
});

test('records that come into view without a change are read', async () => {
  server.setRole({ ...ESPO_ROLE, Contact: { read: 'own' } });
  const { cards, cursor } = await loadAll(crm);
  expect(cards.map(({ kind }) => kind)).not.toContain('contact');
  server.setRole(ESPO_ROLE);
  expect((await loadAll(crm, cursor)).cards.map(({ id }) => id)).toEqual([CONTACT]);
});

test("the importer's own choice of the account is undone", async () => {
  await crm.attach(mail('m1'), DEAL);
  expect(server.emails()).toMatchObject([
    { name: 'Mail m1', messageId: '<m1@acme.example>', dateSent: '2026-03-01 09:41:07', parentId: PUMPS },
  ]);
  expect(server.emailsOn(ACME)).toEqual([]);
});

test('files go along inside the mail', async () => {
  const bytes = Buffer.from('%PDF');
  const file = {
    part: '2',
    fileName: 'Angebot.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 4,
    contentId: null,
    isInline: false,
  };
  await crm.attach(mail('m1', { attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  expect(server.emails()[0]?.['attachments']).toEqual([{ name: 'Angebot.pdf', size: 4 }]);
});

test('a mail that the server does not take for its size goes without its files, and says so', async () => {
  const { server: small, crm: tight } = await house({ postMaxSize: 4_000 });
  onTestFinished(() => small.stop());
  const bytes = Buffer.alloc(8_000, 'x');
  const file = {
    part: '2',
    fileName: 'plan.bin',
    mediaType: 'application/pdf',
    sizeBytes: 8_000,
    contentId: null,
    isInline: false,
  };
  const answer = await tight.attach(mail('m1', { attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  expect(answer.dropped).toEqual([{ what: 'attachment', because: 'size-limit', name: 'plan.bin' }]);
  expect(small.emails()[0]?.['body']).toContain('plan.bin (too large)');
});

test("mail that EspoCRM's own sync brought is put on the card, and stays when it is taken off", async () => {
  const { id } = server.fetchMail({
    name: 'Mail m1',
    messageId: '<m1@acme.example>',
    dateSent: '2026-03-01 09:41:07',
    parentType: 'Account',
    parentId: ACME,
  });
  expect(await crm.attach(mail('m1'), DEAL)).toMatchObject({ outcome: 'linked-existing', activityId: id });
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: false, subject: 'Mail m1' }]);
  expect(await crm.detach(mail('m1').key, DEAL)).toBe('unlinked');
  expect(server.emails()).toMatchObject([{ id, parentId: null }]);
});

test('a mail on one card is not moved to another: by us, or by a colleague there', async () => {
  await crm.attach(mail('m1'), DEAL);
  await expect(crm.attach(mail('m1'), CONTACT)).rejects.toMatchObject({ code: 'crm.one-card-only' });
  server.moveMail(String(server.emails()[0]?.id), 'Lead', LEO);
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({ code: 'crm.one-card-only' });
});

test('a mail that was imported before the program died is taken over from the account', async () => {
  server.fail({ when: 'before', answer: 'cut', method: 'PUT' });
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({ code: 'crm.unreachable' });
  expect(server.emailsOn(ACME)).toEqual(['Mail m1']);
  expect(await crm.attach(mail('m1'), DEAL)).toMatchObject({ outcome: 'linked-existing' });
  expect(server.emailsOn(PUMPS)).toEqual(['Mail m1']);
});

test('an answer that got lost after the import leads to no second mail', async () => {
  server.fail({ when: 'after', answer: 'cut', method: 'POST' }, { when: 'after', answer: 'cut', method: 'POST' });
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({ details: { ambiguous: 1 } });
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({ details: { ambiguous: 1 } });
  await crm.attach(mail('m1'), DEAL);
  expect(server.emailsOn(PUMPS)).toEqual(['Mail m1']);
});

test('nothing is sent for a card that is gone', async () => {
  server.remove('Opportunity', PUMPS);
  await expect(crm.attach(mail('m1'), DEAL)).rejects.toMatchObject({ code: 'crm.card-gone' });
  expect(server.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
});

test('where deleting is not granted, what is taken off stays without a card', async () => {
  server.setRole({ ...ESPO_ROLE, Email: { create: 'yes', read: 'all', edit: 'all', delete: 'no' } });
  await crm.attach(mail('m1'), DEAL);
  expect(await crm.detach(mail('m1').key, DEAL)).toBe('unlinked');
  expect(await crm.attach(mail('m1'), DEAL)).toMatchObject({ outcome: 'linked-existing' });
  expect(server.emailsOn(PUMPS)).toEqual(['Mail m1']);
});

test('a mail that EspoCRM sent itself is refused for good, with its words', async () => {
  const own = mail('x', { key: 'note/1@espo-system#0123456789ab' as never });
  await expect(crm.attach(own, DEAL)).rejects.toMatchObject({
    code: 'crm.rule-refused',
    details: { reason: 'Could not import.' },
  });
});

test('after too many refused sign-ins EspoCRM is left alone for a minute', async () => {
  const wrong = espoCrm(ESPO, server.url, { kind: 'key', apiKey: 'wrong' });
  for (let at = 0; at < 11; at += 1) await wrong.check().catch(() => undefined);
  await expect(crm.check()).rejects.toMatchObject({ code: 'crm.rate-limited', details: { retryAfterMs: 60_000 } });
});
