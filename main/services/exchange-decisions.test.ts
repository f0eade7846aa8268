import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RuleChange } from '../../app/contract/rules-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf, type ArrayServer, type Letter } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, cardsOf, handClock, openProfile, tempDir } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const LETTERS: readonly Letter[] = [
  { id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 },
  { id: 'a2', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 2, replyTo: 'a1' },
  { id: 'a3', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 3, replyTo: 'a2' },
  { id: 'b1', from: 'ben@bolt.test', to: SALLY, subject: 'Bolts', at: 4 },
];
const START = Date.UTC(2026, 5, 1);

interface Computer {
  readonly mailpin: Mailpin;
  readonly server: ArrayServer;
  readonly clock: ReturnType<typeof handClock>;
  export(): Promise<string>;
  import(path: string): ReturnType<typeof importInto>;
  /** Every mail with its cards and how much of it may leave. */
  state(): Promise<unknown>;
}
const importInto = (mailpin: Mailpin, path: string) => mailpin.call('decisions.import', { path, isPreview: false });

async function computer(letters: readonly Letter[] = LETTERS): Promise<Computer> {
  const server = arrayServer();
  for (const letter of letters) server.deliver('INBOX', mailOf(letter));
  const clock = handClock(START);
  const mailpin = await openProfile({ source: server.source, clock });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  const dir = tempDir();
  let files = 0;
  return {
    mailpin,
    server,
    clock,
    async export() {
      files += 1;
      const path = join(dir, `decisions-${String(files)}.jsonl`);
      await mailpin.call('decisions.export', { path });
      return path;
    },
    import: (path) => importInto(mailpin, path),
    async state() {
      const found = LETTERS.map(async ({ id }) => {
        try {
          const mail = await mailpin.call('mails.get', { mail: named(id ?? '') });
          const keptOut = mail.keptOut.map(({ card }) => card.id).toSorted();
          return { id, cards: await cardsOf(mailpin, id ?? ''), keptOut, extent: mail.extent };
        } catch {
          return { id, cards: null };
        }
      });
      return Promise.all(found);
    },
  };
}

test('what was taken off on one computer is off on the other, with the same extents, and a second import changes nothing', async () => {
  const [home, office] = [await computer(), await computer()];
  await home.mailpin.call('links.detach', { mails: [named('a1')], cardId: 'd1', reach: 'thread' });
  await home.mailpin.call('links.attach', { mails: [named('b1')], cardId: 'd2', reach: 'message' });
  await home.mailpin.call('extents.set', { mails: [named('b1')], reach: 'message', extent: 'headers-only' });
  const file = await home.export();
  const preview = await office.mailpin.call('decisions.import', { path: file, isPreview: true });
  expect(preview).toMatchObject({ added: 3, known: 0, waiting: 0, isPreview: true, actionId: null });
  expect(await cardsOf(office.mailpin, 'a1')).toContain('deal:d1');
  const report = await office.import(file);
  expect({ ...report, actionId: null, isPreview: true }).toEqual(preview);
  expect(await office.state()).toEqual(await home.state());
  expect(await office.import(file)).toMatchObject({ added: 0, takenBack: 0, known: 3, mailCount: 0, actionId: null });
});

test('one undo takes back an import, and importing again brings it back', async () => {
  const [home, office] = [await computer(), await computer()];
  const before = await office.state();
  await home.mailpin.call('links.detach', { mails: [named('a1')], cardId: 'd1', reach: 'thread' });
  const file = await home.export();
  await office.import(file);
  const [action] = await office.mailpin.call('actions.list', { limit: 1 });
  expect(action).toMatchObject({ kind: 'import', verdict: null, mailCount: 1, canUndo: true });
  await office.mailpin.call('actions.undo', {});
  expect(await office.state()).toEqual(before);
  // What was never said here is not told on as taken back.
  await home.import(await office.export());
  expect(await cardsOf(home.mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await office.import(file)).toMatchObject({ added: 1 });
  expect(await office.state()).toEqual(await home.state());
});

test('an undo travels, and taking back the import that brought it makes the word stand again', async () => {
  const [home, office] = [await computer(), await computer()];
  await home.mailpin.call('links.detach', { mails: [named('a1')], cardId: 'd1', reach: 'thread' });
  await office.import(await home.export());
  home.clock.advance(1_000);
  await home.mailpin.call('actions.undo', {});
  office.clock.advance(2_000);
  expect(await office.import(await home.export())).toMatchObject({ added: 0, takenBack: 1 });
  expect(await cardsOf(office.mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  await office.mailpin.call('actions.undo', {});
  expect(await cardsOf(office.mailpin, 'a1')).toEqual(['contact:c1']);
});

test('a word on mail that has not come waits for it, and one on a card that has not come waits for the card', async () => {
  const home = await computer();
  await home.mailpin.call('cards.import', {
    rows: [...CARDS, { kind: 'deal', id: 'late', name: 'Late', people: ['c1'], row: 9 }],
  });
  await home.mailpin.call('links.attach', { mails: [named('a1')], cardId: 'late', reach: 'thread' });
  await home.mailpin.call('links.detach', { mails: [named('b1')], cardId: 'c2', reach: 'message' });
  const office = await computer([]);
  expect(await office.import(await home.export())).toMatchObject({ added: 2, waiting: 2, mailCount: 0 });
  for (const letter of LETTERS) office.server.deliver('INBOX', mailOf(letter));
  await office.mailpin.call('sync.once', {});
  expect(await cardsOf(office.mailpin, 'b1')).not.toContain('contact:c2');
  expect(await cardsOf(office.mailpin, 'a1')).not.toContain('deal:late');
  await office.mailpin.call('cards.import', {
    rows: [...CARDS, { kind: 'deal', id: 'late', name: 'Late', people: ['c1'], row: 9 }],
  });
  expect(await office.state()).toEqual(await home.state());
});

/** What the user sees of the rules, without what is counted or named by rows of this computer. */
async function rulesOf({ mailpin }: Computer) {
  const { addresses, companyDomains, freeMail } = await mailpin.call('identity.get', {});
  const { allowed } = await mailpin.call('filters.get', { since: 0 as UnixMs });
  const listed = await mailpin.call('blocklist.list', {});
  return {
    relations: addresses.map(({ address, relation }) => `${address} ${relation}`).toSorted(),
    companyDomains: companyDomains.map(({ domain }) => domain).toSorted(),
    freeMail,
    allowed: allowed.map(({ kind, value }) => `${kind} ${value}`).toSorted(),
    listed: listed.map(({ mode, kind, name, addresses: own }) => `${mode} ${kind} ${name} ${own.join(' ')}`).toSorted(),
  };
}

test('what was said about rules goes along: who somebody is, domains, filters, listings and joins', async () => {
  const [home, office] = [await computer(), await computer()];
  const change = (one: RuleChange) => home.mailpin.call('rules.change', { change: one, isConfirmed: true });
  await change({ kind: 'relation', address: 'ben@bolt.test', relation: 'colleague' });
  await change({ kind: 'company-domain', domain: 'sister.test', isSo: true });
  await change({ kind: 'free-mail', domain: 'village.test', isSo: true });
  await change({ kind: 'allow', target: { kind: 'domain', value: 'news.test' } });
  await change({ kind: 'allow', target: { kind: 'thread', mail: named('a1') } });
  await change({ kind: 'list', mode: 'protected', who: 'ana@acme.test', past: 'keep' });
  await home.mailpin.call('threads.join', { mail: named('b1'), answers: named('a3') });
  const file = await home.export();
  const [stateBefore, rulesBefore] = [await office.state(), await rulesOf(office)];
  await office.import(file);
  await office.mailpin.call('actions.undo', {});
  expect([await office.state(), await rulesOf(office)]).toEqual([stateBefore, rulesBefore]);
  expect(await office.import(file)).toMatchObject({ added: 7, known: 0 });
  expect(await office.state()).toEqual(await home.state());
  expect(await rulesOf(office)).toEqual(await rulesOf(home));
  expect(await office.import(file)).toMatchObject({ added: 0, known: 7, mailCount: 0 });
  // Taken back there, and said anew here later: the later word counts on both.
  for (const { id } of await home.mailpin.call('blocklist.list', {})) await change({ kind: 'unlist', entryId: id });
  await home.mailpin.call('threads.part', { mail: named('b1') });
  await office.import(await home.export());
  expect(await rulesOf(office)).toEqual(await rulesOf(home));
  expect(await office.state()).toEqual(await home.state());
  expect(await cardsOf(office.mailpin, 'a1')).toContain('deal:d1');
});

test('the user’s newest word wins though the other computer’s clock is ahead', async () => {
  const [home, office] = [await computer(), await computer()];
  home.clock.advance(3_600_000);
  await home.mailpin.call('links.detach', { mails: [named('a1')], cardId: 'd1', reach: 'thread' });
  await office.import(await home.export());
  await office.mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd1', reach: 'thread' });
  expect(await cardsOf(office.mailpin, 'a1')).toContain('deal:d1');
  await home.import(await office.export());
  expect(await home.state()).toEqual(await office.state());
});

test('a file that is not there, and a place that cannot be written, are told', async () => {
  const { mailpin } = await computer([]);
  await expect(importInto(mailpin, '/no/such/file')).rejects.toMatchObject({ code: 'input.unreadable-file' });
  await expect(mailpin.call('decisions.export', { path: '/no/such/folder/x' })).rejects.toMatchObject({
    code: 'store.unwritable',
  });
});
