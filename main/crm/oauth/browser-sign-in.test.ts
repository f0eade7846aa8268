import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { OWN_APP, type AuthServer } from '../../../e2e/servers/crm/auth-server.ts';
import { startHubspot } from '../../../e2e/servers/crm/hubspot.ts';
import { startPipedrive } from '../../../e2e/servers/crm/pipedrive.ts';
import { SALESFORCE, startSalesforce } from '../../../e2e/servers/crm/salesforce.ts';
import { startSell } from '../../../e2e/servers/crm/sell.ts';
import { startTwenty } from '../../../e2e/servers/crm/twenty.ts';
import type { ConnectorName } from '../../../app/domain/crm-account.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { Credential, SignInValues } from '../../../app/domain/sign-in.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { accessOf } from '../access.ts';
import { CONNECTORS } from '../connectors.ts';
import { beginBrowserSignIn, type BrowserSignIn, type BrowserSignInOrder } from './browser-sign-in.ts';

interface House {
  readonly url: string;
  readonly signIns: AuthServer;
  readonly requests: readonly string[];
  stop(): Promise<void>;
}
const APP: SignInValues = { 'client-id': OWN_APP.id, 'client-secret': OWN_APP.secret };
const HOUSES: Readonly<Partial<Record<ConnectorName, () => Promise<House>>>> = {
  hubspot: () => startHubspot(),
  pipedrive: () => startPipedrive(),
  salesforce: () => startSalesforce(),
  sell: () => startSell(),
  twenty: () => startTwenty(),
};
const VALUES: Readonly<Partial<Record<ConnectorName, SignInValues>>> = {
  hubspot: APP,
  pipedrive: APP,
  salesforce: { 'client-id': SALESFORCE.clientId },
  sell: APP,
  twenty: {},
};
const NAMES = Object.keys(HOUSES) as ConnectorName[];
const WORDS = { done: 'Signed in <& well>', refused: 'Not let in' };

let begun: BrowserSignIn | null = null;
afterEach(() => begun?.cancel());

async function house(name: ConnectorName): Promise<House> {
  const start = HOUSES[name];
  if (start === undefined) throw new Error(name);
  const server = await start();
  onTestFinished(() => server.stop());
  return server;
}

async function begin(name: ConnectorName, server: House, of: Partial<BrowserSignInOrder> = {}): Promise<BrowserSignIn> {
  const { oauth } = CONNECTORS[name];
  if (oauth === null) throw new Error(name);
  const asked = { oauth, url: server.url, values: VALUES[name] ?? {}, words: WORDS, now: () => Date.now() };
  // Other tests may wait at the port that is entered at CRMs.
  begun = await beginBrowserSignIn({ ...asked, registeredPort: 0, ...of });
  server.signIns.setRedirect(redirectOf(begun));
  return begun;
}

function redirectOf({ authorizeUrl }: BrowserSignIn): string {
  return new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
}

/** Goes where a browser goes: the sign-in page sends it on. */
async function browse(address: string): Promise<string> {
  return await (await fetch(address)).text();
}

function opened(name: ConnectorName, url: string, credential: Credential) {
  const { oauth, open } = CONNECTORS[name];
  const id: string = name;
  const saved: Credential[] = [];
  const store = {
    load: () => Promise.resolve(saved.at(-1) ?? credential),
    save: (renewed: Credential) => Promise.resolve(void saved.push(renewed)),
  };
  const crm: CrmConnector = open({ id: id as CrmId, connector: name, url }, accessOf(credential, oauth, store));
  return { crm, saved };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe.each(NAMES)('%s', (name) => {
  test('somebody signs in in the browser, and goes on after the token ended; the new one is stored', async () => {
    const server = await house(name);
    const { authorizeUrl, signedIn } = await begin(name, server);
    expect(await browse(authorizeUrl)).toContain('Signed in &#60;&#38; well&#62;');
    const { credential, url } = await signedIn;
    expect([credential.kind, url]).toEqual(['oauth', server.url]);
    const { crm, saved } = opened(name, server.url, credential);
    expect((await crm.check()).user).not.toBe('');
    expect(saved).toEqual([]);
    server.signIns.endTokens();
    expect((await crm.check()).user).not.toBe('');
    expect(saved).toHaveLength(1);
    expect(saved[0]?.grant?.refreshToken).not.toBe(credential.grant?.refreshToken);
  });

  test('a right that was taken away is named as such, and asked for once', async () => {
    const server = await house(name);
    const { authorizeUrl, signedIn } = await begin(name, server);
    await browse(authorizeUrl);
    const { credential } = await signedIn;
    const { crm } = opened(name, server.url, credential);
    server.signIns.revoke();
    const tokenRequests = (): number => server.requests.filter((one) => /^POST .*\/token$/.test(one)).length;
    const before = tokenRequests();
    for (let tried = 0; tried < 3; tried += 1) {
      expect(await codeOf(crm.check())).toMatchObject({ code: 'crm.auth-revoked' });
    }
    expect(tokenRequests() - before).toBe(1);
  });
});

test('who says no is told so in the browser, and Mailpin with the reason', async () => {
  const server = await house('twenty');
  const { authorizeUrl, signedIn } = await begin('twenty', server);
  server.signIns.refuseNext();
  expect(await browse(authorizeUrl)).toContain('Not let in');
  expect(await codeOf(signedIn)).toMatchObject({ code: 'crm.sign-in-refused', details: { reason: 'access_denied' } });
});

test('a page elsewhere that comes back without the secret of this sign-in neither ends nor spoils it', async () => {
  const server = await house('twenty');
  const { authorizeUrl, signedIn } = await begin('twenty', server);
  const back = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
  for (const query of ['code=stolen', 'code=stolen&state=guessed', 'error=access_denied&state=']) {
    expect((await fetch(`${back}?${query}`)).status).toBe(404);
  }
  // Not even an address that is none ends it.
  expect((await fetch(`${new URL(back).origin}//`)).status).toBe(404);
  await browse(authorizeUrl);
  expect((await signedIn).credential.grant).not.toBeNull();
});

test('an answer that names another server is not carried to this one', async () => {
  const server = await house('twenty');
  const { authorizeUrl, signedIn } = await begin('twenty', server);
  const back = (await fetch(authorizeUrl, { redirect: 'manual' })).headers.get('location') ?? '';
  const mixed = new URL(back);
  mixed.searchParams.set('iss', 'https://elsewhere.example');
  await browse(mixed.href);
  expect(await codeOf(signedIn)).toMatchObject({ code: 'crm.protocol' });
});

test('nobody is waited for longer than the patience, nor after a cancel; the port is free then', async () => {
  const server = await house('hubspot');
  const late = await begin('hubspot', server, { patienceMs: 1 });
  expect(await codeOf(late.signedIn)).toMatchObject({ code: 'crm.sign-in-timeout' });
  const other = await begin('hubspot', server);
  other.cancel();
  expect(await codeOf(other.signedIn)).toMatchObject({ code: 'cancelled' });
  const { authorizeUrl, signedIn } = await begin('hubspot', server);
  await browse(authorizeUrl);
  expect((await signedIn).credential.kind).toBe('oauth');
});

test('where another program has the port that is entered at the CRM, that is said', async () => {
  const server = await house('hubspot');
  const port = Number(new URL(redirectOf(await begin('hubspot', server))).port);
  const second = begin('hubspot', server, { registeredPort: port });
  expect(await codeOf(second)).toMatchObject({ code: 'crm.port-taken', details: { port } });
});

test('an address that is no Twenty is named as wrong before a browser opens', async () => {
  const server = await house('hubspot');
  expect(await codeOf(begin('twenty', server))).toMatchObject({ code: expect.stringMatching(/^crm\./) as string });
});
