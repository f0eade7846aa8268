/** Protected and blocked (rules 5, blocklist), and what the user lets through the filters. */
import { expect, test } from 'vitest';
import type { CanonicalAddress, CardId, MessageKey } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import { PLAIN_POLICY, type Allowed, type BlockMode, type Policy } from '../domain/policy.ts';
import { blockModeOf, blockOf } from './blocklist.ts';
import { compileBlocklist } from './compile-blocklist.ts';
import { decideThread } from './decide-thread.ts';
import { indexCards } from './testing/card-index.ts';
import { card, decision, keyOf, mail, SALLY, type MailSpec } from './testing/facts.ts';

type Listed = readonly (readonly [mode: BlockMode, ...what: readonly string[]])[];

/** Entries as `[mode, address or @domain ...]`. */
function listing(...entries: Listed): Policy {
  const blocklist = compileBlocklist(
    entries.map(([mode, ...what]) => ({
      mode,
      addresses: what.filter((one) => !one.startsWith('@')) as CanonicalAddress[],
      domains: what.filter((one) => one.startsWith('@')).map((one) => one.slice(1)),
    })),
  );
  return { ...PLAIN_POLICY, blocklist };
}

function letting(allowed: Partial<{ [Kind in keyof Allowed]: readonly string[] }>): Policy {
  const { addresses = [], domains = [], lists = [], mails = [], threads = [] } = allowed;
  return {
    ...PLAIN_POLICY,
    allowed: {
      addresses: new Set(addresses as CanonicalAddress[]),
      domains: new Set(domains),
      lists: new Set(lists),
      mails: new Set(mails as MessageKey[]),
      threads: new Set(threads as MessageKey[]),
    },
  };
}

test.each<[string, Listed, string, BlockMode | null]>([
  ['an address', [['blocked', 'bob@acme.test']], 'bob@acme.test', 'blocked'],
  ['its tags', [['blocked', 'bob@acme.test']], 'bob+news@acme.test', 'blocked'],
  ['nobody else there', [['blocked', 'bob@acme.test']], 'ana@acme.test', null],
  ['Gmail’s dots and names', [['protected', 'b.ob@gmail.com']], 'bo.b+x@googlemail.com', 'protected'],
  ['an address with a tag: only that one', [['blocked', 'bob+ads@acme.test']], 'bob@acme.test', null],
  ['an address with a tag: that one', [['blocked', 'bob+ads@acme.test']], 'bob+ads@acme.test', 'blocked'],
  ['a domain', [['blocked', '@acme.test']], 'bob@acme.test', 'blocked'],
  ['what is below a domain', [['blocked', '@acme.test']], 'bob@mail.eu.acme.test', 'blocked'],
  ['not what only ends like it', [['blocked', '@acme.test']], 'bob@notacme.test', null],
  ['not what is above it', [['blocked', '@mail.acme.test']], 'bob@acme.test', null],
  ['an international domain', [['blocked', '@xn--bcher-kva.test']], 'bob@xn--bcher-kva.test', 'blocked'],
  [
    'protected before blocked',
    [
      ['blocked', 'bob@acme.test'],
      ['protected', '@acme.test'],
    ],
    'bob@acme.test',
    'protected',
  ],
  [
    'protected before blocked, the other way round',
    [
      ['protected', 'bob@acme.test'],
      ['blocked', '@acme.test'],
    ],
    'bob@acme.test',
    'protected',
  ],
  [
    'protected above, blocked below',
    [
      ['blocked', '@mail.acme.test'],
      ['protected', '@acme.test'],
    ],
    'bob@mail.acme.test',
    'protected',
  ],
  ['a colleague', [['blocked', 'colin@seller.test']], 'colin@seller.test', 'blocked'],
  [
    'never the user',
    [
      ['blocked', '@seller.test'],
      ['protected', 'sally@seller.test'],
    ],
    'sally@seller.test',
    null,
  ],
  ['never the user with a tag', [['blocked', '@gmail.com']], 'sally.private+shop@gmail.com', null],
])('listed: %s', (_case, entries, address, mode) => {
  expect(blockModeOf(address as CanonicalAddress, { identity: SALLY, policy: listing(...entries) })).toBe(mode);
});

const BOB: Listed = [['blocked', 'bob@acme.test']];

test.each<[string, Listed, MailSpec, BlockMode | null]>([
  ['from a blocked person', BOB, { from: 'bob@acme.test' }, 'blocked'],
  ['to a blocked person', BOB, { from: 'sally@seller.test', to: 'bob@acme.test' }, 'blocked'],
  ['a blocked person in copy of nobody else', BOB, { from: 'sally@seller.test', cc: 'bob@acme.test' }, 'blocked'],
  ['a blocked person and a colleague', BOB, { from: 'bob@acme.test', cc: 'colin@seller.test' }, 'blocked'],
  ['a colleague writes to a blocked person', BOB, { from: 'colin@seller.test', cc: 'bob@acme.test' }, 'blocked'],
  ['a blocked person and another from outside', BOB, { from: 'bob@acme.test', cc: 'ana@acme.test' }, null],
  [
    'two blocked people',
    [...BOB, ['blocked', '@other.test']],
    { from: 'bob@acme.test', cc: 'zoe@other.test' },
    'blocked',
  ],
  ['only in Reply-To', BOB, { from: 'ana@acme.test', replyTo: 'bob@acme.test' }, null],
  [
    'a blocked colleague writes',
    [['blocked', 'colin@seller.test']],
    { from: 'colin@seller.test', cc: 'carl@home.test' },
    'blocked',
  ],
  [
    'a blocked colleague alone with the user',
    [['blocked', 'colin@seller.test']],
    { from: 'sally@seller.test', to: 'colin@seller.test' },
    'blocked',
  ],
  [
    'a blocked colleague in copy among others',
    [['blocked', 'colin@seller.test']],
    { from: 'carl@home.test', cc: 'colin@seller.test' },
    null,
  ],
  [
    'a protected person among others',
    [['protected', 'bob@acme.test']],
    { from: 'ana@acme.test', cc: 'bob@acme.test' },
    'protected',
  ],
  [
    'a protected person in Reply-To',
    [['protected', 'bob@acme.test']],
    { from: 'ana@acme.test', replyTo: 'bob@acme.test' },
    'protected',
  ],
  [
    'a protected and a blocked person',
    [...BOB, ['protected', '@law.test']],
    { from: 'bob@acme.test', cc: 'eve@law.test' },
    'protected',
  ],
  ['nobody listed', BOB, { from: 'ana@acme.test' }, null],
  ['nobody at all', BOB, { to: '' }, null],
])('a mail: %s', (_case, entries, spec, block) => {
  expect(blockOf(mail(1, spec), { identity: SALLY, policy: listing(...entries) })).toBe(block);
});

const ana = card('contact', 'ana', { addresses: 'ana@acme.test' });
const bob = card('contact', 'bob', { addresses: 'bob@acme.test' });
const acme = card('company', 'acme', { domains: ['acme.test'] });
const pumps = card('deal', 'pumps', { peopleIds: [ana.id, bob.id] });
const info = card('contact', 'info', { addresses: 'info@shop.test' });
const shop = card('deal', 'shop', { peopleIds: [info.id] });
const carl = card('contact', 'carl', { addresses: 'carl@home.test' });
const CARDS = [ana, bob, acme, pumps, info, shop, carl];

const short = (id: CardId) => id.split(':').at(-1) ?? '';

/** The verdict on the last of the mails. */
function verdictOn(
  policy: Policy,
  mails: readonly ReturnType<typeof mail>[],
  decisions: readonly ReturnType<typeof decision>[] = [],
) {
  const world = { cards: indexCards(CARDS), identity: SALLY, policy };
  return decideThread({ thread: { mails, decisions, answers: [], formerSplits: [], extents: [] }, ...world }).at(-1);
}
const extentOf = (...given: Parameters<typeof verdictOn>) => verdictOn(...given)?.extent;

/** What the last of the mails is on, and what holds it. */
function outcome(...given: Parameters<typeof verdictOn>): readonly [cards: string, heldBy: Filter | null] {
  const verdict = verdictOn(...given);
  const cards = (verdict?.links ?? []).map(({ cardId }) => short(cardId));
  return [cards.sort().join(' '), verdict?.heldBy ?? null];
}

const together = mail(1, { from: 'ana@acme.test', cc: 'bob@acme.test' });

test('mixed mail stays for the others; the blocked person’s card gets nothing, by no rule', () => {
  expect(outcome(PLAIN_POLICY, [together])).toEqual(['ana bob pumps', null]);
  expect(outcome(listing(...BOB), [together])).toEqual(['ana pumps', null]);
  const onBoth = [decision(1, 'attach', 1, bob.id, { reach: 'message' })];
  const reply = mail(2, { from: 'ana@acme.test', answers: 1 });
  expect(outcome(PLAIN_POLICY, [together, reply], onBoth)).toEqual(['ana bob pumps', null]);
  expect(outcome(listing(...BOB), [together, reply], onBoth)).toEqual(['ana pumps', null]);
});

test('no company and no deal is found through a blocked person', () => {
  const fromBob = mail(1, { from: 'bob@acme.test', cc: 'zoe@other.test' });
  expect(outcome(PLAIN_POLICY, [fromBob])).toEqual(['bob pumps', null]);
  expect(outcome(listing(...BOB), [fromBob])).toEqual(['', null]);
  expect(outcome(listing(['blocked', '@acme.test']), [fromBob])).toEqual(['', null]);
});

test('mail that is only with blocked people and was kept is on no card but by the user’s word', () => {
  const fromBob = mail(1, { from: 'bob@acme.test' });
  expect(outcome(listing(...BOB), [fromBob])).toEqual(['', 'blocked']);
  expect(outcome(listing(...BOB), [fromBob], [decision(1, 'attach', 1, pumps.id)])).toEqual(['pumps', 'blocked']);
});

test('protected beats every rule, and what the user lets through', () => {
  const policy = listing(['protected', 'bob@acme.test']);
  expect(outcome(policy, [together])).toEqual(['', 'protected']);
  const reply = mail(2, { from: 'ana@acme.test', answers: 1 });
  expect(outcome(policy, [together, reply])).toEqual(['ana pumps', null]);
  expect(extentOf(policy, [together])).toBe('none');
  expect(extentOf(policy, [together, reply])).toBe('full');
  const allowed = { ...policy, allowed: letting({ mails: [keyOf(1)], domains: ['acme.test'] }).allowed };
  expect(outcome(allowed, [together])).toEqual(['', 'protected']);
});

test.each<[string, Policy, MailSpec, readonly [string, Filter | null]]>([
  ['a newsletter', PLAIN_POLICY, { from: 'zoe@acme.test', kind: 'bulk' }, ['', 'bulk']],
  ['its sender', letting({ addresses: ['zoe@acme.test'] }), { from: 'zoe@acme.test', kind: 'bulk' }, ['acme', null]],
  ['its domain', letting({ domains: ['acme.test'] }), { from: 'zoe@mail.acme.test', kind: 'bulk' }, ['acme', null]],
  ['another domain', letting({ domains: ['me.test'] }), { from: 'zoe@acme.test', kind: 'bulk' }, ['', 'bulk']],
  [
    'its list',
    letting({ lists: ['n.acme.test'] }),
    { from: 'zoe@acme.test', kind: 'bulk', listId: 'n.acme.test' },
    ['acme', null],
  ],
  [
    'another list',
    letting({ lists: ['n.acme.test'] }),
    { from: 'zoe@acme.test', kind: 'bulk', listId: 'o.acme.test' },
    ['', 'bulk'],
  ],
  ['the mail', letting({ mails: [keyOf(1)] }), { from: 'zoe@acme.test', kind: 'invitation' }, ['acme', null]],
  ['another mail', letting({ mails: [keyOf(2)] }), { from: 'zoe@acme.test', kind: 'invitation' }, ['', 'invitation']],
  ['the thread', letting({ threads: [keyOf(1)] }), { from: 'zoe@acme.test', kind: 'auto-reply' }, ['acme', null]],
  [
    'a recipient of a newsletter, who says nothing of it',
    letting({ addresses: ['ana@acme.test'] }),
    { from: 'zoe@acme.test', cc: 'ana@acme.test', kind: 'bulk' },
    ['ana', 'bulk'],
  ],
  [
    'a desk with a contact: its exact address matches',
    PLAIN_POLICY,
    { from: 'info@shop.test' },
    ['info', 'role-address'],
  ],
  ['a desk with a tag: no exact address', PLAIN_POLICY, { from: 'info+de@shop.test' }, ['', 'role-address']],
  [
    'a desk that is let through is like a person: its deal too',
    letting({ addresses: ['info@shop.test'] }),
    { from: 'info@shop.test' },
    ['info shop', null],
  ],
  [
    'a mail to a desk that is let through',
    letting({ addresses: ['info@shop.test'] }),
    { from: 'sally@seller.test', to: 'info@shop.test' },
    ['info shop', null],
  ],
  [
    'a desk let through by its domain finds the company',
    letting({ domains: ['acme.test'] }),
    { from: 'office@acme.test' },
    ['acme', null],
  ],
  ['a machine', PLAIN_POLICY, { from: 'no-reply@acme.test' }, ['', 'no-reply']],
  ['a machine and a desk', PLAIN_POLICY, { from: 'no-reply@acme.test', cc: 'info@other.test' }, ['', 'role-address']],
  [
    'internal mail with a colleague who is a contact: the exact address matches',
    PLAIN_POLICY,
    { from: 'carl@home.test' },
    ['carl', 'internal'],
  ],
  [
    'internal mail by a tag of that colleague: no exact address',
    PLAIN_POLICY,
    { from: 'carl+crm@home.test' },
    ['', 'internal'],
  ],
  [
    'a colleague whose mail is let through',
    letting({ addresses: ['carl@home.test'] }),
    { from: 'carl@home.test' },
    ['carl', null],
  ],
  [
    'a colleague who is a contact hides no card',
    PLAIN_POLICY,
    { from: 'ana@acme.test', cc: 'carl@home.test' },
    ['ana carl pumps', null],
  ],
])('let through: %s', (_case, policy, spec, expected) => {
  expect(outcome(policy, [mail(1, spec)])).toEqual(expected);
});

test('a thread that is let through is let through whole', () => {
  const mails = [
    mail(1, { from: 'zoe@acme.test', kind: 'bulk' }),
    mail(2, { from: 'zoe@acme.test', kind: 'bulk', answers: 1 }),
  ];
  expect(outcome(letting({ threads: [keyOf(1)] }), mails)).toEqual(['acme', null]);
  expect(outcome(letting({ mails: [keyOf(1)] }), mails)).toEqual(['', 'bulk']);
});
