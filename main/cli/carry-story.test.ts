/** Mail of years moves from Sell to EspoCRM by command line: planned, decided, killed in the middle, gone on with. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ESPO_KEY, startEspo } from '../../e2e/servers/crm/espocrm.ts';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import { startKeyring, type Keyring } from '../../e2e/servers/keyring.ts';
import { addToMaildir, SALLY } from './testing/mail-maker.ts';
import { newProfile } from './testing/profile.ts';

const LEADS = 12;
const leads = Array.from({ length: LEADS }, (_one, at) => at);
const addressOf = (at: number): string => `leo${String(at)}@new.example`;
const thereOf = (at: number): string => `lead0000000000${String(at).padStart(3, '0')}`;
const subjectsOf = (at: number): readonly string[] => [`About a${String(at)}`, `About b${String(at)}`];

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring('unlocked');
});
afterAll(() => keyring.stop());

test('plan, say which, be refused without a yes, go, be killed while mail arrives, go on: each mail is there once', async () => {
  const sell = await startSell();
  onTestFinished(() => sell.stop());
  const espo = await startEspo();
  onTestFinished(() => espo.stop());
  const profile = newProfile(keyring.env);
  onTestFinished(() => profile.remove());
  const maildir = join(profile.scratch, 'Mail');
  for (const at of leads) {
    sell.put('leads', { id: 400 + at, last_name: `Leo ${String(at)}`, email: addressOf(at) });
    espo.put('Lead', { id: thereOf(at), name: `Leo ${String(at)}`, emailAddress: addressOf(at), status: 'New' });
  }
  sell.put('leads', { id: 500, last_name: 'Zoe Berg', email: 'zoe@old.example' });
  espo.put('Lead', { id: 'zoe00000000000001', name: 'Zoe Berg', emailAddress: 'zoe@new.example', status: 'New' });
  addToMaildir(maildir, [
    ...leads.flatMap((at) => [
      { id: `a${String(at)}`, from: addressOf(at), minute: at },
      { id: `b${String(at)}`, from: addressOf(at), minute: at },
    ]),
    { id: 'zoe', from: 'zoe@old.example', subject: 'Zoe' },
    { id: 'byhand', from: 'nina@elsewhere.test', subject: 'By hand' },
  ]);
  await profile.json(['account', 'add', SALLY, '--maildir', maildir]);
  await profile.sync();
  await profile.json(['crm', 'add', 'sell', '--url', sell.url, '--token-stdin'], SELL_TOKEN);
  await profile.json(['crm', 'load', 'sell']);
  await profile.json(['attach', 'byhand@mail.test', '--card', 'sell:lead:400']);
  await profile.json(['detach', 'b0@mail.test', 'sell:lead:400', '--reach', 'message']);
  await profile.json(['crm', 'add', 'espocrm', '--url', espo.url, '--token-stdin'], ESPO_KEY);

  const plan = await profile.json(['carry', 'sell', 'espocrm']);
  expect(plan).toMatchObject({
    sets: { matched: { cards: LEADS, mails: 24 }, unsure: { cards: 1, mails: 1 }, none: { cards: 0 } },
  });
  await profile.json(['carry', 'match', '500', 'zoe00000000000001']);
  const refused = await profile.run(['carry', 'go']);
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('Would come to espocrm: 25 mails')]);
  expect(espo.emails()).toEqual([]);

  // Killed as soon as a few mails have arrived.
  const { child, ended } = profile.start(['carry', 'go', '--yes']);
  let arrived = 0;
  espo.failBy(({ method, path }) => {
    if (method === 'POST' && path === '/api/v1/Email/importEml' && (arrived += 1) === 4) child.kill('SIGKILL');
    return undefined;
  });
  await ended;
  espo.failBy(() => undefined);
  expect(espo.emails().length).toBeLessThan(25);

  const gone = await profile.json(['carry', 'go', '--yes']);
  expect(gone).toMatchObject({ state: 'done', arrivedCount: 25, waitingCount: 0, troubles: [] });
  expect([...espo.emailsOn(thereOf(0))].sort()).toEqual(['About a0', 'By hand']);
  for (const at of leads.slice(1)) expect([...espo.emailsOn(thereOf(at))].sort()).toEqual(subjectsOf(at));
  expect(espo.emailsOn('zoe00000000000001')).toEqual(['Zoe']);
  expect(espo.emails()).toHaveLength(25);
});
