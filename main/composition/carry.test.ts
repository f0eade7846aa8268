/** Mail carried over from one CRM to another, on a whole engine between two stand-ins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ESPO_KEY } from '../../e2e/servers/crm/espocrm.ts';
import { ESPO_IDS, espoWithCards } from '../../e2e/servers/crm/espocrm/target.ts';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import type { CardId, CrmId } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile, tempDir } from '../services/testing/profile.ts';

/** After the deals were made, in minutes. */
const A_DAY_LATER = 24 * 60;

const CARRY = { fromId: 'sell' as CrmId, toId: 'espocrm' as CrmId };
const ANA_THERE = `espocrm:contact:${ESPO_IDS.contact}` as CardId;
const PUMPS_THERE = `espocrm:deal:${ESPO_IDS.deal}` as CardId;
const LEO_THERE = `espocrm:lead:${ESPO_IDS.lead}` as CardId;

/**
 * Sell with Ana of Acme on the deal Pumps, and with Bo, whom EspoCRM does not know; mail of Ana's, some of which the user put on the
 * deal or took off it. EspoCRM with Ana, Acme and Pumps of its own.
 */
async function house() {
  const sell = await startSell();
  onTestFinished(() => sell.stop());
  sell.put('contacts', { id: 1, is_organization: true, name: 'Acme Ltd', website: 'https://acme.example' });
  sell.put('contacts', { id: 2, is_organization: false, name: 'Ana Ito', email: 'ana@acme.example', contact_id: 1 });
  sell.put('contacts', { id: 3, is_organization: false, name: 'Bo Berg', email: 'bo@berg.example' });
  sell.put('deals', {
    ...{ id: 20, name: 'Pumps', contact_id: 2, organization_id: 1, stage_id: 11 },
    ...{ value: '1234.50', currency: 'EUR' },
  });
  const espo = await espoWithCards();
  onTestFinished(() => espo.stop());
  const mailbox = arrayServer();
  const deliver = (id: string, from: string, answers?: string) =>
    mailbox.deliver(
      'INBOX',
      mailOf({
        ...{ id, from, to: SALLY, subject: id },
        at: A_DAY_LATER,
        references: answers === undefined ? [] : [answers],
      }),
    );
  deliver('ask', 'ana@acme.example');
  deliver('gossip', 'ana@acme.example');
  deliver('zoe', 'zoe@other.example');
  deliver('bo', 'bo@berg.example');
  const mailpin = await openProfile({ source: mailbox.source });
  await addSally(mailpin);
  await mailpin.call('crms.connect', { connector: 'sell', url: sell.url, values: { token: SELL_TOKEN } });
  await mailpin.call('crms.load', { crmId: CARRY.fromId });
  const sync = () => mailpin.call('sync.once', {});
  await sync();
  const named = (id: string) => [{ messageId: `${id}@mail.test` }];
  await mailpin.call('links.attach', { mails: named('zoe'), cardId: 'sell:deal:20', reach: 'thread' });
  await mailpin.call('links.detach', { mails: named('gossip'), cardId: 'sell:deal:20', reach: 'thread' });
  await mailpin.call('rehearsal.go', { crmId: CARRY.fromId });
  await mailpin.call('outbox.drain', {});
  await mailpin.call('crms.connect', { connector: 'espocrm', url: espo.url, values: { token: ESPO_KEY } });
  await mailpin.call('crms.load', { crmId: CARRY.toId });
  const on = async (id: string): Promise<readonly string[]> => {
    const links = await mailpin.call('links.list', { mail: { messageId: `${id}@mail.test` }, limit: 100 });
    return links.map(({ card }) => card.id).sort();
  };
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => toMailpinError(error).code,
    );
  return { mailpin, mailbox, deliver, sync, sell, espo, on, named, codeOf };
}

test('a second CRM takes no mail from the first, and gets nothing before the go', async () => {
  const { espo, sell, on } = await house();
  expect(await on('ask')).toEqual([ANA_THERE, PUMPS_THERE, 'sell:contact:2', 'sell:deal:20']);
  expect(sell.notesOn('deal', 20)).toHaveLength(2);
  expect(espo.emails()).toEqual([]);
});

test('cards are matched by address, name and value; those that have nobody there are named', async () => {
  const { mailpin } = await house();
  const view = await mailpin.call('carries.plan', CARRY);
  expect(view).toMatchObject({ state: 'planned', sets: { matched: { cards: 2 }, none: { cards: 1, mails: 1 } } });
  const { items } = await mailpin.call('carries.rows', { ...CARRY, limit: 10 });
  expect(items.map(({ card, set, counterpart }) => [card.name, set, counterpart?.id ?? null])).toEqual([
    ['Bo Berg', 'none', null],
    ['Ana Ito', 'matched', ANA_THERE],
    ['Pumps', 'matched', PUMPS_THERE],
  ]);
  expect(items[2]?.candidates[0]?.likeness.map(({ kind }) => kind)).toEqual(['name', 'value', 'company', 'people']);
  const path = join(tempDir(), 'carry.csv');
  expect(await mailpin.call('carries.export', { ...CARRY, path })).toEqual({ cardCount: 3 });
  expect(readFileSync(path, 'utf8')).toContain(`sell:deal:20,deal,Pumps,2,1,matched,,${PUMPS_THERE},Pumps,`);
});

test('nothing goes without a yes; then mail and tombstones are on the counterparts, and stay as later mail comes', async () => {
  const { mailpin, espo, on, codeOf, deliver, sync } = await house();
  expect(await codeOf(mailpin.call('carries.go', { ...CARRY, isConfirmed: true }))).toBe('input.nothing-planned');
  await mailpin.call('carries.plan', CARRY);
  expect(await codeOf(mailpin.call('carries.go', { ...CARRY, isConfirmed: false }))).toBe('input.unconfirmed-carry');
  expect(await mailpin.call('carries.preview', CARRY)).toMatchObject({
    ...{ mailCount: 3, cardCount: 2, keptOutCount: 1, heldCount: 0 },
    staying: { cards: 1, mails: 1 },
  });
  expect(espo.emails()).toEqual([]);

  const view = await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  expect(view).toMatchObject({ state: 'done', progress: { done: 2, total: 2 } });
  await mailpin.call('outbox.drain', {});
  expect([...espo.emailsOn(ESPO_IDS.deal)].sort()).toEqual(['ask', 'zoe']);
  // EspoCRM has room for a mail on one card: the deal's mail is not on the contact too.
  expect(espo.emailsOn(ESPO_IDS.contact)).toEqual(['gossip']);
  const report = await mailpin.call('carries.report', CARRY);
  expect(report).toMatchObject({ arrivedCount: 3, waitingCount: 0 });
  expect(report.troubles.map(({ because, card }) => [because, card.name]).sort()).toEqual([
    ['elsewhere', 'Ana Ito'],
    ['none', 'Bo Berg'],
  ]);

  deliver('answer', 'ana@acme.example', 'gossip');
  await sync();
  expect(await on('answer')).toEqual([ANA_THERE, 'sell:contact:2']);
});

test('it is one action: taken back, what it brought is off the new CRM, and it can be done again', async () => {
  const { mailpin, espo, sell, on } = await house();
  await mailpin.call('carries.plan', CARRY);
  const { actionId } = await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  const [action] = await mailpin.call('actions.list', { limit: 1 });
  expect(action).toMatchObject({ id: actionId, kind: 'carry', mailCount: 3, subject: 'sell espocrm', canUndo: true });
  await mailpin.call('outbox.drain', {});
  await mailpin.call('actions.undo', {});
  expect(await on('zoe')).toEqual(['sell:deal:20']);
  await mailpin.call('outbox.drain', {});
  expect(espo.emailsOn(ESPO_IDS.deal)).not.toContain('zoe');
  expect(sell.notesOn('deal', 20)).toHaveLength(2);
  expect((await mailpin.call('carries.list', {}))[0]).toMatchObject({ state: 'undone' });
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  expect(await on('zoe')).toEqual([PUMPS_THERE, 'sell:deal:20']);
  await mailpin.call('outbox.drain', {});
  expect([...espo.emailsOn(ESPO_IDS.deal)].sort()).toEqual(['ask', 'zoe']);
  // Once more there is nothing to say, so nothing to take back.
  await mailpin.call('carries.plan', CARRY);
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  expect(await mailpin.call('actions.list', { limit: 10 })).toHaveLength(4);
});

test('the user says which card stands for a card, or that its mail stays', async () => {
  const { mailpin, espo, on, codeOf } = await house();
  await mailpin.call('carries.plan', CARRY);
  const say = (cardId: string, counterpart?: string | null) =>
    mailpin.call('carries.match', { ...CARRY, cardId, ...(counterpart !== undefined && { counterpart }) });
  expect(await codeOf(say('sell:contact:3', 'sell:contact:2'))).toBe('input.other-crm');
  expect(await codeOf(say('sell:contact:1', LEO_THERE))).toBe('input.unknown-card');
  expect(await codeOf(say('sell:company:1', LEO_THERE))).toBe('input.not-carried');
  await say('sell:contact:3', LEO_THERE);
  expect(await say('sell:deal:20', null)).toMatchObject({ sets: { matched: { cards: 2 }, 'left-out': { cards: 1 } } });
  // Looking for counterparts again forgets nothing of it.
  await mailpin.call('carries.plan', CARRY);
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  expect(await on('bo')).toEqual([LEO_THERE, 'sell:contact:3']);
  expect(await on('zoe')).toEqual(['sell:deal:20']);
  await mailpin.call('outbox.drain', {});
  expect(espo.emailsOn(ESPO_IDS.lead)).toEqual(['bo']);
  expect(await codeOf(say('sell:contact:3', null))).toBe('input.already-carried');
  await mailpin.call('actions.undo', {});
  expect(await say('sell:contact:3')).toMatchObject({ sets: { none: { cards: 1 } } });
});

test('what the user said of the counterpart itself stands', async () => {
  const { mailpin, on, named } = await house();
  await mailpin.call('links.detach', { mails: named('zoe'), cardId: PUMPS_THERE, reach: 'message' });
  await mailpin.call('carries.plan', CARRY);
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  expect(await on('zoe')).toEqual(['sell:deal:20']);
  const { troubles } = await mailpin.call('carries.report', CARRY);
  expect(troubles).toContainEqual(expect.objectContaining({ because: 'kept-out', mailCount: 1 }));
});

test('a CRM that ended its service still gives its mail to another', async () => {
  const { mailpin, sell, espo } = await house();
  await sell.stop();
  await mailpin.call('crms.disconnect', { crmId: CARRY.fromId });
  await mailpin.call('carries.plan', CARRY);
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  await mailpin.call('outbox.drain', {});
  expect([...espo.emailsOn(ESPO_IDS.deal)].sort()).toEqual(['ask', 'zoe']);
});

test('stopped in the middle it goes on without asking again, and nothing leaves before all of it is said', async () => {
  const { mailpin, sell, espo, deliver, sync } = await house();
  const many = Array.from({ length: 60 }, (_one, at) => at);
  for (const at of many) {
    const email = `leo${String(at)}@many.example`;
    sell.put('leads', { id: 400 + at, last_name: `Leo ${String(at)}`, email });
    espo.put('Lead', { id: `many${String(at).padStart(13, '0')}`, name: `Leo ${String(at)}`, emailAddress: email });
    deliver(`leo${String(at)}`, email);
  }
  await sync();
  await mailpin.call('carries.plan', CARRY);
  const stops: Promise<unknown>[] = [];
  const seen: number[] = [];
  mailpin.on('carry.progress', ({ done, total }) => {
    seen.push(done);
    if (done < total) stops.push(mailpin.call('carries.stop', {}));
  });
  const stopped = await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  await Promise.all(stops);
  expect(stopped).toMatchObject({ state: 'stopped', progress: { done: 50, total: 62 } });
  await mailpin.call('outbox.drain', {});
  expect(espo.emails()).toEqual([]);
  expect(await mailpin.call('carries.go', { ...CARRY, isConfirmed: false })).toMatchObject({ state: 'done' });
  expect(seen).toEqual([50, 62]);
  const carries = (await mailpin.call('actions.list', { limit: 10 })).filter(({ kind }) => kind === 'carry');
  expect(carries.map(({ mailCount }) => mailCount)).toEqual([63]);
});

test('to other computers it is told which words were carried: they are no yes for mail that nobody looked at', async () => {
  const { mailpin } = await house();
  await mailpin.call('carries.plan', CARRY);
  await mailpin.call('carries.go', { ...CARRY, isConfirmed: true });
  const path = join(tempDir(), 'decisions.jsonl');
  await mailpin.call('decisions.export', { path });
  const words = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => (line.includes('"kind":"decision"') ? [JSON.parse(line) as Record<string, unknown>] : []));
  const marked = words.map(
    ({ card, isCarried }) => `${String(card).split(':')[0] ?? ''} ${String(isCarried === true)}`,
  );
  expect([...new Set(marked)].toSorted()).toEqual(['espocrm true', 'sell false']);
});
