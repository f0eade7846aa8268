/** What people complain about in other programs, each as a promise, through the whole engine. */
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { CardRow } from '../../app/contract/commands.ts';
import { mailOf, minute, type Letter } from './testing/array-source.ts';
import { CARDS, SALLY, SALLY_ID } from './testing/people.ts';
import { addSally, cardsOf, handClock, openProfile, tempDir } from './testing/profile.ts';
import { sallysDay, type SallysDay } from './testing/sallys-day.ts';

let server: SallysDay['server'];
let mailpin: SallysDay['mailpin'];
let receive: SallysDay['receive'];

beforeEach(async () => {
  ({ server, mailpin, receive } = await sallysDay());
});

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const ASK: Letter = { id: 'ask', from: 'ana@acme.test', to: SALLY, subject: 'Pumps' };

const importCards = (...rows: readonly Omit<CardRow, 'row'>[]) =>
  mailpin.call('cards.import', { rows: rows.map((row, at) => ({ ...row, row: at + 1 })) });
const detach = (id: string, cardId: string) =>
  mailpin.call('links.detach', { mails: [named(id)], cardId, reach: 'thread' });

/** Everything that made detached mail come back elsewhere. */
const OCCASIONS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['the next reply', () => receive({ ...ASK, id: 'reply', replyTo: 'ask', at: 5 })],
  ['a re-sync', () => mailpin.call('sync.once', {})],
  [
    'a change of UIDVALIDITY',
    () => {
      server.renumber('INBOX');
      return mailpin.call('sync.once', {});
    },
  ],
  ['the cards imported again', () => mailpin.call('cards.import', { rows: CARDS })],
  ['a change of the card', () => importCards({ kind: 'deal', id: 'd1', name: 'Acme pilot 2', people: ['c1'] })],
  [
    'the mail filed in another mailbox',
    async () => {
      server.addMailbox('Archive', 'archive');
      server.deliver('Archive', mailOf(ASK));
      server.remove('INBOX', 1 as never);
      await mailpin.call('sync.once', {});
    },
  ],
  [
    'the mail gone and delivered again',
    async () => {
      server.remove('INBOX', 1 as never);
      await mailpin.call('sync.once', {});
      server.deliver('INBOX', mailOf(ASK));
      await mailpin.call('sync.once', {});
    },
  ],
];

test.each(OCCASIONS)('a detached mail does not return with %s', async (_what, occasion) => {
  await receive(ASK);
  await detach('ask', 'd1');
  await occasion();
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1']);
  expect((await mailpin.call('cards.get', { cardId: 'd1' })).mails).toEqual([]);
});

test('a detached mail does not return when the program is started anew on its profile', async () => {
  const dir = tempDir();
  const first = await openProfile({ dir, source: server.source });
  await addSally(first);
  await first.call('cards.import', { rows: CARDS });
  server.deliver('INBOX', mailOf(ASK));
  await first.call('sync.once', {});
  await first.call('links.detach', { mails: [named('ask')], cardId: 'd1', reach: 'thread' });
  await first.stop();
  const second = await openProfile({ dir, source: server.source });
  server.deliver('INBOX', mailOf({ ...ASK, id: 'reply', replyTo: 'ask', at: 5 }));
  await second.call('sync.once', {});
  expect(await cardsOf(second, 'reply')).toEqual(['contact:c1']);
});

test('a detached mail does not return with a reconnect of the account', async () => {
  await receive(ASK);
  await detach('ask', 'd1');
  const [account] = await mailpin.call('accounts.list', {});
  const accountId = account?.id ?? SALLY_ID;
  await mailpin.call('accounts.disconnect', { accountId });
  server.deliver('INBOX', mailOf({ ...ASK, id: 'reply', replyTo: 'ask', at: 5 }));
  await mailpin.call('accounts.reconnect', { accountId, password: 'secret' });
  await mailpin.call('sync.once', {});
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1']);
  expect(await cardsOf(mailpin, 'reply')).toEqual(['contact:c1']);
});

test('a detached mail does not return on a second computer that was given the decisions, before the mail or after it', async () => {
  await receive(ASK);
  await detach('ask', 'd1');
  const path = join(tempDir(), 'decisions.jsonl');
  await mailpin.call('decisions.export', { path });
  const second = async () => {
    const other = await openProfile({ source: server.source, clock: handClock(minute(200_000)) });
    await addSally(other);
    await other.call('cards.import', { rows: CARDS });
    return other;
  };
  const before = await second();
  await before.call('decisions.import', { path, isPreview: false });
  await before.call('sync.once', {});
  const after = await second();
  await after.call('sync.once', {});
  expect(await cardsOf(after, 'ask')).toEqual(['contact:c1', 'deal:d1']);
  await after.call('decisions.import', { path, isPreview: false });
  for (const computer of [before, after]) expect(await cardsOf(computer, 'ask')).toEqual(['contact:c1']);
});

test('mixed mail with one blocked person stays for the others, and the blocked person’s card and deal get nothing', async () => {
  await importCards({ kind: 'contact', id: 'c9', name: 'Zed', emails: ['zed@acme.test'] });
  await receive(
    { ...ASK, cc: ['ben@bolt.test'] },
    { ...ASK, id: 'reply', from: 'ben@bolt.test', replyTo: 'ask', at: 5 },
  );
  expect(await cardsOf(mailpin, 'ask')).toContain('contact:c2');
  const change = { kind: 'list', mode: 'blocked', who: 'c2', past: 'remove' } as const;
  const { mailCount, removedCount } = await mailpin.call('rules.preview', { change });
  expect([mailCount, removedCount]).toEqual([2, 1]);
  await mailpin.call('rules.change', { change, isConfirmed: true });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
  expect((await mailpin.call('cards.get', { cardId: 'c2' })).mails).toEqual([]);
});

test('old mail of a new contact appears at once, and identically however often the contact is made anew', async () => {
  const old = Array.from({ length: 6 }, (_, at): Letter => ({
    id: `old${String(at)}`,
    from: 'eve@new.test',
    to: SALLY,
    at,
  }));
  await receive(...old);
  const eve = { kind: 'contact', id: 'c9', name: 'Eve', emails: ['eve@new.test'] } as const;
  const placed = async (): Promise<readonly (readonly string[])[]> =>
    Promise.all(old.map(({ id }) => cardsOf(mailpin, id ?? '')));
  await importCards(eve);
  const first = await placed();
  expect(first).toEqual(old.map(() => ['contact:c9']));
  await importCards({ ...eve, emails: ['other@new.test'] });
  expect(await placed()).toEqual(old.map(() => []));
  await importCards(eve);
  expect(await placed()).toEqual(first);
});

test('the mail of a deal is found through its contact, although the contact writes from free mail', async () => {
  await importCards(
    { kind: 'contact', id: 'c9', name: 'Eve', emails: ['eve.solo@gmail.com'] },
    { kind: 'deal', id: 'd9', name: 'Solo', people: ['c9'] },
  );
  await receive({ id: 'free', from: 'evesolo+shop@googlemail.com', to: SALLY, at: 1 });
  expect(await cardsOf(mailpin, 'free')).toEqual(['contact:c9', 'deal:d9']);
});

test('a contact with info@ matches its mail', async () => {
  await importCards({ kind: 'contact', id: 'c9', name: 'Front desk', emails: ['info@desk.test'] });
  await receive({ id: 'desk', from: 'info@desk.test', to: SALLY });
  expect(await cardsOf(mailpin, 'desk')).toEqual(['contact:c9']);
});

test('a reply with a changed subject stays in its thread and on its deal', async () => {
  await receive(ASK, { ...ASK, id: 'other', subject: 'Something else entirely', replyTo: 'ask', at: 9 });
  expect(await cardsOf(mailpin, 'other')).toEqual(['contact:c1', 'deal:d1']);
  const { mails } = await mailpin.call('threads.of', { mail: named('other') });
  expect(mails).toHaveLength(2);
});

test('threads of two customers with the same subject never fuse', async () => {
  await receive(ASK, { ...ASK, id: 'bens', from: 'ben@bolt.test', cc: ['carl@seller.test'], at: 1 });
  const threads = await mailpin.call('threads.list', { limit: 10 });
  expect(threads.total).toBe(2);
  expect(await cardsOf(mailpin, 'bens')).toEqual(['contact:c2', 'deal:d2']);
  expect((await mailpin.call('suggestions.list', { limit: 10 })).replies).toEqual([]);
});

test('a colleague in copy does not hide the mail', async () => {
  await receive({ ...ASK, cc: ['carl@seller.test'] });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
});

test('a colleague who is a contact does not hide the mail of others', async () => {
  await importCards({ kind: 'contact', id: 'c9', name: 'Carl', emails: ['carl@seller.test'] });
  await receive({ ...ASK, cc: ['carl@seller.test'] });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'contact:c9', 'deal:d1']);
});

test.each([99, 100, 101, 238, 5_000])('a mail to %d people is matched, and why tells so', async (count) => {
  const crowd = Array.from({ length: count - 1 }, (_, at) => `p${String(at)}@crowd.test`);
  await receive({ ...ASK, cc: crowd });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
  const { lines } = await mailpin.call('mails.why', { mail: named('ask') });
  expect(lines).toContainEqual(expect.objectContaining({ sentence: 'link.address.exact' }));
});

test('the choice of the user beats every rule: address, reply, question, newsletter, internal mail', async () => {
  const cases: readonly Letter[] = [
    ASK,
    { ...ASK, id: 'reply', replyTo: 'ask', at: 1 },
    { id: 'news', from: 'news@shop.test', to: SALLY, kind: 'bulk', at: 2 },
    { id: 'inner', from: 'carl@seller.test', to: SALLY, at: 3 },
  ];
  await receive(...cases);
  for (const { id } of cases) {
    await mailpin.call('links.attach', { mails: [named(id ?? '')], cardId: 'l1', reach: 'message' });
    expect(await cardsOf(mailpin, id ?? '')).toContain('lead:l1');
  }
  await mailpin.call('links.detach', { mails: [named('reply')], cardId: 'c1', reach: 'message' });
  expect(await cardsOf(mailpin, 'reply')).not.toContain('contact:c1');
});

test('the answer to a question holds for later replies, and its undo asks again', async () => {
  await importCards({ kind: 'deal', id: 'd3', name: 'Acme rollout', people: ['c1'] });
  await receive(ASK);
  const asked = async () => (await mailpin.call('questions.list', { limit: 9 })).total;
  expect(await asked()).toBe(1);
  await mailpin.call('links.attach', { mails: [named('ask')], cardId: 'd3', reach: 'thread' });
  await receive({ ...ASK, id: 'reply', replyTo: 'ask', at: 5 });
  expect(await asked()).toBe(0);
  expect(await cardsOf(mailpin, 'reply')).toEqual(['contact:c1', 'deal:d3']);
  await mailpin.call('actions.undo', {});
  expect(await asked()).toBe(1);
  expect(await cardsOf(mailpin, 'reply')).toEqual(['contact:c1']);
});

test('a closed deal gets mail by hand only', async () => {
  await importCards({
    kind: 'deal',
    id: 'd1',
    name: 'Acme pilot',
    people: ['c1'],
    status: 'lost',
    closedAt: '2026-01-05T07:00:00Z',
  });
  await receive(ASK);
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1']);
  await mailpin.call('links.attach', { mails: [named('ask')], cardId: 'd1', reach: 'thread' });
  expect(await cardsOf(mailpin, 'ask')).toEqual(['contact:c1', 'deal:d1']);
});

test('one changed contact decides only the threads it takes part in', async () => {
  const others = Array.from({ length: 12 }, (_, at): Letter => ({
    id: `o${String(at)}`,
    from: `x${String(at)}@many.test`,
    to: SALLY,
    at,
  }));
  await receive(ASK, ...others);
  const touched: number[] = [];
  mailpin.on('links.changed', ({ threadIds }) => touched.push(...threadIds));
  const report = await importCards({
    kind: 'contact',
    id: 'c1',
    name: 'Ana',
    emails: ['ana@acme.test', 'x3@many.test'],
    company: 'o1',
  });
  const own = (await mailpin.call('threads.of', { mail: named('o3') })).summary.id;
  expect(report.relinkedMails).toBe(1);
  expect(touched).toEqual([own]);
});
