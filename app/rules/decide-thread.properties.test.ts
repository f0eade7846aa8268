/** Promises about every thread, every order and every sequence of the user's words. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardId } from '../domain/ids.ts';
import { PLAIN_POLICY } from '../domain/policy.ts';
import { REACHES, type Decision } from '../domain/link.ts';
import { MAIL_KINDS, type MailFacts } from '../domain/mail.ts';
import { decideThread } from './decide-thread.ts';
import { addressesOf } from './addresses-of.ts';
import { personKey } from './identity.ts';
import { reconcileLinks } from './reconcile-links.ts';
import { indexCards } from './testing/card-index.ts';
import { card, decision, mail, SALLY } from './testing/facts.ts';
import type { DesiredLink, MailVerdict, RememberedAnswer } from './verdict.ts';

const PEOPLE = [
  'ana@acme.test',
  'ana+tag@acme.test',
  'bo@acme.test',
  'zoe@other.test',
  'sales@acme.test',
  'colin@seller.test',
];
const acme = card('company', 'acme', { domains: ['acme.test'] });
const ana = card('contact', 'ana', { addresses: 'ana@acme.test', companyId: acme.id });
const bo = card('contact', 'bo', { addresses: 'bo@acme.test' });
const twin = card('lead', 'twin', { addresses: 'bo@acme.test' });
const lead = card('lead', 'lead', { addresses: 'zoe@other.test', status: 'converted', convertedToId: ana.id });
const pumps = card('deal', 'pumps', { peopleIds: [ana.id] });
const valves = card('deal', 'valves', { peopleIds: [bo.id, ana.id] });
const plant = card('deal', 'plant', { companyId: acme.id });
const CARDS = [ana, bo, twin, lead, acme, pumps, valves, plant];

const anyPerson = fc.constantFrom(...PEOPLE);
const anyMail = fc.record({
  from: anyPerson,
  cc: fc.option(anyPerson, { nil: '' }),
  answers: fc.nat(),
  kind: fc.constantFrom('personal' as const, 'personal' as const, ...MAIL_KINDS),
  at: fc.nat({ max: 3 }),
});
/** A thread of up to eight mails; each answers one before it, or none. */
const anyThread = fc.array(anyMail, { minLength: 1, maxLength: 8 }).map((specs) =>
  specs.map(({ answers, ...spec }, index): MailFacts => {
    const parent = answers % (index + 1);
    return mail(index + 1, parent === 0 ? spec : { ...spec, answers: parent });
  }),
);
const anyWord = fc.record({
  verdict: fc.constantFrom('attach' as const, 'detach' as const),
  mailNumber: fc.integer({ min: 1, max: 8 }),
  cardId: fc.constantFrom(...CARDS.map(({ id }) => id)),
  reach: fc.constantFrom(...REACHES),
  person: anyPerson,
  isSplit: fc.boolean(),
});
const anyWords = fc.array(anyWord, { maxLength: 6 }).map((words) =>
  words.map(({ verdict, mailNumber, cardId, reach, person, isSplit }, index) =>
    decision(index + 1, verdict, mailNumber, cardId, {
      reach,
      isSplit: isSplit && reach === 'thread',
      ...(reach === 'person' ? { person } : {}),
    }),
  ),
);

function decide(mails: readonly MailFacts[], decisions: readonly Decision[], cards = CARDS): readonly MailVerdict[] {
  return decideThread({
    thread: { mails, decisions, formerSplits: [], extents: [], answers: answersIn(mails, decisions) },
    cards: indexCards(cards),
    identity: SALLY,
    policy: PLAIN_POLICY,
  });
}

/** What words on the mails say of the people on them, as the store would tell another thread; the rules must not mind it here. */
function answersIn(mails: readonly MailFacts[], decisions: readonly Decision[]): readonly RememberedAnswer[] {
  return decisions
    .filter(({ verdict, reach }) => verdict === 'attach' && reach !== 'person')
    .flatMap(({ cardId, decidedAt, messageKey }) =>
      mails
        .filter(({ key }) => key === messageKey)
        .flatMap(addressesOf)
        .map((address) => ({ person: personKey(address), cardId, decidedAt })),
    );
}

const isOn = (verdict: MailVerdict | undefined, cardId: CardId) =>
  verdict?.links.some((link) => link.cardId === cardId) ?? false;

test('the order of arrival of mails, cards and words never changes a verdict', () => {
  const shuffled = <Item>(items: readonly Item[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const world = fc
    .tuple(anyThread, anyWords)
    .chain(([mails, words]) =>
      fc.tuple(fc.constant(mails), fc.constant(words), shuffled(mails), shuffled(words), shuffled(CARDS)),
    );
  fc.assert(
    fc.property(world, ([mails, words, otherMails, otherWords, otherCards]) => {
      expect(decide(otherMails, otherWords, otherCards)).toEqual(decide(mails, words));
    }),
    { numRuns: 500 },
  );
});

test('a detached card never comes back, whatever answers come and whatever else is decided', () => {
  fc.assert(
    fc.property(anyThread, anyWords, fc.constantFrom(...CARDS), fc.nat(), (thread, words, off, dice) => {
      const number = 1 + (dice % thread.length);
      const others = words.filter(({ cardId, verdict }) => verdict === 'detach' || !isSameCard(cardId, off.id));
      const last = decision(99, 'detach', number, off.id);
      const tombstoned = decide(thread, [...others, last]).filter((verdict) =>
        verdict.keptOut.some(({ decision: word }) => word.id === last.id),
      );
      expect(tombstoned.length).toBeGreaterThan(0);
      const replies = thread.map((one, index) =>
        mail(50 + index, { from: 'ana@acme.test', cc: 'bo@acme.test', answers: one.id }),
      );
      const later = new Map(decide([...thread, ...replies], [...others, last]).map((one) => [one.mailId, one]));
      for (const { mailId } of tombstoned) {
        expect(isOn(later.get(mailId), off.id)).toBe(false);
        const reply = replies.find(({ parentId }) => parentId === mailId);
        if (reply !== undefined) expect(isOn(later.get(reply.id), off.id)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

/** The converted lead and its contact are one card to the user's word. */
function isSameCard(one: CardId, other: CardId): boolean {
  const today = (id: CardId) => (id === lead.id ? ana.id : id);
  return today(one) === today(other);
}

test('an undo puts every link back as it was', () => {
  const apply = (links: readonly DesiredLink[], verdict: MailVerdict): readonly DesiredLink[] => {
    const operations = reconcileLinks(verdict.links, links);
    const touched = new Set(operations.map(({ cardId }) => cardId));
    const untouched = links.filter(({ cardId }) => !touched.has(cardId));
    return [...untouched, ...operations.flatMap((one) => (one.kind === 'withdraw' ? [] : [asDesired(one)]))];
  };
  const asDesired = ({ cardId, origin, evidence }: DesiredLink): DesiredLink => ({ cardId, origin, evidence });
  fc.assert(
    fc.property(anyThread, anyWords, anyWords, (mails, words, action) => {
      const done = [...words, ...action.map((word) => ({ ...word, id: (word.id + 50) as Decision['id'] }))];
      const steps = [decide(mails, words), decide(mails, done), decide(mails, words)];
      mails.forEach((_, index) => {
        const [before, , after] = steps.reduce<readonly (readonly DesiredLink[])[]>((rows, verdicts) => {
          const verdict = verdicts[index];
          return verdict === undefined ? rows : [...rows, apply(rows.at(-1) ?? [], verdict)];
        }, []);
        const sorted = (links: readonly DesiredLink[] = []) =>
          links.toSorted((one, other) => (one.cardId < other.cardId ? -1 : 1));
        expect(sorted(after)).toEqual(sorted(before));
      });
    }),
  );
});

test('the latest word on a mail wins over every rule and every earlier word', () => {
  fc.assert(
    fc.property(anyThread, anyWords, anyWord, (mails, words, { verdict, mailNumber, cardId }) => {
      const target = mails[(mailNumber - 1) % mails.length];
      if (target === undefined) return;
      const last = decision(99, verdict, target.id, cardId, { reach: 'message' });
      const found = decide(mails, [...words, last]).find(({ mailId }) => mailId === target.id);
      const today = cardId === lead.id ? ana.id : cardId;
      expect(isOn(found, today)).toBe(verdict === 'attach');
      expect(found?.keptOut.some((kept) => kept.cardId === today)).toBe(verdict === 'detach');
    }),
  );
});

test('no card is both linked and kept out, linked twice, or asked about while it is refused', () => {
  fc.assert(
    fc.property(anyThread, anyWords, (mails, words) => {
      for (const { links, keptOut, question } of decide(mails, words)) {
        const linked = links.map(({ cardId }) => cardId);
        const refused = keptOut.map(({ cardId }) => cardId);
        const asked = (question ?? []).map(({ card: { id } }) => id);
        expect(new Set(linked).size).toBe(linked.length);
        expect(refused.filter((id) => linked.includes(id))).toEqual([]);
        expect(asked.filter((id) => linked.includes(id) || refused.includes(id))).toEqual([]);
      }
    }),
  );
});
