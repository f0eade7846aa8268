import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_SYNC, SELL_TOKEN, startSell, type FakeSell } from '../../../e2e/servers/crm/sell.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CardPage, CrmConnector } from '../../../app/ports.ts';
import { sellCrm } from './sell-crm.ts';

let server: FakeSell;
let crm: CrmConnector;
const opened = (): CrmConnector =>
  sellCrm('sell' as CrmId, server.url, { bearer: (isRefused) => Promise.resolve(isRefused ? null : SELL_TOKEN) });
beforeEach(async () => {
  server = await startSell();
  server.setSync('has');
  crm = opened();
  server.put('contacts', { id: 100, is_organization: true, name: 'Acme', website: 'acme.example' });
  server.put('contacts', { id: 200, is_organization: false, contact_id: 100, name: 'Ana', email: 'ana@acme.example' });
  server.put('leads', { id: 400, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.example', owner_id: 7 });
  server.put('deals', { id: 300, name: 'Pumps', stage_id: 12, contact_id: 200, organization_id: 100 });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

/** Pages as the engine asks for them, until the cursor stands still. */
async function pages(from: string | null, of = crm): Promise<{ read: CardPage[]; cursor: string }> {
  const read: CardPage[] = [];
  for (let cursor = from; read.length < 50;) {
    const page = await of.changes(cursor);
    if (page.cursor === cursor && page.cards.length === 0) return { read, cursor: cursor ?? '' };
    read.push(page);
    cursor = page.cursor;
  }
  throw new Error('the load did not end');
}
const idsIn = (read: readonly CardPage[]): readonly string[] => read.flatMap(({ cards }) => cards.map(({ id }) => id));
const asked = (path: RegExp): number => server.requests.filter((one) => path.test(one)).length;

test('everything comes once by the Sync API, with how many there are, and nothing is listed page by page', async () => {
  const { read } = await pages(null);
  expect(idsIn(read).toSorted()).toEqual(['sell:company:100', 'sell:contact:200', 'sell:deal:300', 'sell:lead:400']);
  expect(read.find(({ cards }) => cards.length > 0)).toMatchObject({
    totalCount: 4,
    way: { changes: 'cursor', reportsDeletes: true },
  });
  expect(asked(/^GET \/v2\/(contacts|leads|deals)$/)).toBe(0);
});

test('with nothing new, one request says so', async () => {
  const { cursor } = await pages(null);
  const before = server.requests.length;
  expect((await pages(cursor)).cursor).toBe(cursor);
  expect(server.requests.slice(before)).toEqual(['POST /v2/sync/start']);
});

test('a page is acknowledged only when it was stored: one that was not comes again', async () => {
  const first = await crm.changes(null);
  const page = await crm.changes(first.cursor);
  expect(page.cards).toHaveLength(4);
  // The program died before it had stored the page, and the session with it.
  server.forgetSessions();
  const { read } = await pages(first.cursor, opened());
  expect(idsIn(read)).toHaveLength(4);
});

test('the device keeps its name, so a program that starts again is sent what is new and no more', async () => {
  const { cursor } = await pages(null);
  server.put('leads', { id: 401, first_name: 'Lia', last_name: 'Lead' });
  const { read } = await pages(cursor, opened());
  expect(idsIn(read)).toEqual(['sell:lead:401']);
});

test('250 contacts come in pages of a session, acknowledged together', async () => {
  for (let id = 1_000; id < 1_250; id += 1)
    server.put('contacts', { id, is_organization: false, name: `C${String(id)}` });
  const { read } = await pages(null);
  expect(new Set(idsIn(read)).size).toBe(254);
  expect(idsIn(read)).toHaveLength(254);
  expect(asked(/^POST \/v2\/sync\/ack/)).toBe(1);
});

test('what is deleted is told by its id; of a contact Sell does not say whether it was a company', async () => {
  const { cursor } = await pages(null);
  server.remove('deals', 300);
  server.remove('contacts', 100);
  const { read } = await pages(cursor);
  expect(read.flatMap(({ gone = [] }) => gone).toSorted()).toEqual([
    'sell:company:100',
    'sell:contact:100',
    'sell:deal:300',
  ]);
});

test.each([
  ['is gone', false],
  ['is kept', true],
])('a lead that is converted and %s leads to the contact it became', async (_what, isKept) => {
  const { cursor } = await pages(null);
  server.put('contacts', { id: 201, is_organization: false, name: 'Leo Lead', email: 'leo@new.example' });
  server.convert(400, { individual: 201 }, isKept);
  const { read } = await pages(cursor);
  const leads = read.flatMap(({ cards }) => cards.filter(({ kind }) => kind === 'lead'));
  expect(leads.at(-1)).toMatchObject({ name: 'Leo Lead', status: 'converted', convertedToId: 'sell:contact:201' });
  expect(read.flatMap(({ gone = [] }) => gone)).toEqual([]);
  expect((await pages((read.at(-1) as CardPage).cursor)).read).toEqual([]);
});

test('records that are no cards are acknowledged too, and a session of nothing else ends', async () => {
  const { cursor } = await pages(null);
  server.addNote('deal', 300, 'Called Ana');
  const { read } = await pages(cursor);
  expect(idsIn(read)).toEqual([]);
  expect(read.length).toBeGreaterThan(0);
  expect((await crm.changes((read.at(-1) as CardPage).cursor)).cursor).toBe((read.at(-1) as CardPage).cursor);
});

test.each([
  ['403 for a scope that is missing', NO_SYNC],
  [
    '402 for the plan',
    { status: 402, body: { errors: [{ error: { code: 'payment_required', message: 'Upgrade' } }] } },
  ],
  ['404 for a path that is not there', { status: 404, body: { errors: [] } }],
  ['a page of another server', { status: 404, body: '<html>not found</html>' }],
])('where Sell answers with %s, the cards come by the pages of the Core API', async (_what, sync) => {
  server.setSync(sync);
  const { read, cursor } = await pages(null);
  expect(idsIn(read).toSorted()).toContain('sell:lead:400');
  expect(read.at(-1)?.way).toEqual({ changes: 'updated-since', reportsDeletes: false });
  expect(asked(/sync/)).toBe(1);
  await pages(cursor);
  expect(asked(/sync/)).toBe(1);
});

test('a plan that gets the Sync API is noticed within a day', async () => {
  server.setSync(NO_SYNC);
  const { cursor } = await pages(null);
  server.setSync('has');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60_000 });
  const { read } = await pages(cursor);
  expect(read.at(-1)?.way).toEqual({ changes: 'cursor', reportsDeletes: true });
  expect(new Set(idsIn(read)).size).toBe(4);
});

test('a plan that loses it falls back, and all cards come once more', async () => {
  const { cursor } = await pages(null);
  server.setSync(NO_SYNC);
  const { read } = await pages(cursor);
  expect(read.at(-1)?.way).toEqual({ changes: 'updated-since', reportsDeletes: false });
  expect(new Set(idsIn(read)).size).toBe(4);
});

test.each([
  ['the network', 'cut', 'crm.unreachable'],
  ['the token', { status: 401, body: { errors: [] } }, 'crm.auth-rejected'],
  ['a busy server', { status: 503 }, 'crm.unavailable'],
  ['a limit', { status: 429 }, 'crm.rate-limited'],
] as const)('trouble of %s is no refusal: nothing falls back', async (_what, answer, code) => {
  server.fail({ when: 'before', answer, path: /sync\/start/ });
  await expect(crm.changes(null)).rejects.toMatchObject({ code });
});

test('a server that forgets what it was told does not keep the program busy', async () => {
  const { cursor } = await pages(null);
  server.put('leads', { id: 401, first_name: 'Lia', last_name: 'Lead' });
  server.failBy(({ path }) => (path === '/v2/sync/ack' ? { when: 'before', answer: { status: 202 } } : undefined));
  const { read } = await pages(cursor);
  expect(read.length).toBeLessThan(6);
});

test('a session that Sell has forgotten is followed by another', async () => {
  const first = await crm.changes(null);
  server.forgetSessions();
  const { read } = await pages(first.cursor);
  expect(idsIn(read)).toHaveLength(4);
});

test('a cursor of an earlier version is read on', async () => {
  server.setSync(NO_SYNC);
  const { cursor } = await pages(null);
  const { edges } = JSON.parse(cursor) as { edges: unknown };
  const { read } = await pages(JSON.stringify({ edges, load: null }));
  expect(idsIn(read)).toEqual([]);
});
