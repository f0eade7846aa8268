/**
 * Rules 5 and 6 on the store: same mail, same cards, same words of the user, same links and debts, whatever happened before. More
 * histories with MAILPIN_HISTORIES=1000, as `npm run soak` does.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId, MessageKey, ThreadId } from '../../app/domain/ids.ts';
import type { MailContent } from '../../app/domain/mail.ts';
import { addressesOf } from '../../app/rules/addresses-of.ts';
import { decideThread } from '../../app/rules/decide-thread.ts';
import { personKey } from '../../app/rules/identity.ts';
import { indexCards } from '../../app/rules/testing/card-index.ts';
import { cardsById } from '../db/cards.ts';
import { exportedLines } from '../db/exported-decisions.ts';
import { linksOfThreads } from '../db/links.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { readPolicy } from '../db/policy.ts';
import { rememberedAnswers } from '../db/remembered-answers.ts';
import { run, sql } from '../db/sql.ts';
import { threadWords } from '../db/thread-words.ts';
import { contactCard } from './testing/array-crm.ts';
import { mailOf, minute, type Letter } from './testing/array-source.ts';
import { emptyMirror, outcomeOf, type Happening, type Mirror } from './testing/history.ts';
import { SALLY } from './testing/people.ts';
import { takeOver } from './take-over.ts';

const LETTERS: readonly Letter[] = [
  { id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot 4711', at: 1 },
  { id: 'a2', from: SALLY, to: 'ana@acme.test', subject: 'Re: Pilot 4711', at: 2, replyTo: 'a1' },
  { id: 'a3', from: 'ben@bolt.test', to: SALLY, subject: 'Re: Pilot 4711', at: 3, replyTo: 'a2', references: ['a1'] },
  { id: 'a4', from: 'ana+crm@acme.test', to: SALLY, subject: 'Re: Pilot 4711', at: 4, replyTo: 'a3' },
  { id: 'b1', from: 'a.na@gmail.com', to: SALLY, subject: 'Private', at: 5 },
  { id: 'b2', from: SALLY, to: 'ana@gmail.com', subject: 'Re: Private', at: 6, replyTo: 'b1' },
  { id: 'c1', from: 'info@bolt.test', to: SALLY, subject: 'News', at: 7, listId: 'news.bolt.test', kind: 'bulk' },
  { id: 'd1', from: 'colin@seller.test', to: SALLY, subject: 'Lunch', at: 8 },
  { id: 'd2', from: 'lea@lead.test', to: SALLY, subject: 'Re: Lunch', at: 9, replyTo: 'd1' },
  { id: 'e1', from: 'zoe@eu.acme.test', to: SALLY, subject: 'Hello', at: 10, replyTo: 'not-here' },
];
const CONTENTS = LETTERS.map((letter) => mailOf(letter));
const ADDRESSES = [
  'ana@acme.test',
  'ana+crm@acme.test',
  'ana@gmail.com',
  'ben@bolt.test',
  'info@bolt.test',
  'lea@lead.test',
];
const idOf = (name: string) => `array:${name}` as CardId;
const PEOPLE = ['contact:1', 'contact:2', 'lead:1'].map(idOf);
const FIRMS = ['company:1', 'company:2'].map(idOf);
const DEALS = ['deal:1', 'deal:2', 'deal:3'].map(idOf);
const CARD_IDS = [...PEOPLE, ...FIRMS, ...DEALS];
/** Null most of the time. */
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const maybeAt = seldom(fc.integer({ min: 0, max: 12 }).map(minute));

/** One version of one card: it may move, close, become another's, or be gone. */
const versionOf = (id: CardId) =>
  fc
    .record({
      addresses: fc.uniqueArray(fc.constantFrom(...ADDRESSES), { minLength: 1, maxLength: 4 }),
      domains: fc.subarray(['acme.test', 'eu.acme.test', 'bolt.test']),
      peopleIds: fc.subarray(PEOPLE),
      companyId: fc.option(fc.constantFrom(...FIRMS)),
      convertedToId: seldom(fc.constantFrom(...PEOPLE.slice(0, 2))),
      status: fc.constantFrom('open' as const, 'open' as const, 'won' as const, 'lost' as const),
      createdAt: maybeAt,
      closedAt: maybeAt,
      goneAt: seldom(fc.constant(minute(99))),
      updatedAt: fc.integer({ min: 0, max: 9 }).map(minute),
    })
    .map((version): Card => {
      const [, kind, remoteId] = id.split(':') as [string, Card['kind'], string];
      const isDeal = kind === 'deal';
      return {
        ...contactCard(remoteId, ''),
        ...version,
        id,
        kind,
        name: id,
        addresses: isDeal
          ? []
          : version.addresses
              .toSorted()
              .map((address, at) => ({ address: address as CanonicalAddress, isPrimary: at === 0 })),
        domains: kind === 'company' ? version.domains : [],
        peopleIds: isDeal ? version.peopleIds : [],
        companyId: kind === 'company' ? null : version.companyId,
        convertedToId: kind === 'lead' ? version.convertedToId : null,
        status: isDeal ? version.status : 'open',
        closedAt: isDeal && version.status !== 'open' ? version.closedAt : null,
      };
    });

/** What most histories begin with, so that there is something to speak of: cards of everybody, and most of the mail. */
const opening = fc
  .tuple(fc.tuple(...CARD_IDS.map(versionOf)), fc.shuffledSubarray(CONTENTS, { minLength: 6 }), fc.boolean())
  .map(([cards, contents, isMailFirst]): readonly Happening[] => {
    const both: readonly Happening[] = [{ kind: 'cards', cards, isMatchedLater: false }, asMail(contents)];
    return isMailFirst ? both.toReversed() : both;
  });

const mail = fc.constantFrom(...CONTENTS.map(({ key }) => key));
const reach = fc.constantFrom('message' as const, 'thread' as const);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.shuffledSubarray(CONTENTS, { minLength: 1, maxLength: 5 }).map(asMail) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('cards' as const),
      cards: fc.uniqueArray(fc.constantFrom(...CARD_IDS).chain(versionOf), {
        minLength: 1,
        maxLength: 3,
        selector: ({ id }) => id,
      }),
      isMatchedLater: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('attach' as const, 'detach' as const),
      mail,
      cardId: fc.constantFrom(...CARD_IDS),
      reach: fc.constantFrom('message' as const, 'thread' as const, 'person' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      mail,
      from: fc.constantFrom(...DEALS),
      to: fc.constantFrom(...DEALS),
    }),
  },
  fc.record({
    kind: fc.constant('extent' as const),
    mail,
    extent: fc.constantFrom('none' as const, 'headers-only' as const, 'full' as const),
    reach,
  }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rule' as const), change: ruleChange() }) },
  fc.constant({ kind: 'unlist' as const }),
  fc.record({ kind: fc.constant('join' as const), mail, answers: mail }),
  fc.record({ kind: fc.constant('part' as const), mail }),
  { weight: 3, arbitrary: fc.constant({ kind: 'undo' as const }) },
);

function asMail(contents: readonly MailContent[]): Happening {
  return { kind: 'mail', contents };
}

function ruleChange() {
  const address = fc.constantFrom('colin@seller.test', ...ADDRESSES);
  return fc.oneof(
    fc.record({
      kind: fc.constant('relation' as const),
      address,
      relation: fc.constantFrom('me' as const, 'colleague' as const, 'not-me' as const, null),
    }),
    fc.record({
      kind: fc.constantFrom('company-domain' as const, 'free-mail' as const),
      domain: fc.constantFrom('acme.test', 'bolt.test', 'seller.test'),
      isSo: fc.constantFrom(true, false, null),
    }),
    fc.record({
      kind: fc.constant('allow' as const),
      target: fc.record({
        kind: fc.constantFrom('address' as const, 'domain' as const, 'list' as const),
        value: fc.constantFrom('info@bolt.test', 'bolt.test', 'news.bolt.test'),
      }),
    }),
    fc.record({
      kind: fc.constant('list' as const),
      mode: fc.constantFrom('protected' as const, 'blocked' as const),
      who: fc.constantFrom('acme.test', 'lead.test', ...ADDRESSES, ...PEOPLE),
      past: fc.constant('keep' as const),
    }),
  );
}

/** Decides every thread there is, as if nothing were known of any. */
async function decideAll(mirror: Mirror): Promise<void> {
  mirror.store.write((tx) => {
    run(
      tx.db,
      sql`INSERT INTO stale_thread (thread_id) SELECT thread_id FROM thread WHERE TRUE ON CONFLICT DO NOTHING`,
    );
  });
  await mirror.settle();
}

/** What the rules say of each thread alone, over cards in arrays: nothing in batches, nothing remembered, nothing written. */
function linksByRules({ db }: Mirror): readonly string[] {
  const cards = indexCards(cardsById(db, CARD_IDS).values());
  const world = { cards, identity: readIdentity(db), policy: readPolicy(db) };
  const threadIds = db.prepare<[], ThreadId>('SELECT thread_id FROM thread').pluck().all();
  const verdicts = threadIds.flatMap((threadId) => {
    const words = threadWords(db, threadId);
    const people = [...new Set(words.mails.flatMap((one) => addressesOf(one).map(personKey)))];
    return decideThread({ thread: { ...words, answers: rememberedAnswers(db, people, cards) }, ...world });
  });
  const links = verdicts.flatMap(({ mailId, links: own }) => own.map((link) => [mailId, link] as const));
  const onKnown = links.filter(([, { cardId }]) => cards.card(cardId) !== null);
  return onKnown
    .map(([mailId, { cardId, origin, evidence }]) => JSON.stringify([mailId, cardId, origin, evidence]))
    .sort();
}

function linksStored({ db }: Mirror): readonly string[] {
  return linksOfThreads(db, db.prepare<[], ThreadId>('SELECT thread_id FROM thread').pluck().all())
    .map(({ mailId, cardId, origin, evidence }) => JSON.stringify([mailId, cardId, origin, evidence]))
    .sort();
}

/** Another computer: the mail that is here, in the order in which it was sent, the cards as they are, and the words from a file. */
async function rebuilt(mirror: Mirror, isFileFirst: boolean): Promise<Mirror> {
  const keys = new Set(mirror.db.prepare<[], MessageKey>('SELECT message_key FROM mail').pluck().all());
  const lines = exportedLines(mirror.db);
  const fresh = emptyMirror();
  const readFile = async () => {
    fresh.store.write((tx) => takeOver(tx, lines, mirror.clock.now()));
    await fresh.settle();
  };
  await fresh.happen({ kind: 'cards', cards: [...cardsById(mirror.db, CARD_IDS).values()], isMatchedLater: false });
  // Mail of blocked people that comes after the file is not stored at all.
  const isSomebodyBlocked = mirror.db.prepare("SELECT 1 FROM blocklist WHERE mode = 'blocked'").get() !== undefined;
  if (isFileFirst && !isSomebodyBlocked) await readFile();
  await fresh.happen(asMail(CONTENTS.filter(({ key }) => keys.has(key))));
  await readFile();
  return fresh;
}

/** Nothing was sent in these histories: a link is owed as far as it may leave, and nothing else is. */
function debtsOfLinks(mirror: Mirror): readonly string[] {
  const text = `
    SELECT message_key, card_id, crm_id, 'attach' AS intent, extent, 'pending' AS state, 0 AS must_replace
      FROM link JOIN mail USING (mail_id) JOIN card USING (card_id)
     WHERE extent <> 'none'`;
  const rows = mirror.db.prepare(text).all();
  return rows.map((row) => JSON.stringify(row)).sort();
}

test(
  'whatever happened, links and debts are those that mail, cards and words give from nothing',
  { timeout: 600_000 },
  async () => {
    const histories = fc.asyncProperty(
      opening,
      fc.array(happening, { minLength: 3, maxLength: 25, size: 'max' }),
      fc.boolean(),
      async (before, history, isFileFirst) => {
        const mirror = emptyMirror();
        for (const one of [...before, ...history]) await mirror.happen(one);
        await mirror.settle();
        const outcome = outcomeOf(mirror.db);
        expect(outcome['waiting']).toEqual([]);
        expect(linksStored(mirror)).toEqual(linksByRules(mirror));
        expect(outcome['outbox']).toEqual(debtsOfLinks(mirror));
        await decideAll(mirror);
        expect(outcomeOf(mirror.db)).toEqual(outcome);
        const other = await rebuilt(mirror, isFileFirst);
        expect(outcomeOf(other.db)).toEqual(outcome);
      },
    );
    await fc.assert(histories, {
      numRuns: Number(process.env['MAILPIN_HISTORIES'] ?? 12),
      interruptAfterTimeLimit: 590_000,
    });
  },
);
