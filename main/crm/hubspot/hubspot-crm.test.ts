import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock } from '../../../e2e/servers/crm/hand-clock.ts';
import { HUBSPOT_TOKEN, startHubspot, type FakeHubspot } from '../../../e2e/servers/crm/hubspot.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, MessageKey } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { loadAll } from '../conformance/checks.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { hubspotCrm } from './hubspot-crm.ts';

const HUBSPOT = 'hubspot' as CrmId;
const DEAL = 'hubspot:deal:300' as CardId;
const CONTACT = 'hubspot:contact:200' as CardId;
const KEY = 'quote@mail.acme.example#0123456789ab' as MessageKey;

/** The stand-in counts its rate limits by it. */
const pace = handClock();

let server: FakeHubspot;
let crm: CrmConnector;
const connect = (token = HUBSPOT_TOKEN): CrmConnector =>
  hubspotCrm(HUBSPOT, server.url, { bearer: (isRefused) => Promise.resolve(isRefused ? null : token) }, pace);
beforeEach(async () => {
  server = await startHubspot(() => pace.now());
  crm = connect();
  server.put('companies', '100', { name: 'Acme', domain: 'acme.example', website: 'https://www.acme.example/about' });
  server.put('contacts', '200', {
    ...{ firstname: 'Ana', lastname: 'Ito', email: 'Ana@Acme.example', hs_additional_emails: 'ana.ito@home.example' },
    ...{ associatedcompanyid: '100', hubspot_owner_id: '7' },
  });
  server.put(
    'deals',
    '300',
    { dealname: 'Pumps', amount: '1234.50', dealstage: 'contractsent', closedate: '2026-12-01T00:00:00Z' },
    { contacts: ['200'], companies: ['100'] },
  );
  server.put('leads', '400', {
    hs_lead_name: 'Pumps for Acme',
    hs_pipeline_stage: 'new-stage-id',
    hs_primary_contact_id: '200',
  });
  server.index();
});
afterEach(() => server.stop());

const activity = (of: Partial<Activity> = {}): Activity => sampleMail(KEY, of);

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: string) => cards.find((one) => one.id === `hubspot:${id}`);
  expect(card('company:100')).toMatchObject({ name: 'Acme', domains: ['acme.example'] });
  expect(card('contact:200')).toMatchObject({
    name: 'Ana Ito',
    addresses: [
      { address: 'ana@acme.example', isPrimary: true },
      { address: 'ana.ito@home.example', isPrimary: false },
    ],
    companyId: 'hubspot:company:100',
    ownerName: 'Sally Berg',
  });
  expect(card('deal:300')).toMatchObject({
    status: 'open',
    stageId: 'contractsent',
    value: { amount: '1234.50', currency: 'EUR' },
    companyId: 'hubspot:company:100',
    peopleIds: ['hubspot:contact:200'],
    closedAt: null,
  });
  expect(card('lead:400')).toMatchObject({
    name: 'Pumps for Acme',
    addresses: [],
    status: 'open',
    convertedToId: null,
  });
});

test('250 contacts come in pages with the count of all, and a change afterwards comes alone', async () => {
  for (let id = 1_000; id < 1_250; id += 1) server.put('contacts', String(id), { firstname: `C${String(id)}` });
  server.index();
  expect((await crm.changes(null)).totalCount).toBe(254);
  const { cards, cursor } = await loadAll(crm);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(254);
  server.put('deals', '300', { dealname: 'Pumps, won', dealstage: 'closedwon', closedate: '2026-01-05T09:00:00Z' });
  server.index();
  const later = await loadAll(crm, cursor);
  expect(later.cards.map(({ name, status, closedAt, peopleIds }) => [name, status, closedAt, peopleIds])).toEqual([
    ['Pumps, won', 'won', Date.UTC(2026, 0, 5, 9), ['hubspot:contact:200']],
  ]);
});

test('more changes than one page of a search has are all met, each once', async () => {
  const { cursor } = await loadAll(crm);
  for (let id = 1_000; id < 1_450; id += 1) server.put('contacts', String(id), { firstname: `C${String(id)}` });
  server.index();
  const { cards, cursor: standing } = await loadAll(crm, cursor);
  expect(cards).toHaveLength(450);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(450);
  expect((await crm.changes(standing)).cards).toEqual([]);
});

test('a change that the search shows late is not missed', async () => {
  const { cursor } = await loadAll(crm);
  server.put('contacts', '200', { firstname: 'Anna' });
  server.put('companies', '100', { name: 'Acme Corp' });
  const early = await loadAll(crm, cursor);
  expect(early.cards).toEqual([]);
  server.index();
  const { cards } = await loadAll(crm, early.cursor);
  expect(cards.map(({ name }) => name).toSorted()).toEqual(['Acme Corp', 'Anna Ito']);
});

test('what was thrown away is gone, and a merged contact leads to the one that stayed', async () => {
  server.put('contacts', '201', { firstname: 'A.', lastname: 'Ito', email: 'a.ito@acme.example' });
  server.index();
  const { cursor } = await loadAll(crm);
  server.archive('deals', '300');
  server.merge('contacts', '200', '201');
  server.index();
  const { cards } = await loadAll(crm, cursor);
  const last = new Map(cards.map((card) => [card.id as string, card]));
  expect(last.get('hubspot:deal:300')?.goneAt).not.toBeNull();
  expect(last.get('hubspot:contact:201')).toMatchObject({ convertedToId: CONTACT });
  expect(last.get('hubspot:contact:201')?.goneAt).not.toBeNull();
  expect(last.get(CONTACT)).toMatchObject({ goneAt: null });
});

test('a qualified lead counts as the contact it is about', async () => {
  const { cursor } = await loadAll(crm);
  server.put('leads', '400', { hs_pipeline_stage: 'qualified-stage-id' });
  server.index();
  const { cards } = await loadAll(crm, cursor);
  expect(cards).toMatchObject([{ id: 'hubspot:lead:400', status: 'converted', convertedToId: CONTACT }]);
});

test('an account without leads is loaded all the same', async () => {
  server.grant(
    'crm.objects.contacts.read',
    'crm.objects.companies.read',
    'crm.objects.deals.read',
    'crm.objects.owners.read',
  );
  const { cards } = await loadAll(crm);
  expect([...new Set(cards.map(({ kind }) => kind))].toSorted()).toEqual(['company', 'contact', 'deal']);
});

test('a mail is an email object with its people, its own date and Message-ID, and a mark at its end', async () => {
  await crm.attach(activity({ omissions: [{ what: 'attachment', because: 'size-limit', name: 'plan.pdf' }] }), DEAL);
  const [email] = server.emailsOn('deals', '300');
  expect(email).toMatchObject({
    hs_timestamp: '2026-03-01T09:41:00.000Z',
    hs_email_direction: 'INCOMING_EMAIL',
    hs_email_subject: 'Quote 2291',
    hs_email_from_email: 'ana@acme.example',
    hs_email_to_email: 'sally@mailpin.invalid',
    hs_email_message_id: '<quote@mail.acme.example>',
  });
  expect(email?.['hs_email_text']).toMatch(
    /^Two phases, please\.\n\n\[Not included: plan\.pdf \(too large\)\]\n\n\[mailpin [a-z2-7]{16}\]$/,
  );
});

test('one email object stands for a mail on two cards, though the search does not show it yet', async () => {
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('created');
  expect((await crm.attach(activity(), CONTACT)).outcome).toBe('linked-existing');
  expect(server.emails()).toHaveLength(1);
  expect(await crm.detach(KEY, DEAL)).toBe('unlinked');
  expect(await crm.detach(KEY, CONTACT)).toBe('deleted');
  expect(server.emails()).toEqual([]);
});

test.each(['<quote@mail.acme.example>', 'quote@mail.acme.example'])(
  'a mail that HubSpot logged itself as %s is linked, not written again, and never thrown away',
  async (id) => {
    server.put(
      'emails',
      '9000',
      { hs_email_message_id: id, hs_email_text: 'Two phases', hs_timestamp: '2026-03-01T09:41:00Z' },
      { contacts: ['200'] },
    );
    server.index();
    expect(await crm.attach(activity(), DEAL)).toMatchObject({ outcome: 'linked-existing', activityId: '9000' });
    expect(await crm.attach(activity(), CONTACT)).toMatchObject({ outcome: 'already-attached', activityId: '9000' });
    expect(await crm.activitiesOn(DEAL)).toMatchObject([{ isOurs: false }]);
    expect(await crm.detach(KEY, DEAL)).toBe('unlinked');
    expect(server.emails()).toHaveLength(1);
  },
);

test('two mails that carry one Message-ID are two', async () => {
  await crm.attach(activity(), DEAL);
  server.index();
  const other = activity({ key: 'quote@mail.acme.example#ba9876543210' as MessageKey, text: 'Another mail' });
  expect((await crm.attach(other, DEAL)).outcome).toBe('created');
  expect(server.emailsOn('deals', '300')).toHaveLength(2);
});

test('attachments go along as private files, and leave with the mail', async () => {
  const bytes = new TextEncoder().encode('%PDF 図面');
  const file = {
    part: '2',
    fileName: 'Zeichnung ä.pdf',
    mediaType: 'application/pdf',
    sizeBytes: bytes.length,
    contentId: null,
    isInline: false,
  };
  await crm.attach(activity({ attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  expect(server.files()).toMatchObject([{ name: 'Zeichnung ä.pdf', access: 'PRIVATE', bytes }]);
  const [stored] = server.files();
  expect(server.emailsOn('deals', '300')).toMatchObject([{ hs_attachment_ids: stored?.id }]);
  await crm.detach(KEY, DEAL);
  expect(server.files()).toEqual([]);
});

test('a file that HubSpot refuses is left out with the reason, and the mail arrives', async () => {
  const bytes = new Uint8Array([77, 90]);
  const file = {
    part: '2',
    fileName: 'setup.exe',
    mediaType: 'application/octet-stream',
    sizeBytes: 2,
    contentId: null,
    isInline: false,
  };
  const { dropped } = await crm.attach(activity({ attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  expect(dropped).toEqual([{ what: 'attachment', because: 'not-taken', name: 'setup.exe' }]);
  expect(server.emailsOn('deals', '300')[0]?.['hs_email_text']).toContain(
    '[Not included: setup.exe (only in the mailbox)]',
  );
});

test('5,000 recipients: as many as fit are named, the others counted', async () => {
  const participants = Array.from({ length: 5_000 }, (_, at) => ({
    ...{ role: 'to' as const, address: null, displayName: `Person ${String(at)}` },
    rawAddress: `person.${String(at)}@long-name-of-a-company.example`,
  }));
  await crm.attach(activity({ participants }), DEAL);
  const [email] = server.emailsOn('deals', '300');
  const listed = email?.['hs_email_to_email']?.split(';').length ?? 0;
  expect(listed).toBeGreaterThan(500);
  expect(email?.['hs_email_text']).toContain(`[…] +${String(5_000 - listed)}`);
});

test('an answer that got lost after the mail was written leads to no second one', async () => {
  await crm.findActivity(KEY, DEAL);
  server.fail({ when: 'after', answer: 'cut', method: 'POST', path: /emails$/ });
  await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({
    code: 'crm.unreachable',
    details: { ambiguous: 1 },
  });
  expect(await crm.findActivity(KEY, DEAL)).toBe(await connect().findActivity(KEY, DEAL));
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('already-attached');
  expect(server.emails()).toHaveLength(1);
});

test("a rule of the account's administrator is shown in its own words, and nothing is left behind", async () => {
  const bytes = new Uint8Array([1]);
  const file = {
    part: '2',
    fileName: 'a.txt',
    mediaType: 'text/plain',
    sizeBytes: 1,
    contentId: null,
    isInline: false,
  };
  const message = 'Project code is required';
  server.refuseEmails({
    status: 400,
    body: {
      status: 'error',
      message,
      category: 'VALIDATION_ERROR',
      errors: [{ message, code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' }],
    },
  });
  const attach = crm.attach(activity({ attachments: [file], files: [{ ...file, bytes }] }), DEAL);
  await expect(attach).rejects.toMatchObject({ code: 'crm.rule-refused', details: { reason: message } });
  expect(server.files()).toEqual([]);
});

test('missing rights are named when one signs in', async () => {
  server.grant(
    'crm.objects.contacts.read',
    'crm.objects.contacts.write',
    'crm.objects.companies.read',
    'crm.objects.deals.read',
  );
  await expect(crm.check()).rejects.toMatchObject({ code: 'crm.forbidden', details: { reason: 'sales-email-read' } });
});

test('a service key, whose rights cannot be asked for, is tried by reading', async () => {
  server.hideToken();
  expect(await crm.check()).toEqual({ user: 'Hub ID 4242' });
  server.grant('crm.objects.contacts.read');
  await expect(crm.check()).rejects.toMatchObject({ code: 'crm.forbidden' });
});

test("a used-up day ends at midnight of the account's time zone", async () => {
  await crm.check();
  server.setDailyLeft(0);
  const error: unknown = await crm.check().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'crm.quota-exhausted' });
  const { details } = error as { readonly details: { readonly retryAfterMs: number } };
  const ends = new Date(Date.now() + details.retryAfterMs);
  const inBerlin = ends.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
  expect(['23:59', '00:00']).toContain(inBerlin);
});

test('requests that HubSpot turned away because others spend of the same rate limit are sent again', async () => {
  const answer = { status: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } };
  server.fail({ when: 'before', answer, method: 'POST', path: /emails$/ });
  const began = pace.now();
  expect((await crm.attach(activity(), DEAL)).outcome).toBe('created');
  expect(pace.now() - began).toBeGreaterThanOrEqual(10_000);
});

test.each([
  ['429 of a gateway', { status: 429, body: {} }, { code: 'crm.rate-limited' }],
  ['a lock', { status: 423, body: {} }, { code: 'crm.conflict', details: { retryAfterMs: 2_000 } }],
  [
    'an account that moves',
    { status: 477, headers: { 'retry-after': '9' }, body: {} },
    { code: 'crm.unavailable', details: { retryAfterMs: 9_000 } },
  ],
  ['500', { status: 500, body: {} }, { code: 'crm.unavailable' }],
  ['a page of a proxy', { status: 200, body: '<html>Sign in</html>' }, { code: 'crm.html-answer' }],
  ['JSON of another kind', { status: 200, body: { hello: 1 } }, { code: 'crm.protocol' }],
] as const)('%s is told apart', async (_what, answer, error) => {
  server.fail({ when: 'before', answer });
  await expect(crm.check()).rejects.toMatchObject(error);
});
