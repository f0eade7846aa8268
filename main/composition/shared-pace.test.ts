/** Two programs on one profile, each with a connection of its own to the database, and one rate limit. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { RateLimit } from '../../app/machines/rate-limit.ts';
import { NEVER } from '../crm/http/json-client.ts';
import { limiter, type Limiter } from '../crm/http/limiter.ts';
import { putCrmAccount } from '../db/crm-accounts.ts';
import { openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import { handClock } from '../../e2e/servers/crm/hand-clock.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import { arrayServer } from '../services/testing/array-source.ts';
import { memorySecrets } from '../services/testing/memory-secrets.ts';
import { openProfile, tempDir } from '../services/testing/profile.ts';
import { sharedPace } from './shared-pace.ts';

const SELL = 'sell' as CrmId;
const OTHER = 'other' as CrmId;
const START = Date.UTC(2026, 10, 22);

/** Programs that share a profile and a clock. */
function programs(count: number, rateLimit: Partial<RateLimit> = {}) {
  const path = join(tempDir(), 'mailpin.db');
  const time = handClock();
  const now = (): number => START + time.now();
  const open = () => {
    const store = unitOfWork(openDatabase(path));
    onTestFinished(() => store.close());
    return store;
  };
  const stores = Array.from({ length: count }, open);
  for (const id of [SELL, OTHER]) {
    const account = { id, connector: 'sell', url: 'https://api.getbase.com' } as const;
    stores[0]?.write((tx) => putCrmAccount(tx.db, account, 'Sally', START as UnixMs));
  }
  const limiterOf = (program: number, crmId = SELL, lane = 'requests'): Limiter => {
    const store = stores[program];
    if (store === undefined) throw new Error('no such program');
    const pace = { ...sharedPace(store, crmId, now), now, wait: (ms: number) => time.wait(ms) };
    return limiter({ cost: 3, windowMs: 1_000, atOnce: 10, ...rateLimit }, pace, lane);
  };
  const sentAt = (paces: Limiter, cost = 1): Promise<number> =>
    paces.run(cost, NEVER, () => Promise.resolve(time.now()));
  return { time, stores, limiterOf, sentAt };
}
/** The clock of the computer is read in whole ms, rounded up. */
const TICK = 1;

test('two programs spend one rate limit: in no window more goes out than is allowed, whoever sends', async () => {
  const { time, limiterOf, sentAt } = programs(2, { cost: 5 });
  const [window, cli] = [limiterOf(0), limiterOf(1)];
  const sent: { at: number; cost: number }[] = [];
  // By no rule, but the same each time.
  for (let turn = 0, seed = 7; turn < 200; turn += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const cost = (seed % 3) + 1;
    sent.push({ at: await sentAt(seed % 2 === 0 ? window : cli, cost), cost });
    time.pass(seed % 130);
  }
  for (const { at } of sent) {
    const within = sent.filter((one) => one.at >= at && one.at < at + 1_000);
    expect(within.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(5);
  }
  // And hardly less than is allowed: the whole goes out in about the time that it needs.
  const total = sent.reduce((sum, { cost }) => sum + cost, 0);
  expect(time.now()).toBeLessThan(((total / 5) * 1_000 + 200 * 65) * 1.2);
});

test('what one program spent is spent for one that starts later', async () => {
  const { limiterOf, sentAt } = programs(2);
  const first = limiterOf(0);
  await Promise.all([sentAt(first), sentAt(first), sentAt(first)]);
  expect(await sentAt(limiterOf(1))).toBe(1_000);
});

test('a pause that the CRM asked one program for is kept by the other', async () => {
  const { limiterOf, sentAt } = programs(2);
  limiterOf(0).learn(0, 5_000);
  expect(await sentAt(limiterOf(1))).toBe(5_000);
});

test('a budget that is gone is said by the other program too, with the time left', async () => {
  const { time, limiterOf, sentAt } = programs(2);
  limiterOf(0).learn(0, 3_600_000, 'crm.quota-exhausted');
  time.pass(600_000);
  await expect(sentAt(limiterOf(1))).rejects.toMatchObject({
    code: 'crm.quota-exhausted',
    details: { retryAfterMs: 3_000_000 },
  });
});

test('what the CRM says is left is left for all of them together', async () => {
  const { limiterOf, sentAt } = programs(2, { cost: 100 });
  const [window, cli] = [limiterOf(0), limiterOf(1)];
  window.learn(2, 3_000);
  expect([await sentAt(window), await sentAt(cli), await sentAt(window)]).toEqual([0, 0, 3_000]);
});

test('each CRM and each of its rate limits has a lane of its own', async () => {
  const { limiterOf, sentAt } = programs(2, { cost: 1 });
  await sentAt(limiterOf(0));
  expect(await sentAt(limiterOf(1, OTHER))).toBe(0);
  expect(await sentAt(limiterOf(1, SELL, 'searches'))).toBe(0);
  expect(await sentAt(limiterOf(1))).toBe(1_000);
});

test('a clock that is set back holds nothing up, neither by requests nor by a pause from the time to come', async () => {
  const { time, limiterOf, sentAt } = programs(2);
  const first = limiterOf(0);
  time.pass(3_600_000);
  await Promise.all([sentAt(first), sentAt(first), sentAt(first)]);
  first.learn(0, 60_000);
  time.pass(-3_600_000);
  expect(await sentAt(limiterOf(1))).toBe(0);
});

test('what counts no more is struck out', async () => {
  const { time, stores, limiterOf, sentAt } = programs(1);
  const paces = limiterOf(0);
  for (let count = 0; count < 50; count += 1) {
    await sentAt(paces);
    time.pass(400 + TICK);
  }
  const rows = stores[0]?.db.prepare('SELECT count(*) AS count FROM crm_spent').get();
  expect(rows).toEqual({ count: 3 });
});

/** Requests that the connector of Pipedrive allows itself in two seconds. */
const BURST = 19;

test('two engines on one profile that read one Pipedrive at once take the time that one token allows both', async () => {
  const dir = tempDir();
  const secrets = memorySecrets();
  // By its clock there is always room: what keeps the engines back is their own pace alone.
  let time = 0;
  const pipedrive = await startPipedrive(() => (time += 10_000));
  onTestFinished(() => pipedrive.stop());
  pipedrive.put('persons', { id: 200, name: 'Ana Ito', emails: [{ value: 'ana@acme.example', primary: true }] });
  const { source } = arrayServer();
  const window = await openProfile({ dir, source, secrets });
  const cli = await openProfile({ dir, source, secrets });
  const signIn = { connector: 'pipedrive', url: pipedrive.url, values: { token: PIPEDRIVE_TOKEN } } as const;
  await window.call('crms.connect', signIn);
  const before = pipedrive.requests.length;
  const startedAt = performance.now();
  const crmId = 'pipedrive' as CrmId;
  await Promise.all([window.call('crms.load', { crmId }), cli.call('crms.load', { crmId })]);
  const count = pipedrive.requests.length - before;
  // More than one of them may send in two seconds, less than two would.
  expect(count).toBeGreaterThan(BURST * 1.5);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(Math.floor((count - 1) / BURST) * 2_000 - 10);
}, 30_000);
