/** What goes wrong between Mailpin and a CRM: each has a code of its own that says whose fault it is and what to do next. */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HUBSPOT_TOKEN, startHubspot } from '../../e2e/servers/crm/hubspot.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import type { FakeAnswer } from '../../e2e/servers/crm/fake-http.ts';
import { TARGETS } from '../../e2e/servers/crm/targets.ts';
import { makeCertificates } from '../../e2e/servers/dovecot-ca.ts';
import type { Activity } from '../../app/domain/activity.ts';
import { CONNECTOR_NAMES, type ConnectorName } from '../../app/domain/crm-account.ts';
import type { CardId, CrmId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { SignInValues } from '../../app/domain/sign-in.ts';
import { MailpinError, policyOf, type ErrorCode } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import { textFor } from '../../resources/text.ts';
import { accessOf } from '../crm/access.ts';
import { CONNECTORS } from '../crm/connectors.ts';
import { loadAll } from '../crm/conformance/checks.ts';
import { faultProxy } from '../crm/conformance/fault-proxy.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile, tempDir } from '../services/testing/profile.ts';

const SELL = 'sell' as CrmId;
const FAULTS = { you: 'you', it: 'the network or its people', crm: 'the CRM or its people' } as const;
const AGAIN = {
  never: 'no: parked until you say so',
  backoff: 'by itself',
  'after-sign-in': 'after you sign in',
} as const;

function opened(connector: ConnectorName, url: string, values: SignInValues): CrmConnector {
  const id: string = connector;
  const kind = 'login' in values ? 'login' : 'token';
  const store = { load: () => Promise.reject(new Error('nothing is stored')), save: () => Promise.resolve() };
  const access = accessOf({ kind, values, grant: null }, null, store);
  return CONNECTORS[connector].open({ id: id as CrmId, connector, url }, access);
}

function activity(subject = 'Quote'): Activity {
  return {
    key: `${subject}@acme.example#0123456789ab` as MessageKey,
    messageId: null,
    direction: 'inbound',
    sentAt: Date.UTC(2026, 2, 1) as UnixMs,
    subject,
    participants: [{ role: 'from', address: null, rawAddress: 'ana@acme.example', displayName: 'Ana' }],
    extent: 'full',
    text: 'Two phases, please.',
    attachments: [],
    omissions: [],
  };
}

/** The failure of some work, after its words were held against what it knows: nothing is left to fill in. */
async function failureOf(work: Promise<unknown>): Promise<MailpinError> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof MailpinError)) throw new Error('it did not fail in our words', { cause: thrown });
  const { what, next } = errorWords(textFor('en').format, thrown);
  expect(what + next).not.toMatch(/[{}]|: \.|undefined/);
  expect(next).not.toBe('');
  return thrown;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A web server that knows nothing of any CRM, and the tokens that were sent to it all the same. */
async function webServer(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${String(await listening(createServer(answer)))}`;
}

async function sell(answer?: FakeAnswer) {
  const server = await startSell();
  onTestFinished(() => server.stop());
  server.put('deals', { id: 300, name: 'Pumps', stage_id: 12 });
  if (answer !== undefined) server.fail({ when: 'before', answer });
  return { server, crm: opened('sell', server.url, { token: SELL_TOKEN }) };
}

const unauthorized = (message: string, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status: 401,
  headers,
  body: { errors: [{ error: { code: 'invalid_token', message } }] },
});

describe('tokens', () => {
  test('a token that was revoked is told from one that ended', async () => {
    const revoked = await sell(unauthorized('The token was revoked'));
    expect(await failureOf(revoked.crm.check())).toMatchObject({ code: 'crm.auth-revoked' });
    const expired = await sell(unauthorized('', { 'www-authenticate': 'Bearer error_description="Token expired"' }));
    expect(await failureOf(expired.crm.check())).toMatchObject({ code: 'crm.auth-expired' });
  });

  test('a CRM that names every possibility at once has refused the sign-in, no more is known', async () => {
    const words = 'The access token provided is expired, revoked, malformed or invalid for other reasons';
    const { crm } = await sell(unauthorized(words));
    expect(await failureOf(crm.check())).toMatchObject({ code: 'crm.auth-rejected' });
  });

  test('a CRM that refused the sign-in is left alone until the user orders something; then what waited goes out', async () => {
    const server = await startSell();
    onTestFinished(() => server.stop());
    server.put('contacts', { id: 200, is_organization: false, name: 'Ana', email: 'ana@acme.test' });
    const askedFor: string[] = [];
    const line = await faultProxy(server.url, (_method, path) => {
      askedFor.push(path);
      return false;
    });
    onTestFinished(() => line.stop());
    const mailbox = arrayServer();
    const mailpin = await openProfile({ source: mailbox.source });
    await addSally(mailpin);
    await mailpin.call('crms.connect', { connector: 'sell', url: line.url, values: { token: SELL_TOKEN } });
    await mailpin.call('crms.load', { crmId: SELL });
    await mailpin.call('rehearsal.go', { crmId: SELL });
    const trouble = async () => (await mailpin.call('crms.list', {})).find(({ id }) => id === SELL)?.trouble;
    const { status, body } = unauthorized('The token was revoked');
    const answer = { status, body: JSON.stringify(body) };
    line.fail({ when: 'before', answer, hits: 'all', times: Number.POSITIVE_INFINITY });
    await failureOf(mailpin.call('crms.load', { crmId: SELL }));
    expect(await trouble()).toMatchObject({ code: 'crm.auth-revoked' });
    mailbox.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.test', to: SALLY, subject: 'Quote', at: 1 }));
    await mailpin.call('sync.once', {});
    // Comes after what the new mail set off, and is refused too.
    expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 0 });
    expect(askedFor.filter((path) => path.includes('notes'))).toEqual([]);
    line.heal();
    expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 1 });
    expect(server.notesOn('contact', 200)).toHaveLength(1);
    expect(await trouble()).toBeNull();
  });
});

test('missing rights are named, with what the CRM says', async () => {
  const { server, crm } = await sell();
  server.fail({
    when: 'before',
    method: 'POST',
    answer: { status: 403, body: { errors: [{ error: { code: 'forbidden', message: 'Notes are read only' } }] } },
  });
  const error = await failureOf(crm.attach(activity(), 'sell:deal:300' as CardId));
  expect(error).toMatchObject({ code: 'crm.forbidden', details: { reason: 'Notes are read only' } });
  expect(server.notesOn('deal', 300)).toEqual([]);
});

const PAGE = '<!doctype html><title>Welcome</title>';

describe.each(CONNECTOR_NAMES)('%s', (connector) => {
  const values = async (): Promise<SignInValues> => {
    const standIn = await TARGETS[connector].start();
    await standIn.stop();
    return standIn.values;
  };
  const checked = async (url: string): Promise<MailpinError> =>
    failureOf(opened(connector, url, await values()).check());

  test('a web server without the CRM is a wrong address', async () => {
    const url = await webServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE);
    });
    expect(await checked(url)).toMatchObject({ code: 'crm.wrong-address' });
  });

  test('an address that leads on elsewhere is a wrong address, and the token does not follow', async () => {
    let strangerCount = 0;
    const elsewhere = await webServer((_request, response) => {
      strangerCount += 1;
      response.end('{}');
    });
    const url = await webServer((_request, response) => {
      response.writeHead(302, { location: elsewhere }).end();
    });
    expect(await checked(url)).toMatchObject({ code: 'crm.wrong-address' });
    expect(strangerCount).toBe(0);
  });

  test("a proxy's page is not taken for the CRM's answer", async () => {
    const url = await webServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    });
    expect(await checked(url)).toMatchObject({ code: 'crm.html-answer' });
  });

  test('an answer that breaks off is not taken for a whole one', async () => {
    const url = await webServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"data": [{"id": 1', () => response.destroy());
    });
    expect(await checked(url)).toMatchObject({ code: 'crm.broken-answer' });
  });
});

test('an address without encryption that is said to have it is a wrong address', async () => {
  const url = await webServer((_request, response) => void response.end('{}'));
  const crm = opened('sell', url.replace('http:', 'https:'), { token: SELL_TOKEN });
  expect(await failureOf(crm.check())).toMatchObject({ code: 'crm.wrong-address' });
});

test('what was ordered when an answer broke off is unsure', async () => {
  const { server, crm } = await sell();
  server.fail({ when: 'after', method: 'POST', answer: { status: 200, body: '{"data": {"id"' } });
  const error = await failureOf(crm.attach(activity(), 'sell:deal:300' as CardId));
  expect(error).toMatchObject({ code: 'crm.broken-answer', details: { ambiguous: 1 } });
  expect((await crm.attach(activity(), 'sell:deal:300' as CardId)).outcome).toBe('already-attached');
});

describe('a card', () => {
  test('that was deleted since it was loaded is named as gone, and nothing is written', async () => {
    const { server, crm } = await sell();
    await loadAll(crm);
    server.remove('deals', 300);
    expect(await failureOf(crm.attach(activity(), 'sell:deal:300' as CardId))).toMatchObject({ code: 'crm.card-gone' });
    const pipedrive = await startPipedrive();
    onTestFinished(() => pipedrive.stop());
    pipedrive.put('deals', { id: 300, title: 'Pumps', status: 'open', stage_id: 12 });
    const other = opened('pipedrive', pipedrive.url, { token: PIPEDRIVE_TOKEN });
    await loadAll(other);
    pipedrive.remove('deals', 300);
    const error = await failureOf(other.attach(activity(), 'pipedrive:deal:300' as CardId));
    expect(error).toMatchObject({ code: 'crm.card-gone' });
    expect(pipedrive.notes()).toEqual([]);
  });

  test('that was merged into another since it was loaded is named as gone, and leads to the one that stayed', async () => {
    const hubspot = await startHubspot();
    onTestFinished(() => hubspot.stop());
    hubspot.put('contacts', '200', { firstname: 'Ana' });
    hubspot.put('contacts', '201', { firstname: 'A.' });
    hubspot.index();
    const crm = opened('hubspot', hubspot.url, { token: HUBSPOT_TOKEN });
    const { cursor } = await loadAll(crm);
    hubspot.merge('contacts', '200', '201');
    hubspot.index();
    const error = await failureOf(crm.attach(activity(), 'hubspot:contact:201' as CardId));
    expect(error).toMatchObject({ code: 'crm.card-gone' });
    const { cards } = await loadAll(crm, cursor);
    expect(cards.findLast(({ remoteId }) => remoteId === '201')).toMatchObject({
      convertedToId: 'hubspot:contact:200',
    });
    expect((await crm.attach(activity(), 'hubspot:contact:200' as CardId)).outcome).toBe('created');
  });
});

test("a rule of the CRM's administrator is shown in its own words, parks the mail and is never tried again by itself", async () => {
  const hubspot = await startHubspot();
  onTestFinished(() => hubspot.stop());
  hubspot.put('contacts', '200', { firstname: 'Ana', email: 'ana@acme.test' });
  hubspot.index();
  const mailbox = arrayServer();
  mailbox.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.test', to: SALLY, subject: 'Quote', at: 1 }));
  const mailpin = await openProfile({ source: mailbox.source });
  await addSally(mailpin);
  await mailpin.call('sync.once', {});
  const crmId = 'hubspot' as CrmId;
  await mailpin.call('crms.connect', { connector: 'hubspot', url: hubspot.url, values: { token: HUBSPOT_TOKEN } });
  await mailpin.call('crms.load', { crmId });
  const message = 'Every email needs a project code';
  const errors = [{ message, code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' }];
  hubspot.refuseEmails({ status: 400, body: { status: 'error', message, category: 'VALIDATION_ERROR', errors } });
  await mailpin.call('rehearsal.go', { crmId });
  expect(await mailpin.call('outbox.drain', {})).toMatchObject({ dead: 1 });
  const [entry] = await mailpin.call('outbox.list', { limit: 9 });
  expect(entry).toMatchObject({
    state: { kind: 'dead', because: 'crm.rule-refused' },
    refusal: { code: 'crm.rule-refused', details: { reason: message } },
  });
  if (entry === undefined) throw new Error('nothing is parked');
  const isWrite = (request: string): boolean => request.startsWith('POST') && request.endsWith('/emails');
  const tried = hubspot.requests.filter(isWrite).length;
  await mailpin.call('outbox.drain', {});
  expect(hubspot.requests.filter(isWrite)).toHaveLength(tried);
  hubspot.refuseEmails(null);
  await mailpin.call('outbox.retry', { outboxId: entry.id });
  await mailpin.call('outbox.drain', {});
  expect(hubspot.emails()).toHaveLength(1);
});

describe('a clock that is off', () => {
  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toUTCString();

  test.each([2, -2])('by %i hours is named where the CRM refuses the sign-in', async (hours) => {
    const { crm } = await sell(unauthorized('', { date: inHours(hours) }));
    const error = await failureOf(crm.check());
    expect(error).toMatchObject({ code: 'crm.clock-skew', details: { minutes: 120 } });
  });

  test("does not change how long the CRM's pause is: its date is held against its own clock", async () => {
    const headers = { date: inHours(-2), 'retry-after': new Date(Date.now() - 7_200_000 + 9_000).toUTCString() };
    const { crm } = await sell({ status: 429, headers });
    expect(await failureOf(crm.check())).toMatchObject({
      code: 'crm.rate-limited',
      details: { retryAfterMs: 9_000 },
    });
  });
});

test('a certificate for another name is named, and no token is sent; with the right name the CRM is spoken to', async () => {
  const folder = tempDir();
  const { caFile, certFile, keyFile } = makeCertificates(folder, ['crm.elsewhere.example', '127.0.0.1']);
  const tokens: (string | undefined)[] = [];
  const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  const port = await listening(
    createTlsServer(tls, ({ headers }, response) => {
      tokens.push(headers.authorization);
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    }),
  );
  const checked = (host: string): Promise<MailpinError> =>
    failureOf(opened('sell', `https://${host}:${String(port)}`, { token: SELL_TOKEN }).check());
  expect(await checked('127.0.0.1')).toMatchObject({ code: 'crm.tls-untrusted' });
  const trusted = getCACertificates('default');
  onTestFinished(() => setDefaultCACertificates(trusted));
  setDefaultCACertificates([...trusted, readFileSync(caFile, 'utf8')]);
  const error = await checked('localhost');
  expect(error).toMatchObject({ code: 'crm.tls-mismatch', details: { host: `localhost:${String(port)}` } });
  expect(tokens).toEqual([]);
  expect(await checked('127.0.0.1')).toMatchObject({ code: 'crm.auth-rejected' });
  expect(tokens).toEqual([`Bearer ${SELL_TOKEN}`]);
});

/** What happened, its code, and the tests here or elsewhere that hold it. */
const TABLE: readonly (readonly [string, ErrorCode, string])[] = [
  ['The token or the sign-in was revoked at the CRM', 'crm.auth-revoked', 'tokens; `token-keeper.test.ts`'],
  ['The sign-in ended and cannot be renewed', 'crm.auth-expired', 'tokens; `token-keeper.test.ts`'],
  ['The token is wrong, or the CRM says no more', 'crm.auth-rejected', 'tokens; conformance'],
  ['Rights are missing: while working', 'crm.forbidden', 'missing rights'],
  ['The user said no in the browser, or the CRM let nobody in', 'crm.sign-in-refused', '`browser-sign-in.test.ts`'],
  ['Nobody signed in in the browser', 'crm.sign-in-timeout', '`browser-sign-in.test.ts`'],
  ['Another program has the port that a sign-in needs', 'crm.port-taken', '`browser-sign-in.test.ts`'],
  ['Rights are missing: named when one signs in', 'crm.rights-missing', '`espo-crm.test.ts`, `odoo-crm.test.ts`'],
  ['The address is not that of this CRM, or leads on elsewhere', 'crm.wrong-address', 'every connector'],
  ['A proxy’s page came instead of JSON', 'crm.html-answer', 'every connector; conformance'],
  ['JSON that breaks off', 'crm.broken-answer', 'every connector; conformance'],
  ['JSON of another kind', 'crm.protocol', '`sell-crm.test.ts`'],
  ['The card was deleted or merged meanwhile', 'crm.card-gone', 'a card; conformance'],
  ['A rule of the CRM’s administrator refuses the mail', 'crm.rule-refused', 'a rule'],
  ['The CRM refuses the mail for another reason', 'crm.invalid', 'the tests of the connectors'],
  ['This computer’s clock is off and the sign-in is refused', 'crm.clock-skew', 'a clock that is off'],
  ['The certificate is for another name', 'crm.tls-mismatch', 'a certificate'],
  ['The certificate is not trusted', 'crm.tls-untrusted', 'a certificate'],
  ['The CRM says: slow down', 'crm.rate-limited', '`limiter.test.ts`; conformance'],
  ['The budget is gone until a named time', 'crm.quota-exhausted', '`limiter.test.ts`'],
];

test('the table in the documentation says whose fault each is and whether it is tried again, as the policy has it', () => {
  const page = readFileSync(new URL('../../docs/connectors.md', import.meta.url), 'utf8');
  const rows = TABLE.map(([what, code, where]) => {
    const { fault, retry } = policyOf(code);
    return `| ${what} | \`${code}\` | ${fault in FAULTS ? FAULTS[fault as keyof typeof FAULTS] : fault} | ${AGAIN[retry]} | ${where} |`;
  });
  const shown = page.split('\n').filter((line) => /^\| .+ \| `crm\.[a-z-]+` \|/.test(line));
  expect(shown).toEqual(rows);
});
