import { expect, test } from 'vitest';
import words from '../../resources/locales/en/why.json';
import { isTextKey, textFor } from '../../resources/text.ts';
import type { AccountId, CanonicalAddress, MailId, OutboxId, UnixMs } from '../domain/ids.ts';
import { FILTERS, REACHES, type Evidence } from '../domain/link.ts';
import { PLAIN_POLICY } from '../domain/policy.ts';
import type { WhyLine } from '../domain/why.ts';
import { indexCards } from './testing/card-index.ts';
import { card, SALLY } from './testing/facts.ts';
import type { World } from './verdict.ts';
import { explainAbsent, type LookedIn } from './why-absent.ts';
import { explainAddress, type AddressWhyFacts } from './why-address.ts';
import { explainCard, type AwayReason, type CardWhyFacts, type MailGroup } from './why-card.ts';

const NOW = 1e9 as UnixMs;
const ana = card('contact', 'Ana', { addresses: 'ana@acme.test' });
const twin = card('contact', 'Twin', { addresses: 'shared@x.test' });
const other = card('contact', 'Other', { addresses: 'shared@x.test' });
const solo = card('contact', 'Solo', { addresses: 'solo@y.test' });
const lead = card('lead', 'Lea', { addresses: 'lea@acme.test', status: 'converted', convertedToId: ana.id });
const acme = card('company', 'Acme', { domains: ['acme.test'] });
const pumps = card('deal', 'Pumps', { peopleIds: [ana.id], companyId: acme.id, createdAt: 1 as UnixMs });
const valves = card('deal', 'Valves', { peopleIds: [twin.id] });
const gaskets = card('deal', 'Gaskets', { peopleIds: [twin.id] });
const lost = card('deal', 'Lost', { status: 'lost', closedAt: 5 as UnixMs });
const won = card('deal', 'Won', { status: 'won' });
const cards = indexCards([ana, solo, twin, other, lead, acme, pumps, valves, gaskets, lost, won]);
const WORLD: World = { cards, identity: SALLY, policy: PLAIN_POLICY };
const text = textFor('en');

const say = ({ sentence, values }: WhyLine) => {
  const key = `why.${sentence}`;
  return isTextKey(key) ? text.format(key, values) : `no words for ${key}`;
};

function ofCard(facts: Partial<CardWhyFacts>): readonly WhyLine[] {
  return explainCard({
    card: ana,
    world: WORLD,
    addresses: [],
    domains: [],
    here: [],
    keptOut: [],
    away: [],
    threads: { looked: 0, total: 0 },
    push: { waiting: 0, arrived: 0, dead: [] },
    ...facts,
  });
}

function ofAddress(address: string, facts: Partial<AddressWhyFacts> = {}): readonly WhyLine[] {
  const known = { origin: null, mailCount: 0, newest: null, held: [], keptOut: [] };
  return explainAddress({ address: address as CanonicalAddress, world: WORLD, now: NOW, ...known, ...facts });
}

const newest = { mailId: 7 as MailId, subject: 'Quote' };
function group<Reason>(reason: Reason, count: number): MailGroup<Reason> {
  return { reason, count, newest };
}
const address = 'ana@acme.test' as CanonicalAddress;
const byAddress = (step: 'exact' | 'without-tag' | 'gmail-dots'): Evidence => ({
  rule: 'address',
  address,
  step,
  isPrimary: true,
});

test('a contact tells by which address mail comes, to which deal it leads, and what is kept out', () => {
  const lines = ofCard({
    addresses: [{ address, mailCount: 12, sharedWith: [] }],
    here: [group(byAddress('exact'), 10), group({ rule: 'user', reach: 'thread', decidedAt: 0 as UnixMs }, 1)],
    keptOut: [group({ reach: 'thread', person: '' } as const, 1)],
    away: [group('bulk' as const, 2)],
  });
  expect(lines.map(say)).toEqual([
    'ana@acme.test is its address: 12 mails are with it.',
    'It leads its mail to one open deal: Pumps.',
    '10 mails are here because ana@acme.test is on them. Newest: “Quote”.',
    '1 mail is here because you put its thread here. Newest: “Quote”.',
    '1 mail is kept out by your word on the thread. Newest: “Quote”.',
    '2 newsletters or list mails are not here. Newest: “Quote”.',
  ]);
  expect(lines.map(({ fix }) => fix?.kind ?? null)).toEqual([
    'show-address',
    'show-card',
    'show-mail',
    'show-mail',
    'let-in',
    'show-mail',
  ]);
});

test.each([
  ['blocked', 'ana@acme.test is blocked: it leads to no card, and mail with nobody else from outside is not stored.'],
  ['protected', 'ana@acme.test is protected: its mail is kept here and goes on no card.'],
] as const)('a card and an address of somebody %s say so, and lead to the list', (mode, sentence) => {
  const blocklist = { ...PLAIN_POLICY.blocklist, addresses: new Map([[address, mode]]) };
  const world: World = { ...WORLD, policy: { ...PLAIN_POLICY, blocklist } };
  const onCard = ofCard({ world, addresses: [{ address, mailCount: 12, sharedWith: [] }] });
  for (const lines of [onCard, ofAddress(address, { world })]) {
    expect(lines.filter(({ topic }) => topic === 'filter').map((line) => [say(line), line.fix?.kind])).toEqual([
      [sentence, 'show-blocklist'],
    ]);
  }
});

test('a deal with nobody on it says that mail comes by hand only', () => {
  const alone = card('deal', 'Alone');
  expect(ofCard({ card: alone }).map(say)).toEqual([
    'Nobody is on this deal and it has no company, so mail comes here by hand only.',
    'No mail is on it.',
  ]);
});

test('a converted lead leads to the contact it became', () => {
  const [first] = ofCard({ card: lead });
  expect(first).toMatchObject({ sentence: 'card.converted', fix: { kind: 'show-card', cardId: ana.id } });
});

test('an address tells who it is, whom it matches and which deal a mail of today would go to', () => {
  expect(ofAddress('ana@acme.test', { mailCount: 3, newest }).map(say)).toEqual([
    'ana@acme.test is somebody from outside your company.',
    'ana@acme.test is an address of Ana.',
    'acme.test is a domain of Acme, but somebody on the mail has a card, and that says more.',
    'A mail of today goes to one deal: Pumps.',
    '3 mails are with this address. Newest: “Quote”.',
  ]);
});

test('my own address says so and matches nothing', () => {
  expect(ofAddress('sally@seller.test', { origin: 'account', mailCount: 9 }).map(say)).toEqual([
    'sally@seller.test is you: the address of a connected account.',
    '9 mails are with this address.',
  ]);
});

test('every sentence about cards, addresses and absent mail has its words, and no words are left over', () => {
  const evidences: readonly Evidence[] = [
    ...(['exact', 'without-tag', 'gmail-dots'] as const).map(byAddress),
    ...REACHES.map((reach): Evidence => ({ rule: 'user', reach, decidedAt: 0 as UnixMs })),
    { rule: 'reply', parentId: 1 as MailId },
    { rule: 'converted-lead', leadId: lead.id, address },
    { rule: 'remembered', address, decidedAt: 0 as UnixMs },
    { rule: 'domain', domain: 'acme.test' },
    { rule: 'only-open-deal', viaId: ana.id },
  ];
  const reasons: readonly AwayReason[] = [
    ...FILTERS,
    'question',
    'tombstone',
    'address-beats-domain',
    'several-cards',
    'deal-closed',
    'deal-later',
    'several-deals',
    'deal-given',
  ];
  const addresses = ['sally@seller.test', 'carl@seller.test', 'info@acme.test'] as CanonicalAddress[];
  const accountId = 'sally@seller.test' as AccountId;
  const box = (facts: Partial<LookedIn>): LookedIn => ({
    path: 'INBOX',
    isMirrored: true,
    mirroredCount: 5,
    serverCount: 5,
    failedCount: 0,
    outsideCount: 0,
    blockedCount: 0,
    ...facts,
  });
  const lines = [
    ...ofCard({ card: { ...ana, goneAt: NOW } }),
    ...ofCard({ card: lead }),
    ...ofCard({ card: { ...ana, addresses: [] } }),
    ...[pumps, lost, won, card('deal', 'Alone')].flatMap((deal) => ofCard({ card: deal })),
    ...ofCard({
      addresses: addresses.map((one) => ({ address: one, mailCount: 1, sharedWith: [twin.id] })),
      domains: ['gmail.com', 'seller.test', 'acme.test'].map((domain) => ({ domain, mailCount: 2 })),
      here: evidences.map((evidence) => group(evidence, 2)),
      keptOut: REACHES.map((reach) => group({ reach, person: 'ana@acme.test' }, 2)),
      away: reasons.flatMap((reason) => [group(reason, 1), group(reason, 2)]),
      threads: { looked: 40, total: 90 },
      push: { waiting: 1, arrived: 2, dead: [{ outboxId: 1 as OutboxId, because: 'crm.invalid' }] },
    }),
    ...[
      'sally@seller.test',
      'carl@seller.test',
      'ana@acme.test',
      'new@x.test',
      'info@gmail.com',
      'shared@x.test',
      'solo@y.test',
    ].flatMap((one) => [...ofAddress(one), ...ofAddress(one, { mailCount: 1 })]),
    ...(['account', 'sent', 'send-as', 'user'] as const).flatMap((origin) =>
      ofAddress('sally@seller.test', { origin }),
    ),
    ...['carl@seller.test', 'new@x.test'].flatMap((one) => ofAddress(one, { origin: 'user' })),
    ...(['protected', 'blocked'] as const).flatMap((mode) =>
      ofAddress('new@x.test', {
        world: {
          ...WORLD,
          policy: { ...PLAIN_POLICY, blocklist: { ...PLAIN_POLICY.blocklist, domains: new Map([['x.test', mode]]) } },
        },
      }),
    ),
    ...ofAddress('shared@x.test', {
      mailCount: 2,
      newest,
      held: FILTERS.map((filter) => group(filter, 3)),
      keptOut: [{ cardId: ana.id, at: NOW }],
    }),
    ...explainAbsent({ accounts: [], answeredBy: null }),
    ...explainAbsent({
      answeredBy: { count: 1, newest },
      accounts: [
        { id: accountId, isInTrouble: true, mailboxes: [] },
        {
          id: accountId,
          isInTrouble: false,
          mailboxes: [
            box({}),
            box({ mirroredCount: 3 }),
            box({ serverCount: null }),
            box({ isMirrored: false, path: 'Projects' }),
            box({ mirroredCount: 4, failedCount: 1 }),
            box({ mirroredCount: 2, outsideCount: 2, blockedCount: 1 }),
          ],
        },
      ],
    }),
  ];
  expect(lines.map(say).filter((sentence) => sentence.startsWith('no words'))).toEqual([]);
  const said = new Set(lines.map(({ sentence }) => `why.${sentence}`));
  const here = Object.keys(words).filter((key) => /^why\.(?:card|address|absent)\./.test(key));
  expect(here.filter((key) => !said.has(key))).toEqual([]);
});

test.each<[string, Partial<LookedIn>, readonly string[]]>([
  ['read whole', { mirroredCount: 5 }, ['absent.read-whole']],
  ['a part to come', { mirroredCount: 3 }, ['absent.read-part sync']],
  ['the rest outside the import choice', { mirroredCount: 3, outsideCount: 2 }, ['absent.outside change-import']],
  ['the rest of blocked people', { mirroredCount: 4, blockedCount: 1 }, ['absent.blocked show-blocklist']],
  [
    'both, and one still to come',
    { mirroredCount: 2, outsideCount: 1, blockedCount: 1 },
    ['absent.read-part sync', 'absent.outside change-import', 'absent.blocked show-blocklist'],
  ],
])('where a mail may be that is not here, of five: %s', (_what, facts, told) => {
  const mailbox = {
    ...{ path: 'INBOX', isMirrored: true, mirroredCount: 0, serverCount: 5, failedCount: 0 },
    ...{ outsideCount: 0, blockedCount: 0, ...facts },
  };
  const id = 'sally@seller.test' as AccountId;
  const lines = explainAbsent({ accounts: [{ id, isInTrouble: false, mailboxes: [mailbox] }], answeredBy: null });
  expect(lines.slice(1).map(({ sentence, fix }) => [sentence, fix?.kind].filter(Boolean).join(' '))).toEqual(told);
});
