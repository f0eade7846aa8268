import { expect, test } from 'vitest';
import type { RuleChange } from '../../app/contract/rules-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf, type ArrayServer, type Letter } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, tempDir } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });

interface Office {
  readonly mailpin: Mailpin;
  readonly server: ArrayServer;
  readonly dir: string;
  readonly receive: (...letters: readonly Letter[]) => Promise<void>;
  readonly change: (change: RuleChange, isConfirmed?: boolean) => ReturnType<typeof changed>;
}

const changed = (mailpin: Mailpin, change: RuleChange, isConfirmed: boolean) =>
  mailpin.call('rules.change', { change, isConfirmed });

/** Sally's office with cards; each letter is delivered to her Inbox, or to Sent when it is hers, and synced. */
async function office(...letters: readonly Letter[]): Promise<Office> {
  const dir = tempDir();
  const server = arrayServer({ batchMails: 50 });
  const mailpin = await openProfile({ dir, source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  const receive = async (...more: readonly Letter[]): Promise<void> => {
    for (const letter of more) server.deliver(letter.from === SALLY ? 'Sent' : 'INBOX', mailOf(letter));
    const [report] = await mailpin.call('sync.once', {});
    expect(report?.error).toBe(null);
  };
  if (letters.length > 0) await receive(...letters);
  return {
    mailpin,
    server,
    dir,
    receive,
    change: (change, isConfirmed = true) => changed(mailpin, change, isConfirmed),
  };
}

const fromAna = (id: string, at = 1): Letter => ({ id, from: 'ana@acme.test', to: SALLY, subject: `Pilot ${id}`, at });
const list = (mode: 'protected' | 'blocked', who: string, past: 'remove' | 'keep' = 'remove'): RuleChange => ({
  kind: 'list',
  mode,
  who,
  past,
});
const storedCount = async (mailpin: Mailpin) => (await mailpin.call('status.get', {})).mailCount;
const entries = (mailpin: Mailpin) => mailpin.call('blocklist.list', {});

test('mail of an address the user calls a colleague leads to no deal, old mail and new, and does again after a reset', async () => {
  const { mailpin, change, receive } = await office(fromAna('a1'));
  const ANA = { kind: 'relation', address: 'Ana <ANA@acme.test>' } as const;
  const preview = await mailpin.call('rules.preview', { change: { ...ANA, relation: 'colleague' } });
  expect(preview).toMatchObject({ mailCount: 1, leavingCount: 1, joiningCount: 0, needsGo: false });
  expect(preview.mails).toMatchObject([{ subject: 'Pilot a1', leaves: ['Acme pilot'], joins: [] }]);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  expect(await change({ ...ANA, relation: 'colleague' }, false)).toMatchObject({ relinkedCount: 1, removedCount: 0 });
  await receive(fromAna('a2', 2));
  expect([await cardsOf(mailpin, 'a1'), await cardsOf(mailpin, 'a2')]).toEqual([['contact:c1'], ['contact:c1']]);
  await change({ ...ANA, relation: null });
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1', 'deal:d1']);
});

test('direction follows who the user is', async () => {
  const { mailpin, change } = await office(fromAna('a1'));
  const direction = async () => (await mailpin.call('mails.get', { mail: named('a1') })).direction;
  await change({ kind: 'relation', address: 'ana@acme.test', relation: 'me' });
  expect(await direction()).toBe('outbound');
  await change({ kind: 'relation', address: 'ana@acme.test', relation: 'not-me' });
  expect(await direction()).toBe('inbound');
});

test('what the mailbox taught counts again when the user takes their word back', async () => {
  const { mailpin, change } = await office({ id: 's', from: SALLY, to: 'ana@acme.test' });
  await change({ kind: 'relation', address: SALLY, relation: 'not-me' });
  const sally = async () => (await mailpin.call('identity.get', {})).addresses.find(({ address }) => address === SALLY);
  expect(await sally()).toMatchObject({ relation: 'outsider', source: 'user', otherwise: 'me' });
  expect((await mailpin.call('mails.get', { mail: named('s') })).direction).toBe('inbound');
  await change({ kind: 'relation', address: SALLY, relation: null });
  expect(await sally()).toMatchObject({ relation: 'me', source: 'account', otherwise: null });
  expect((await mailpin.call('mails.get', { mail: named('s') })).direction).toBe('outbound');
});

test('a change of more than twenty mails is refused until it is confirmed, with its count', async () => {
  const letters = Array.from({ length: 21 }, (_, at) => fromAna(`a${at}`, at));
  const { mailpin, change } = await office(...letters);
  const order = { kind: 'company-domain', domain: 'ACME.test.', isSo: true } as const;
  await expect(change(order, false)).rejects.toMatchObject({
    code: 'input.unconfirmed-change',
    details: { mails: 21, leaving: 21, joining: 0, removed: 0 },
  });
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1', 'deal:d1']);
  await change(order);
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1']);
  expect((await mailpin.call('identity.get', {})).companyDomains).toMatchObject([
    { domain: 'acme.test', source: 'user', peopleCount: 1 },
    { domain: 'seller.test', source: 'account' },
  ]);
  await change({ ...order, isSo: null });
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1', 'deal:d1']);
});

test('no free-mail domain is the company’s, and no public suffix', async () => {
  const { change } = await office();
  const add = (domain: string) => change({ kind: 'company-domain', domain, isSo: true });
  await expect(add('gmail.com')).rejects.toMatchObject({ code: 'input.free-mail-domain' });
  await expect(add('co.uk')).rejects.toMatchObject({ code: 'input.invalid' });
  await expect(add('no domain')).rejects.toMatchObject({ code: 'input.invalid' });
  await change({ kind: 'free-mail', domain: 'gmail.com', isSo: false });
  await add('gmail.com');
});

test('a free-mail domain of the user’s finds no company any more', async () => {
  const { mailpin, change } = await office({ id: 'z', from: 'zoe@acme.test', to: SALLY });
  expect(await cardsOf(mailpin, 'z')).toEqual(['company:o1', 'deal:d1']);
  await change({ kind: 'free-mail', domain: 'acme.test', isSo: true });
  expect(await cardsOf(mailpin, 'z')).toEqual([]);
});

test('aliases to which the server delivers are proposed, never believed', async () => {
  const alias = (id: string): Letter => ({
    ...fromAna(id),
    to: 'sales@seller-berlin.test',
    deliveredTo: ['sales@seller-berlin.test'],
  });
  const { mailpin } = await office(alias('a1'), alias('a2'));
  const { proposedAddresses } = await mailpin.call('identity.get', {});
  expect(proposedAddresses).toMatchObject([
    { address: 'sales@seller-berlin.test', because: 'delivered', mailCount: 2 },
  ]);
  expect((await mailpin.call('mails.get', { mail: named('a1') })).participants.at(-1)).toMatchObject({
    relation: 'outsider',
  });
});

test('a list that is let through brings its mail to the cards, and no longer when that ends', async () => {
  const news: Letter = { id: 'n', from: 'zoe@acme.test', to: SALLY, kind: 'bulk', listId: 'news.acme.test' };
  const { mailpin, change } = await office(news);
  const held = async () => {
    const { filters } = await mailpin.call('filters.get', { since: 0 as UnixMs });
    return filters.filter(({ count }) => count > 0).map(({ filter, count, sinceCount }) => [filter, count, sinceCount]);
  };
  expect(await held()).toEqual([['bulk', 1, 1]]);
  const page = await mailpin.call('filters.mails', { filter: 'bulk', limit: 10 });
  expect(page).toMatchObject({
    total: 1,
    next: null,
    items: [{ listId: 'news.acme.test', from: { address: 'zoe@acme.test' } }],
  });
  await change({ kind: 'allow', target: { kind: 'list', value: '<News.acme.test>' } });
  expect(await cardsOf(mailpin, 'n')).toEqual(['company:o1', 'deal:d1']);
  expect(await held()).toEqual([]);
  const [allowed] = (await mailpin.call('filters.get', { since: 0 as UnixMs })).allowed;
  expect(allowed).toMatchObject({ kind: 'list', value: 'news.acme.test', mailCount: 1 });
  if (allowed !== undefined) await change({ kind: 'disallow', allowanceId: allowed.id });
  expect(await cardsOf(mailpin, 'n')).toEqual([]);
});

test('protected mail is stored, leaves its cards and is taken off at the CRM', async () => {
  const { mailpin, change, receive } = await office(fromAna('a1'));
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot a1']);
  expect(await mailpin.call('rules.preview', { change: list('protected', 'ana@acme.test') })).toMatchObject({
    protectedCount: 1,
    leavingCount: 1,
    removedCount: 0,
  });
  await change(list('protected', 'ana@acme.test'));
  expect(await cardsOf(mailpin, 'a1')).toEqual([]);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  await receive({ id: 'm', from: 'ben@bolt.test', to: SALLY, cc: ['ana@acme.test'], at: 5 });
  expect(await cardsOf(mailpin, 'm')).toEqual([]);
  expect(await storedCount(mailpin)).toBe(2);
  const [entry] = await entries(mailpin);
  expect(entry).toMatchObject({ mode: 'protected', kind: 'address', mailCount: 2, heldCount: 2, notKeptCount: 0 });
  if (entry !== undefined) await change({ kind: 'unlist', entryId: entry.id });
  expect(await cardsOf(mailpin, 'm')).toEqual(['contact:c1', 'contact:c2']);
});

test('blocked mail is not stored, not fetched twice and accounted for; unblocked it comes with the next sync', async () => {
  const { mailpin, server, change, receive } = await office();
  await change(list('blocked', '@acme.test'));
  await receive(fromAna('a1'), { id: 'm', from: 'ben@bolt.test', to: SALLY, cc: ['ana@acme.test'], at: 5 });
  expect(await storedCount(mailpin)).toBe(1);
  expect(await cardsOf(mailpin, 'm')).toEqual(['contact:c2', 'deal:d2']);
  const [entry] = await entries(mailpin);
  expect(entry).toMatchObject({ kind: 'domain', name: 'acme.test', mailCount: 1, heldCount: 0, notKeptCount: 1 });
  await receive();
  server.renumber('INBOX');
  await receive();
  expect(await entries(mailpin)).toMatchObject([{ notKeptCount: 1 }]);
  expect(await storedCount(mailpin)).toBe(1);
  if (entry !== undefined) await change({ kind: 'unlist', entryId: entry.id });
  await receive();
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
});

test('blocking with the past shows what goes and needs a go; what the user put on a card stays', async () => {
  const { mailpin, change, receive } = await office(
    fromAna('a1'),
    { ...fromAna('a2', 2), replyTo: 'a1' },
    { id: 'm', from: 'ben@bolt.test', to: SALLY, cc: ['ana@acme.test'], at: 5, replyTo: 'a1' },
    fromAna('mine', 9),
  );
  await mailpin.call('links.attach', { mails: [named('mine')], cardId: 'd2', reach: 'message' });
  const order = list('blocked', 'c1');
  expect(await mailpin.call('rules.preview', { change: order })).toMatchObject({ removedCount: 2, needsGo: true });
  await expect(change(order, false)).rejects.toMatchObject({
    code: 'input.unconfirmed-change',
    details: { removed: 2 },
  });
  expect(await storedCount(mailpin)).toBe(4);
  expect(await change(order)).toMatchObject({ removedCount: 2 });
  expect(await storedCount(mailpin)).toBe(2);
  expect(await cardsOf(mailpin, 'm')).toEqual(['contact:c2', 'deal:d2']);
  expect(await cardsOf(mailpin, 'mine')).toEqual(['deal:d2']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  expect(await entries(mailpin)).toMatchObject([
    { kind: 'person', name: 'Ana', notKeptCount: 2, mailCount: 2, heldCount: 1 },
  ]);
  await receive();
  expect(await storedCount(mailpin)).toBe(2);
  expect((await mailpin.call('threads.of', { mail: named('m') })).mails).toHaveLength(1);
});

test('blocking without the past keeps what is here, off every card', async () => {
  const { mailpin, change, receive } = await office(fromAna('a1'));
  const order = list('blocked', 'ana@acme.test', 'keep');
  expect(await mailpin.call('rules.preview', { change: order })).toMatchObject({ removedCount: 0, leavingCount: 1 });
  await change(order, false);
  await receive(fromAna('a2', 2));
  expect(await storedCount(mailpin)).toBe(1);
  expect(await cardsOf(mailpin, 'a1')).toEqual([]);
  expect(await mailpin.call('rules.preview', { change: list('blocked', 'ana@acme.test') })).toMatchObject({
    removedCount: 1,
  });
  expect(await change(list('blocked', 'ana@acme.test'))).toMatchObject({ removedCount: 1 });
  expect(await storedCount(mailpin)).toBe(0);
});

test('who is blocked by their card stays blocked when the card loses an address, and with those it gains', async () => {
  const { mailpin, change, receive } = await office();
  await change(list('blocked', 'contact:c1'));
  const rows = [{ kind: 'contact', id: 'c1', name: 'Ana', emails: ['ana@home.test'], row: 1 } as const];
  await mailpin.call('cards.import', { rows });
  await receive(
    fromAna('old'),
    { id: 'new', from: 'ana@home.test', to: SALLY, at: 2 },
    { id: 'b', from: 'ben@bolt.test', to: SALLY, at: 3 },
  );
  expect(await storedCount(mailpin)).toBe(1);
});

test('nobody blocks themselves, a deal, or what is no name', async () => {
  const { mailpin, change } = await office();
  await expect(change(list('blocked', SALLY))).rejects.toMatchObject({ code: 'input.own-address' });
  await expect(change(list('blocked', 'd1'))).rejects.toMatchObject({ code: 'input.not-a-person' });
  await expect(change(list('protected', 'a b@c'))).rejects.toMatchObject({ code: 'input.invalid' });
  await expect(change(list('protected', 'nobody'))).rejects.toMatchObject({ code: 'input.unknown-card' });
  expect(await entries(mailpin)).toEqual([]);
});

test('nobody blocks all of a top-level domain', async () => {
  const { mailpin, change } = await office();
  for (const who of ['com', '*.COM', '@de', 'co.uk'])
    await expect(change(list('blocked', who))).rejects.toMatchObject({ code: 'input.top-level-domain' });
  expect(await entries(mailpin)).toEqual([]);
});

test.each([SALLY.split('@')[1] ?? '', `mail.${SALLY.split('@')[1] ?? ''}`])(
  'the user’s own company, %s, is blocked or protected only when confirmed',
  async (domain) => {
    const { mailpin, change } = await office();
    for (const mode of ['blocked', 'protected'] as const)
      await expect(change(list(mode, domain), false)).rejects.toMatchObject({ code: 'input.own-domain' });
    expect(await entries(mailpin)).toEqual([]);
    await change(list('protected', domain));
    expect(await entries(mailpin)).toHaveLength(1);
  },
);

test('the user may put protected mail on a card, but nothing of it is ever sent, not even with their word', async () => {
  const { mailpin, change } = await office(fromAna('a1'));
  await change(list('protected', 'acme.test'));
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'message' });
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'full' });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['deal:d2']);
  expect(await atCrm(mailpin, 'd2')).toEqual([]);
  const [entry] = await entries(mailpin);
  if (entry !== undefined) await change({ kind: 'unlist', entryId: entry.id });
  expect(await atCrm(mailpin, 'd2')).toEqual(['Pilot a1']);
  await change(list('protected', 'acme.test'));
  expect(await atCrm(mailpin, 'd2')).toEqual([]);
});
