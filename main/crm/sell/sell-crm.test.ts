import { beforeEach, afterEach, expect, test } from 'vitest';
import { SELL_TOKEN, startSell, type FakeSell } from '../../../e2e/servers/crm/sell.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { loadAll } from '../conformance/subject.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { sellCrm } from './sell-crm.ts';

const SELL = 'sell' as CrmId;
const DEAL = 'sell:deal:300' as CardId;
let server: FakeSell;
let crm: CrmConnector;
beforeEach(async () => {
  server = await startSell();
  crm = sellCrm(SELL, server.url, { bearer: (isRefused) => Promise.resolve(isRefused ? null : SELL_TOKEN) });
  server.put('contacts', { id: 100, is_organization: true, name: 'Acme', website: 'https://www.acme.example/about' });
  server.put('contacts', {
    id: 200,
    is_organization: false,
    contact_id: 100,
    name: 'Ana Ito',
    email: 'Ana@Acme.example',
  });
  server.put('leads', { id: 400, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.example', owner_id: 7 });
  server.put('deals', {
    id: 300,
    name: 'Pumps',
    value: '1234.50',
    currency: 'EUR',
    stage_id: 12,
    contact_id: 200,
    organization_id: 100,
    associated: [200],
  });
});
afterEach(() => server.stop());

test('cards come with what the rules need', async () => {
  const { cards } = await loadAll(crm);
  const card = (id: string) => cards.find((one) => one.id === `sell:${id}`);
  expect(card('company:100')).toMatchObject({ name: 'Acme', domains: ['acme.example'] });
  expect(card('contact:200')).toMatchObject({
    addresses: [{ address: 'ana@acme.example', isPrimary: true }],
    companyId: 'sell:company:100',
  });
  expect(card('lead:400')).toMatchObject({ name: 'Leo Lead', ownerName: 'Sally Berg' });
  expect(card('deal:300')).toMatchObject({
    stageId: '12',
    status: 'open',
    value: { amount: '1234.50', currency: 'EUR' },
    companyId: 'sell:company:100',
    peopleIds: ['sell:contact:200'],
  });
});

test('250 contacts come in pages, and a change afterwards comes alone', async () => {
  for (let id = 1_000; id < 1_250; id += 1) server.put('contacts', { id, is_organization: false, name: `C${id}` });
  const { cards, cursor } = await loadAll(crm);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(254);
  server.put('deals', {
    id: 300,
    name: 'Pumps, won',
    stage_id: 13,
    contact_id: 200,
    last_stage_change_at: '2026-01-05T09:00:00Z',
  });
  const later = await loadAll(crm, cursor);
  expect(later.cards.map(({ name, status, closedAt }) => [name, status, closedAt])).toEqual([
    ['Pumps, won', 'won', Date.UTC(2026, 0, 5, 9)],
  ]);
});

test('a card that changes while the cards are loaded is not missed', async () => {
  const first = await crm.changes(null);
  server.put('contacts', { id: 200, is_organization: false, name: 'Ana Ito-Berg', email: 'ana@acme.example' });
  const { cards } = await loadAll(crm, first.cursor);
  expect(cards.filter(({ id }) => id === 'sell:contact:200').at(-1)?.name).toBe('Ana Ito-Berg');
});

test('the note says who wrote to whom and when, and ends with a mark that is no id of the mail', async () => {
  await crm.attach(
    sampleMail('secret-id@mail.acme.example', {
      omissions: [{ what: 'attachment', because: 'size-limit', name: 'plan.pdf' }],
    }),
    DEAL,
  );
  const [note = ''] = server.notesOn('deal', 300);
  expect(note).toMatch(
    /^Subject: Quote 2291\nFrom: Ana Ito <ana@acme\.example>\nTo: sally@mailpin\.invalid\nDate: 2026-03-01 09:41 UTC\nNot included: plan\.pdf \(too large\)\n\nTwo phases, please\.\n\n\[mailpin [a-z2-7]{16}\]$/,
  );
  expect(note).not.toContain('secret-id');
});

test("somebody else's note on the card is not ours", async () => {
  server.addNote('deal', 300, 'Called Ana, she will decide on Friday');
  expect(await crm.activitiesOn(DEAL)).toMatchObject([
    { isOurs: false, subject: 'Called Ana, she will decide on Friday' },
  ]);
});

test.each([
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '3' } },
    { code: 'crm.rate-limited', details: { retryAfterMs: 3_000 } },
  ],
  ['429 without', { status: 429 }, { code: 'crm.rate-limited' }],
  ['500', { status: 500 }, { code: 'crm.unavailable' }],
  ['a page of a proxy', { status: 200, body: '<html>Sign in</html>' }, { code: 'crm.html-answer' }],
  ['half an answer', { status: 200, body: '{"items": [' }, { code: 'crm.broken-answer' }],
  ['JSON of another kind', { status: 200, body: { hello: 1 } }, { code: 'crm.protocol' }],
  ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, { code: 'crm.wrong-address' }],
  [
    'missing rights',
    { status: 403, body: { errors: [{ error: { code: 'forbidden', message: 'No access' } }] } },
    { code: 'crm.forbidden', details: { reason: 'No access' } },
  ],
  ['a broken connection', 'cut', { code: 'crm.unreachable' }],
] as const)('%s is told apart', async (_what, answer, error) => {
  server.fail({ when: 'before', answer });
  await expect(crm.check()).rejects.toMatchObject(error);
});

test('an answer that got lost after the note was written leads to no second note', async () => {
  const activity = sampleMail('k');
  server.fail({ when: 'after', answer: 'cut', method: 'POST' });
  await expect(crm.attach(activity, DEAL)).rejects.toMatchObject({ code: 'crm.unreachable' });
  expect((await crm.attach(activity, DEAL)).outcome).toBe('already-attached');
  expect(server.notesOn('deal', 300)).toHaveLength(1);
});

test.each([
  ['it became a contact and the lead is gone', { individual: 200 }, false, 'sell:contact:200'],
  ['it became a contact and a deal', { individual: 200, deal: 300 }, false, 'sell:contact:200'],
  ['it became a contact and Sell lists it still', { individual: 200 }, true, 'sell:contact:200'],
] as const)('a lead that was converted leads to what it became: %s', async (_what, became, isKept, to) => {
  const { cursor } = await loadAll(crm);
  server.convert(400, became, isKept);
  const { cards, cursor: after } = await loadAll(crm, cursor);
  expect(cards.filter(({ kind }) => kind === 'lead')).toMatchObject([
    { id: 'sell:lead:400', status: 'converted', convertedToId: to },
  ]);
  expect(cards.find(({ kind }) => kind === 'lead')?.goneAt === null).toBe(isKept);
  // What changes of it later does not make it a lead again.
  if (isKept) server.put('leads', { id: 400, first_name: 'Leo', last_name: 'Later' });
  const later = (await loadAll(crm, after)).cards;
  expect(later.map(({ status, convertedToId }) => ({ status, convertedToId }))).toEqual(
    isKept ? [{ status: 'converted', convertedToId: to }] : [],
  );
});

test('leads that were converted before the first load are known as such from then on', async () => {
  for (let id = 1_000; id < 1_150; id += 1) {
    server.put('leads', { id, first_name: 'Lead', last_name: String(id) });
    server.convert(id, { individual: 200 }, true);
  }
  const { cards } = await loadAll(crm);
  const converted = cards.filter(({ status }) => status === 'converted');
  expect(new Set(converted.map(({ id }) => id)).size).toBe(150);
  expect(cards.find(({ id }) => id === 'sell:lead:400')).toMatchObject({ status: 'open' });
});

test('cards come although the list of conversions is closed to the user', async () => {
  server.failBy(({ path }) =>
    path === '/v2/lead_conversions' ? { when: 'before', answer: { status: 403, body: { errors: [] } } } : undefined,
  );
  const { cards } = await loadAll(crm);
  expect(cards.map(({ id }) => id)).toContain('sell:lead:400');
});

test.each([
  ['as an address', 'https://api.getbase.com/v2/notes?page=2&per_page=100'],
  ['as a query', 'page=2'],
])('a page after this one is asked for as Sell names it: %s', async (_what, next) => {
  const note = { id: 1, content: 'one', created_at: '2026-01-01T00:00:00Z' };
  server.failBy(({ method, path }) => {
    if (method !== 'GET' || path !== '/v2/notes') return undefined;
    const isFirst = server.requests.filter((one) => one === 'GET /v2/notes').length === 1;
    const meta = { links: isFirst ? { next_page: next } : {} };
    return {
      when: 'before',
      answer: { status: 200, body: { items: [{ data: { ...note, id: isFirst ? 1 : 2 } }], meta } },
    };
  });
  expect((await crm.activitiesOn(DEAL)).map(({ activityId }) => activityId)).toEqual(['2', '1']);
});

test('a full page without a link to another is followed by one more question', async () => {
  server.failBy(({ method, path }) => {
    if (method !== 'GET' || path !== '/v2/notes') return undefined;
    const isFirst = server.requests.filter((one) => one === 'GET /v2/notes').length === 1;
    const items = Array.from({ length: isFirst ? 100 : 3 }, (_, at) => ({
      data: { id: (isFirst ? 0 : 100) + at, content: 'note', created_at: '2026-01-01T00:00:00Z' },
    }));
    return { when: 'before', answer: { status: 200, body: { items } } };
  });
  expect(await crm.activitiesOn(DEAL)).toHaveLength(103);
});
