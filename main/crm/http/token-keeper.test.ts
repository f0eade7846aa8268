import { beforeEach, afterEach, expect, test } from 'vitest';
import { fakeHttp, type FakeAnswer, type FakeHttp } from '../../../e2e/servers/crm/fake-http.ts';
import type { Credential, OAuthGrant } from '../../../app/domain/sign-in.ts';
import { jsonClient } from './json-client.ts';
import { statusTrouble } from './status-trouble.ts';
import { tokenKeeper, type ClientProof } from './token-keeper.ts';

const HOUR_MS = 3_600_000;

/** A CRM that gives a token an hour, and a new refresh token with each: the one before is worth nothing then. */
let server: FakeHttp;
let renewals: { readonly fields: Record<string, unknown>; readonly authorization: string | undefined }[];
let answers: FakeAnswer[];
let valid: string;
let now: number;
let stored: Credential;
let saves: Credential[];
/** What was asked of the CRM and stored here, in this order. */
let story: string[];

beforeEach(async () => {
  renewals = [];
  answers = [];
  saves = [];
  story = [];
  valid = 'token-1';
  now = 1_000_000;
  server = await fakeHttp(({ path, form, headers }) => {
    if (path !== '/token') {
      story.push(`asked with ${headers.authorization ?? 'nothing'}`);
      return headers.authorization === valid ? { status: 200, body: {} } : { status: 401, body: {} };
    }
    renewals.push({ fields: Object.fromEntries(form ?? []), authorization: headers.authorization });
    story.push('renewed');
    const answer = answers.shift();
    if (answer !== undefined) return answer;
    valid = `token-${String(renewals.length + 1)}`;
    const refresh = `refresh-${String(renewals.length + 1)}`;
    return { status: 200, body: { access_token: valid, refresh_token: refresh, expires_in: 3_600 } };
  });
  stored = {
    kind: 'oauth',
    values: { 'client-id': 'mailpin', 'client-secret': 'so secret' },
    grant: grantOf({}),
  };
});
afterEach(() => server.stop());

function grantOf(of: Partial<OAuthGrant>): OAuthGrant {
  const tokenUrl = `${server.url}/token`;
  return { accessToken: 'token-1', refreshToken: 'refresh-1', expiresAt: now + HOUR_MS, tokenUrl, ...of };
}

function keeper(proof: ClientProof = 'none') {
  return tokenKeeper({
    proof,
    now: () => now,
    load: () => Promise.resolve(stored),
    save(credential) {
      story.push('stored');
      saves.push(credential);
      stored = credential;
      return Promise.resolve();
    },
  });
}

/** A client that signs with what the keeper gives. */
function client() {
  const keep = keeper();
  return jsonClient({
    ...{ baseUrl: server.url, headers: {}, rateLimit: { cost: 99, windowMs: 1_000, atOnce: 9 } },
    authorize: async (isRefused) => ({ authorization: await keep(isRefused) }),
    refusal: (answer) => statusTrouble(answer, {}, ''),
  });
}
const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

test('a token that is good is used as it is', async () => {
  const keep = keeper();
  expect([await keep(false), await keep(false)]).toEqual(['token-1', 'token-1']);
  expect(renewals).toEqual([]);
});

test('a token is renewed a minute before it ends, so that it does not end on its way', async () => {
  const keep = keeper();
  now += HOUR_MS - 61_000;
  expect(await keep(false)).toBe('token-1');
  now += 1_000;
  expect(await keep(false)).toBe('token-2');
  expect(stored.grant).toEqual(grantOf({ accessToken: 'token-2', refreshToken: 'refresh-2' }));
});

test('eight who need a token at once cause one renewal, and get the same', async () => {
  now += HOUR_MS;
  const keep = keeper();
  const tokens = await Promise.all(Array.from({ length: 8 }, () => keep(false)));
  expect(new Set(tokens)).toEqual(new Set(['token-2']));
  expect(renewals).toHaveLength(1);
});

test('requests that were refused at different moments cause one renewal, and all succeed', async () => {
  valid = 'token-of-elsewhere';
  const crm = client();
  const orders = Array.from({ length: 6 }, (_, at) => crm.send({ method: 'GET', path: `/${String(at)}` }));
  expect((await Promise.all(orders)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(renewals).toHaveLength(1);
});

test('a refused request that was overtaken by a renewal goes again with the new token, without another', async () => {
  const keep = keeper();
  let held: (() => void) | null = null;
  let isFirst = true;
  const crm = jsonClient({
    ...{ baseUrl: server.url, headers: {}, rateLimit: { cost: 99, windowMs: 1_000, atOnce: 9 } },
    async authorize(isRefused) {
      const signed = { authorization: await keep(isRefused) };
      const mustWait = isFirst;
      isFirst = false;
      // The slow one has its token and comes to the CRM after the other was renewed.
      if (mustWait) await new Promise<void>((resolve) => (held = resolve));
      return signed;
    },
    refusal: (answer) => statusTrouble(answer, {}, ''),
  });
  valid = 'token-of-elsewhere';
  const slow = crm.send({ method: 'GET', path: '/slow' });
  await expect.poll(() => held).not.toBeNull();
  await crm.send({ method: 'GET', path: '/quick' });
  (held as (() => void) | null)?.();
  expect((await slow).status).toBe(200);
  expect(renewals).toHaveLength(1);
});

test('the new refresh token is stored before its access token is used: a crash in between loses neither', async () => {
  now += HOUR_MS;
  await client().send({ method: 'GET', path: '/' });
  expect(story).toEqual(['renewed', 'stored', 'asked with token-2']);
});

test('a token that cannot be stored is not used', async () => {
  now += HOUR_MS;
  const keep = tokenKeeper({
    proof: 'none',
    now: () => now,
    load: () => Promise.resolve(stored),
    save: () => Promise.reject(new Error('the keychain is locked')),
  });
  await expect(keep(false)).rejects.toThrow('the keychain is locked');
});

test('what another program renewed a moment ago is taken over', async () => {
  const keep = keeper();
  await keep(false);
  stored = { ...stored, grant: grantOf({ accessToken: 'token-of-the-other', refreshToken: 'refresh-of-the-other' }) };
  expect(await keep(true)).toBe('token-of-the-other');
  expect(renewals).toEqual([]);
});

test('a renewal that brings no new refresh token keeps the one there is', async () => {
  now += HOUR_MS;
  answers = [{ status: 200, body: { access_token: 'token-2' } }];
  await keeper()(false);
  expect(stored.grant).toEqual(grantOf({ accessToken: 'token-2', expiresAt: null }));
});

test.each([
  ['a grant that the user or an administrator revoked', { error: 'invalid_grant' }, 400, 'crm.auth-revoked'],
  ['a client that the CRM does not know', { error: 'invalid_client' }, 401, 'crm.auth-rejected'],
  ['a CRM that is down', {}, 503, 'crm.unavailable'],
  ['too many renewals', {}, 429, 'crm.rate-limited'],
  ['an answer that is none', { hello: 1 }, 200, 'crm.protocol'],
])(
  '%s is told apart, to all who wait for the one renewal; nothing stored is lost',
  async (_what, body, status, code) => {
    now += HOUR_MS;
    answers = [{ status, body }];
    const keep = keeper();
    const before = stored;
    const errors = await Promise.all([keep(false), keep(false), keep(false)].map(codeOf));
    expect(errors.map((error) => (error as { code: string }).code)).toEqual([code, code, code]);
    expect(renewals).toHaveLength(1);
    expect([stored, saves]).toEqual([before, []]);
  },
);

test('a refresh token that is dead is shown to the CRM once, and a new sign-in is used at once', async () => {
  now += HOUR_MS;
  answers = [{ status: 400, body: { error: 'invalid_grant' } }];
  const keep = keeper();
  for (let asked = 0; asked < 3; asked += 1) {
    expect(await codeOf(keep(false))).toMatchObject({ code: 'crm.auth-revoked' });
  }
  expect(renewals).toHaveLength(1);
  stored = { ...stored, grant: grantOf({ accessToken: 'token-9', refreshToken: 'refresh-9' }) };
  expect(await keep(false)).toBe('token-9');
});

test.each([
  ['no refresh token came with the sign-in', () => grantOf({ refreshToken: null })],
  ['nothing is stored', () => null],
])('where %s, a sign-in that ended has to be made anew', async (_what, grant) => {
  stored = { ...stored, grant: grant() };
  now += HOUR_MS;
  expect(await codeOf(keeper()(false))).toMatchObject({ code: 'crm.auth-expired' });
  expect(renewals).toEqual([]);
});

test.each([
  ['none', { client_id: 'mailpin' }, undefined],
  ['body', { client_id: 'mailpin', client_secret: 'so secret' }, undefined],
  ['basic', {}, `Basic ${Buffer.from('mailpin:so%20secret').toString('base64')}`],
] as const)('the client proves itself by: %s', async (proof, fields, authorization) => {
  now += HOUR_MS;
  await keeper(proof)(false);
  const asked = { grant_type: 'refresh_token', refresh_token: 'refresh-1', ...fields };
  expect(renewals).toEqual([{ fields: asked, authorization }]);
});
