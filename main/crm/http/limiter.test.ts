import { expect, test } from 'vitest';
import { jsonClient, NEVER } from './json-client.ts';
import type { RateLimit } from '../../../app/machines/rate-limit.ts';
import { limiter, type Limiter } from './limiter.ts';
import { statusTrouble } from './status-trouble.ts';
import { fakeHttp } from '../../../e2e/servers/crm/fake-http.ts';
import { handClock } from '../../../e2e/servers/crm/hand-clock.ts';

function paced(rateLimit: Partial<RateLimit> = {}) {
  const time = handClock();
  const paces = limiter({ cost: 3, windowMs: 1_000, atOnce: 10, ...rateLimit }, time);
  /** When a request of this cost went out. */
  const sentAt = (cost = 1): Promise<number> => paces.run(cost, NEVER, () => Promise.resolve(time.now()));
  return { time, paces, sentAt };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

test('in any window no more goes out than is allowed: the window slides, it is not filled anew', async () => {
  const { time, sentAt } = paced();
  const times = [await sentAt()];
  time.pass(900);
  for (let count = 0; count < 6; count += 1) times.push(await sentAt());
  expect(times).toEqual([0, 900, 900, 1_000, 1_900, 1_900, 2_000]);
  for (const at of times) expect(times.filter((one) => one >= at && one < at + 1_000).length).toBeLessThanOrEqual(3);
});

test('a request that costs more waits until that much is free, and keeps its place before cheaper ones', async () => {
  const { sentAt } = paced({ cost: 10 });
  expect(await Promise.all([sentAt(6), sentAt(5), sentAt(1)])).toEqual([0, 1_000, 1_000]);
});

test('what costs more than the whole window holds goes out alone, not at once', async () => {
  const { sentAt } = paced();
  expect(await sentAt(2)).toBe(0);
  expect(await sentAt(9)).toBe(1_000);
  expect(await sentAt(1)).toBe(2_000);
});

test('no more requests are under way at once than are allowed, and one that fails frees its place', async () => {
  const { paces } = paced({ cost: 100, atOnce: 2 });
  const ends: ((isWell: boolean) => void)[] = [];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      ends.push((isWell) => (isWell ? resolve() : reject(new Error('broken'))));
    });
  const all = [1, 2, 3].map(() => paces.run(1, NEVER, work));
  const settled = Promise.allSettled(all);
  await expect.poll(() => ends.length).toBe(2);
  ends[0]?.(false);
  await expect.poll(() => ends.length).toBe(3);
  ends[1]?.(true);
  ends[2]?.(true);
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

test('a pause that the CRM asked for is kept, for requests that were waiting already too', async () => {
  const { paces, sentAt } = paced();
  await Promise.all([sentAt(), sentAt(), sentAt()]);
  const waiting = sentAt();
  paces.learn(0, 5_000);
  expect(await waiting).toBe(5_000);
});

test.each([
  ['that something is left', (paces: Limiter) => paces.learn(2, 1_000)],
  ['that a shorter pause is enough', (paces: Limiter) => paces.learn(0, 1_000)],
])('a pause is not shortened by an answer from beside it that says %s', async (_what, say) => {
  const { paces, sentAt } = paced();
  paces.learn(0, 5_000);
  say(paces);
  expect(await sentAt()).toBe(5_000);
});

test('what the CRM says is left is not exceeded, though the window would let more through', async () => {
  const { paces, sentAt } = paced({ cost: 100 });
  paces.learn(2, 3_000);
  expect([await sentAt(), await sentAt(), await sentAt()]).toEqual([0, 0, 3_000]);
});

test('a budget that is gone for hours is not waited for: it is said at once, with its own code and the time left', async () => {
  const { time, paces, sentAt } = paced();
  paces.learn(0, 3_600_000, 'crm.quota-exhausted');
  time.pass(600_000);
  expect(await codeOf(sentAt())).toMatchObject({ code: 'crm.quota-exhausted', details: { retryAfterMs: 3_000_000 } });
  time.pass(3_000_000);
  expect(await sentAt()).toBe(3_600_000);
});

test('a long "slow down" is said at once as that, and not as a budget that is gone', async () => {
  const { paces, sentAt } = paced();
  paces.learn(0, 60_000);
  expect(await codeOf(sentAt())).toMatchObject({ code: 'crm.rate-limited', details: { retryAfterMs: 60_000 } });
});

test('a signal ends the waiting, and spends nothing', async () => {
  const { time, paces, sentAt } = paced();
  await Promise.all([sentAt(), sentAt(), sentAt()]);
  const ending = new AbortController();
  const waiting = paces.run(1, ending.signal, () => Promise.resolve('sent'));
  ending.abort();
  expect(await codeOf(waiting)).toMatchObject({ code: 'cancelled' });
  expect([await sentAt(), time.now()]).toEqual([1_000, 1_000]);
});

test('over HTTP: after 429 nothing goes out before the pause is over, whoever asks', async () => {
  const server = await fakeHttp(() => ({ status: 200, body: {} }));
  const time = handClock();
  const client = jsonClient({
    ...{ baseUrl: server.url, headers: {}, pace: time, rateLimit: { cost: 99, windowMs: 1_000, atOnce: 9 } },
    refusal: (answer) => statusTrouble(answer, {}, ''),
  });
  server.fail({ when: 'before', answer: { status: 429, headers: { 'retry-after': '7' } } });
  const refused = await codeOf(client.send({ method: 'GET', path: '/a' }));
  expect(refused).toMatchObject({ code: 'crm.rate-limited', details: { retryAfterMs: 7_000 } });
  await Promise.all(['/b', '/c'].map((path) => client.send({ method: 'GET', path })));
  expect(time.now()).toBe(7_000);
  await server.stop();
});

test('over HTTP: the more often the CRM says 429 without a time, the longer the pause', async () => {
  const server = await fakeHttp(() => ({ status: 429 }));
  const time = handClock();
  const client = jsonClient({
    ...{ baseUrl: server.url, headers: {}, pace: time, rateLimit: { cost: 99, windowMs: 1_000, atOnce: 9 } },
    refusal: (answer) => statusTrouble(answer, {}, ''),
  });
  const sentAt: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    await codeOf(client.send({ method: 'GET', path: '/' }));
    sentAt.push(time.now());
  }
  const pauses = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
  // Each between half and the whole of 1, 2, 4, 8 seconds.
  pauses.forEach((ms, index) => {
    expect(ms).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(ms).toBeLessThanOrEqual(1_000 * 2 ** index);
  });
  await server.stop();
});

test('over HTTP: a request that goes again with a renewed credential counts again', async () => {
  const server = await fakeHttp(({ headers }) => ({ status: headers.authorization === 'new' ? 200 : 401 }));
  const time = handClock();
  let valid = 'old';
  const client = jsonClient({
    ...{ baseUrl: server.url, headers: {}, pace: time, rateLimit: { cost: 2, windowMs: 1_000, atOnce: 1 } },
    authorize: (isRefused) => Promise.resolve({ authorization: isRefused ? (valid = 'new') : valid }),
    refusal: (answer) => statusTrouble(answer, {}, ''),
  });
  await client.send({ method: 'GET', path: '/renewed' });
  expect([server.requests.length, time.now()]).toEqual([2, 0]);
  await client.send({ method: 'GET', path: '/next' });
  expect(time.now()).toBe(1_000);
  await server.stop();
});
