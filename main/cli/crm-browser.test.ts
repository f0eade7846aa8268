/** A CRM that one signs in to in the browser, by command line: the built program against the stand-in of Twenty and its sign-in. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { TWENTY_KEY, startTwenty, type FakeTwenty } from '../../e2e/servers/crm/twenty.ts';
import { startKeyring, type Keyring } from '../../e2e/servers/keyring.ts';
import type { Ended } from './testing/built-program.ts';
import { newProfile, type Profile } from './testing/profile.ts';

/** The whole line: what comes in two pieces is not taken for all. */
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\S+(?=\n)/;

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring('unlocked');
});
afterAll(() => keyring.stop());

async function house(): Promise<{ readonly twenty: FakeTwenty; readonly profile: Profile }> {
  const twenty = await startTwenty();
  twenty.put('people', { name: { firstName: 'Leo' }, emails: { primaryEmail: 'leo@new.example' } });
  const profile = newProfile(keyring.env);
  onTestFinished(() => twenty.stop());
  onTestFinished(() => profile.remove());
  return { twenty, profile };
}

/** Runs a command that shows an address, and goes there as a browser does. */
async function inBrowser(profile: Profile, args: readonly string[]): Promise<Ended> {
  const { child, ended } = profile.start(args);
  let shown = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    const before = ADDRESS.exec(shown);
    shown += bytes.toString();
    const address = ADDRESS.exec(shown)?.[0];
    if (before === null && address !== undefined) void fetch(address);
  });
  return await ended;
}

test('somebody signs in in the browser, a token that ended is renewed, and a revoked sign-in is made anew', async () => {
  const { twenty, profile } = await house();
  expect((await inBrowser(profile, ['crm', 'add', 'twenty', '--url', twenty.url, '--browser'])).code).toBe(0);
  await profile.json(['crm', 'load', 'twenty']);
  expect(await profile.json(['card', 'list', '--kind', 'contact'])).toMatchObject([{ name: 'Leo' }]);
  twenty.signIns.endTokens();
  expect(await profile.json(['crm', 'check', 'twenty'])).toMatchObject({ crmId: 'twenty' });
  twenty.signIns.revoke();
  expect(await profile.error(['crm', 'check', 'twenty'])).toBe('crm.auth-revoked');
  expect((await inBrowser(profile, ['crm', 'sign-in', 'twenty', '--browser'])).code).toBe(0);
  expect(await profile.json(['crm', 'check', 'twenty'])).toMatchObject({ crmId: 'twenty' });
});

test('who says no is told why, and a key does as well', async () => {
  const { twenty, profile } = await house();
  twenty.signIns.refuseNext();
  const refused = await inBrowser(profile, ['crm', 'add', 'twenty', '--url', twenty.url, '--browser']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('The CRM did not let Mailpin in: access_denied.');
  expect(await profile.json(['crm', 'list'])).toHaveLength(1);
  await profile.json(['crm', 'add', 'twenty', '--url', twenty.url, '--token-stdin'], TWENTY_KEY);
  expect(await profile.error(['crm', 'sign-in', 'twenty', '--token-stdin'], 'wrong')).toBe('crm.auth-rejected');
  expect(await profile.json(['crm', 'sign-in', 'twenty', '--token-stdin'], TWENTY_KEY)).toMatchObject({
    crmId: 'twenty',
  });
});
