import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock } from '../../../e2e/servers/crm/hand-clock.ts';
import { PIPEDRIVE_TOKEN, startPipedrive, type FakePipedrive } from '../../../e2e/servers/crm/pipedrive.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, MessageKey } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { loadAll } from '../conformance/checks.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { pipedriveCrm } from './pipedrive-crm.ts';

const PIPEDRIVE = 'pipedrive' as CrmId;
const DEAL = 'pipedrive:deal:300' as CardId;
const PERSON = 'pipedrive:contact:200' as CardId;
const LEAD_ID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const LEAD = `pipedrive:lead:${LEAD_ID}` as CardId;
const KEY = 'quote@mail.acme.example#0123456789ab' as MessageKey;

/** The stand-in counts its rate limits by it. */
const pace = handClock();
let server: FakePipedrive;
let crm: CrmConnector;
const connect = (token = PIPEDRIVE_TOKEN): CrmConnector => {
  const bearer = (isRefused: boolean) => Promise.resolve(isRefused ? null : token);
  return pipedriveCrm(PIPEDRIVE, server.url, { kind: 'token', values: { token }, bearer }, pace);
};
beforeEach(async () => {
  server = await startPipedrive(() => pace.now());
  crm = connect();
  server.put('organizations', { id: 100, name: 'Acme', website: 'https://www.acme.example', owner_id: 7 });
  const emails = [
    { value: 'ana.ito@home.example', primary: false, label: 'home' },
    { value: 'Ana@Acme.example', primary: true, label: 'work' },
  ];
  server.put('persons', { id: 200, name: 'Ana Ito', org_id: 100, owner_id: 7, emails });
  server.put('persons', { id: 201, name: 'Ben', emails: [] });
  const money = { value: 1234.5, currency: 'EUR' };
  server.put('deals', { id: 300, title: 'Pumps', status: 'open', stage_id: 12, person_id: 200, org_id: 100, ...money });
  server.put('leads', {
    id: LEAD_ID,
    title: 'Valves for Acme',
    owner_id: 7,
    person_id: 200,
    organization_id: 100,
    value: null,
  });
});
afterEach(() => server.stop());

const activity = (of: Partial<Activity> = {}): Activity =>
  sampleMail(KEY, {
    subject: 'Quote <2291> & more',
    text: 'Two phases,\nplease. <script>alert(1)</script>',
    ...of,
  });

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: string) => cards.find((one) => one.id === `pipedrive:${id}`);
  expect(card('company:100')).toMatchObject({ name: 'Acme', domains: ['acme.example'], ownerName: 'Sally Berg' });
  expect(card('contact:200')).toMatchObject({
    addresses: [
      { address: 'ana@acme.example', isPrimary: true },
      { address: 'ana.ito@home.example', isPrimary: false },
    ],
    companyId: 'pipedrive:company:100',
  });
  expect(card('deal:300')).toMatchObject({
    status: 'open',
    stageId: '12',
    value: { amount: '1234.5', currency: 'EUR' },
    companyId: 'pipedrive:company:100',
    peopleIds: ['pipedrive:contact:200'],
  });
  expect(card(`lead:${LEAD_ID}`)).toMatchObject({
    name: 'Valves for Acme',
    addresses: [],
    companyId: 'pipedrive:company:100',
  });
});

test('everybody on a deal is asked for where there is more than one', async () => {
  server.put('deals', { id: 300, title: 'Pumps', status: 'open', stage_id: 12, person_id: 200, participants: [201] });
  const { cards } = await loadAll(crm);
  const deal = cards.findLast(({ id }) => id === DEAL);
  expect(deal?.peopleIds).toEqual(['pipedrive:contact:200', 'pipedrive:contact:201']);
});

test('600 persons come in pages, and a change afterwards comes alone, for two requests', async () => {
  for (let id = 1_000; id < 1_600; id += 1) server.put('persons', { id, name: `P${String(id)}`, emails: [] });
  const { cards, cursor } = await loadAll(crm);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(605);
  const asked = server.requests.length;
  await crm.changes(cursor);
  expect(server.requests.slice(asked)).toEqual(['GET /api/v1/recents', 'GET /api/v1/leads']);
  server.put('deals', { id: 300, title: 'Pumps, won', status: 'won', won_time: '2026-01-05T09:00:00Z', stage_id: 12 });
  const later = await loadAll(crm, cursor);
  expect(later.cards.map(({ name, status, closedAt }) => [name, status, closedAt])).toEqual([
    ['Pumps, won', 'won', Date.UTC(2026, 0, 5, 9)],
  ]);
});

test('what was deleted is gone, and a lead that became a deal leads to it', async () => {
  const { cursor } = await loadAll(crm);
  server.remove('persons', 201);
  server.remove('leads', LEAD_ID);
  server.put('deals', { id: 301, title: 'Valves', status: 'open', stage_id: 11, source_lead_id: LEAD_ID });
  const { cards } = await loadAll(crm, cursor);
  const last = new Map(cards.map((card) => [card.id as string, card]));
  expect(last.get('pipedrive:contact:201')?.goneAt).not.toBeNull();
  expect(last.get(LEAD)).toMatchObject({ status: 'converted', convertedToId: 'pipedrive:deal:301' });
  expect(last.get('pipedrive:deal:301')).toMatchObject({ name: 'Valves', goneAt: null });
});

test('a note says who wrote what and when, under the day of the mail, and no text of it is taken for tags', async () => {
  await crm.attach(activity(), DEAL);
  const [note] = server.notes();
  expect(note).toMatchObject({ deal_id: 300, add_time: '2026-03-01 09:41:00' });
  expect(note?.content).toMatch(
    /^Subject: Quote &lt;2291&gt; &amp; more<br>From: Ana Ito &lt;ana@acme\.example&gt;<br>To: sally@mailpin\.invalid<br>Date: 2026-03-01 09:41 UTC<br><br>Two phases,<br>please\. &lt;script&gt;alert\(1\)&lt;\/script&gt;<br><br>\[mailpin [a-z2-7]{16}\]$/,
  );
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: true, subject: 'Quote <2291> & more' }]);
});

test('who is no administrator leaves the time of the note to Pipedrive', async () => {
  server.setAdmin(false);
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('created');
});

test('one note stands on a deal, a person and a lead, and leaves them one by one', async () => {
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('created');
  expect((await crm.attach(activity(), PERSON)).outcome).toBe('linked-existing');
  expect((await crm.attach(activity(), LEAD)).outcome).toBe('linked-existing');
  expect(server.notes()).toMatchObject([{ deal_id: 300, person_id: 200, lead_id: LEAD_ID }]);
  expect(await crm.detach(KEY, DEAL)).toBe('unlinked');
  expect(await connect().detach(KEY, PERSON)).toBe('unlinked');
  expect(await crm.detach(KEY, LEAD)).toBe('deleted');
  expect(server.notes()).toEqual([]);
});

test('a second card of one kind gets a note of its own', async () => {
  await crm.attach(activity(), PERSON);
  expect((await crm.attach(activity(), 'pipedrive:contact:201' as CardId)).outcome).toBe('created');
  expect(server.notes().map((note) => note.person_id)).toEqual([200, 201]);
});

test('mail that Pipedrive has by its own sync is not written again, and stays when it is taken off here', async () => {
  server.addMail('deals', 300, { subject: 'Quote 2291', mua_message_id: 'quote@mail.acme.example' });
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('already-attached');
  expect(server.notes()).toEqual([]);
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: false, isMail: true, subject: 'Quote 2291' }]);
  expect(await crm.detach(KEY, DEAL)).toBe('was-not-linked');
});

test("somebody's own note is neither ours nor a mail", async () => {
  server.addNote({ deal_id: 300, content: '<p>Called Ana</p>' });
  expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: false, isMail: false, subject: 'Called Ana' }]);
});

test('attachments go beside the note, and leave with it', async () => {
  const bytes = new TextEncoder().encode('%PDF');
  const file = {
    part: '2',
    fileName: 'Zeichnung ä.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 4,
    contentId: null,
    isInline: false,
  };
  await crm.attach(activity({ attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  expect(server.files()).toMatchObject([{ name: 'Zeichnung ä.pdf', target: 'deal_id 300' }]);
  await crm.detach(KEY, DEAL);
  expect(server.files()).toEqual([]);
});

test('an answer that got lost after the note was written leads to no second note', async () => {
  await crm.check();
  server.fail({ when: 'after', answer: 'cut', method: 'POST' });
  await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({
    code: 'crm.unreachable',
    details: { ambiguous: 1 },
  });
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('already-attached');
  expect(server.notes()).toHaveLength(1);
});

test('a card that was deleted is named as gone', async () => {
  server.remove('deals', 300);
  await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({ code: 'crm.card-gone' });
});

test("the day's budget used up is another thing than too fast", async () => {
  server.setTokensLeft(1);
  const error: unknown = await crm.check().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'crm.quota-exhausted' });
});

test('requests that were turned away because others spend of the same rate limit are sent again', async () => {
  const answer = { status: 429, headers: { 'x-ratelimit-reset': '2' }, body: { success: false } };
  server.fail({ when: 'before', answer, method: 'POST' });
  const began = pace.now();
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('created');
  expect(pace.now() - began).toBeGreaterThanOrEqual(2_000);
});

test.each([
  ['429 of a gateway', { status: 429, body: {} }, { code: 'crm.rate-limited' }],
  [
    "the front door's page after too many",
    { status: 403, headers: { 'cf-ray': '1' }, body: '<html>1015</html>' },
    { code: 'crm.rate-limited' },
  ],
  ['a page of a proxy', { status: 403, body: '<html>Sign in</html>' }, { code: 'crm.html-answer' }],
  [
    'a subscription that ended',
    { status: 402, body: { error: 'Company inactive' } },
    { code: 'crm.forbidden', details: { reason: 'Company inactive' } },
  ],
  ['500', { status: 500, body: {} }, { code: 'crm.unavailable' }],
] as const)('%s is told apart', async (_what, answer, error) => {
  server.fail({ when: 'before', answer, path: /users\/me$/ });
  await expect(crm.check()).rejects.toMatchObject(error);
});
