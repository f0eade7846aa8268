/** What the user said of rules, joined, or made is an action: listed, and taken back like any other. */
import { beforeEach, expect, test } from 'vitest';
import type { RuleChange } from '../../app/contract/rules-views.ts';
import type { ActionId } from '../../app/domain/ids.ts';
import { minute, type Letter } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { cardsOf } from './testing/profile.ts';
import { sallysDay, type SallysDay } from './testing/sallys-day.ts';

let mailpin: SallysDay['mailpin'];
let receive: SallysDay['receive'];

beforeEach(async () => {
  ({ mailpin, receive } = await sallysDay());
});

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const ASK: Letter = { id: 'ask', from: 'ana@acme.test', to: SALLY, subject: 'Pumps' };

const change = (order: RuleChange) => mailpin.call('rules.change', { change: order, isConfirmed: true });
const undo = (actionId?: ActionId | null) => mailpin.call('actions.undo', { actionId: actionId ?? undefined });
const actions = async () => (await mailpin.call('actions.list', { limit: 20 })).filter(({ isUndone }) => !isUndone);
const relationOf = async (address: string) =>
  (await mailpin.call('identity.get', {})).addresses.find((one) => one.address === address)?.relation ?? null;

const RULES: readonly (readonly [string, RuleChange, readonly string[]])[] = [
  ['who somebody is', { kind: 'relation', address: 'ana@acme.test', relation: 'colleague' }, ['contact:c1']],
  ['a domain of the company', { kind: 'company-domain', domain: 'acme.test', isSo: true }, ['contact:c1']],
  ['somebody protected', { kind: 'list', mode: 'protected', who: 'acme.test', past: 'keep' }, []],
  ['somebody blocked', { kind: 'list', mode: 'blocked', who: 'c1', past: 'keep' }, []],
];

test.each(RULES)('%s: what the change did to mail is undone with it', async (_what, order, meanwhile) => {
  await receive(ASK);
  const { actionId } = await change(order);
  expect(await cardsOf(mailpin, 'ask')).toEqual(meanwhile);
  expect(await actions()).toMatchObject([{ id: actionId, kind: 'rule', canUndo: true }]);
  expect((await undo(actionId)).mailIds).toHaveLength(1);
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
  expect(await actions()).toEqual([]);
});

test('what was let through the filters is held again after an undo', async () => {
  await receive({ ...ASK, from: 'zoe@acme.test', kind: 'bulk' });
  await change({ kind: 'allow', target: { kind: 'mail', mail: named('ask') } });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['company:o1', 'deal:d1']);
  expect(await actions()).toMatchObject([
    { subject: 'Pumps', rule: { topic: 'allow-mail', said: 'yes' }, mailCount: 1 },
  ]);
  await undo();
  expect(await cardsOf(mailpin, 'ask')).toEqual([]);
});

test('mail that a block took out is fetched again after its undo', async () => {
  await receive(ASK);
  await change({ kind: 'list', mode: 'blocked', who: 'ana@acme.test', past: 'remove' });
  expect((await mailpin.call('status.get', {})).mailCount).toBe(0);
  await undo();
  await mailpin.call('sync.once', {});
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
});

test('of several words on one rule the latest that stands counts, in whatever order they are taken back', async () => {
  const say = (relation: 'me' | 'colleague' | 'not-me') =>
    change({ kind: 'relation', address: 'bo@acme.test', relation });
  const [first, second, third] = [await say('colleague'), await say('not-me'), await say('me')];
  await undo(second.actionId);
  expect(await relationOf('bo@acme.test')).toBe('me');
  await undo(third.actionId);
  expect(await relationOf('bo@acme.test')).toBe('colleague');
  await undo(first.actionId);
  expect(await relationOf('bo@acme.test')).toBe(null);
});

test('my last hour takes back every word on one rule', async () => {
  const entries = () => mailpin.call('blocklist.list', {});
  for (const relation of ['colleague', 'not-me', 'me'] as const)
    await change({ kind: 'relation', address: 'bo@acme.test', relation });
  await change({ kind: 'list', mode: 'protected', who: 'acme.test', past: 'keep' });
  for (const { id } of await entries()) await change({ kind: 'unlist', entryId: id });
  await mailpin.call('actions.undo-since', { since: minute(99_999), isPreview: false });
  expect(await relationOf('bo@acme.test')).toBe(null);
  expect(await entries()).toEqual([]);
});

test('what was said twice is taken back whole', async () => {
  const order = { kind: 'relation', address: 'bo@acme.test', relation: 'colleague' } as const;
  await change(order);
  await change(order);
  await undo();
  expect(await relationOf('bo@acme.test')).toBe(null);
});

test('saying again what stands is no action', async () => {
  const order = { kind: 'relation', address: 'bo@acme.test', relation: 'colleague' } as const;
  await change(order);
  expect((await change(order)).actionId).toBe(null);
  expect(await actions()).toHaveLength(1);
});

test('a join is parted by its undo', async () => {
  await receive(ASK, { id: 'lost', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pumps', at: 5 });
  await mailpin.call('threads.join', { mail: named('lost'), answers: named('ask') });
  const count = async () => (await mailpin.call('threads.list', { limit: 9 })).total;
  expect(await count()).toBe(1);
  expect(await actions()).toMatchObject([{ rule: { topic: 'join', said: 'yes' }, subject: 'Re: Pumps' }]);
  await undo();
  expect(await count()).toBe(2);
});

test('a card that was made is gone after the undo, and its mail is private; made again it is back', async () => {
  await receive({ id: 'new', from: 'Nina Holm <nina@holm.test>', to: SALLY });
  const order = { kind: 'contact', address: 'nina@holm.test', companyName: 'Holm' } as const;
  const made = await mailpin.call('cards.make', order);
  expect(await cardsOf(mailpin, 'new')).toHaveLength(1);
  expect(await actions()).toMatchObject([{ id: made.actionId, kind: 'card' }]);
  expect((await undo(made.actionId)).mailIds).toHaveLength(1);
  expect(await cardsOf(mailpin, 'new')).toEqual([]);
  expect(await mailpin.call('cards.list', { text: 'Holm', limit: 9 })).toEqual([]);
  expect((await mailpin.call('cards.make', order)).cardId).toBe(made.cardId);
  expect(await cardsOf(mailpin, 'new')).toHaveLength(1);
});

test('a company made with somebody stays when somebody else is of it by now', async () => {
  const order = { kind: 'contact', address: 'nina@holm.test', companyName: 'Holm' } as const;
  const made = await mailpin.call('cards.make', order);
  await mailpin.call('cards.make', { kind: 'contact', address: 'ole@holm.test', company: made.companyId ?? '' });
  await undo(made.actionId);
  expect((await mailpin.call('cards.list', { limit: 99 })).map(({ name }) => name)).toContain('Holm');
});

test('my last hour takes back rules, makings and words on mail together', async () => {
  await receive(ASK);
  await mailpin.call('cards.make', { kind: 'lead', address: 'new@lead.test' });
  await change({ kind: 'list', mode: 'protected', who: 'c1', past: 'keep' });
  await mailpin.call('links.attach', { mails: [named('ask')], cardId: 'l1', reach: 'message' });
  const { actions: undone, mailCount } = await mailpin.call('actions.undo-since', {
    since: minute(99_999),
    isPreview: false,
  });
  expect([undone.length, mailCount]).toEqual([3, 1]);
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
  expect(await mailpin.call('cards.list', { kind: 'lead', limit: 9 })).toHaveLength(1);
});

test('an undo that touches many mails is shown first and made when the user says go', async () => {
  const many = Array.from({ length: 21 }, (_, at): Letter => ({ ...ASK, id: `ask${String(at)}`, at: at + 1 }));
  for (const letter of many) await receive(letter);
  const order = { kind: 'relation', address: 'ana@acme.test', relation: 'colleague' } as const;
  const { actionId } = await change(order);
  await expect(undo(actionId)).rejects.toMatchObject({
    code: 'input.unconfirmed-change',
    details: { action: actionId, mails: 21, joining: 21 },
  });
  expect(await cardsOf(mailpin, 'ask0')).toEqual(['contact:c1']);
  const { mailIds } = await mailpin.call('actions.undo', { actionId: actionId ?? undefined, isConfirmed: true });
  expect(mailIds).toHaveLength(21);
  expect(await cardsOf(mailpin, 'ask0')).toEqual(['contact:c1', 'deal:d1']);
});
