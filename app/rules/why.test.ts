import { expect, test } from 'vitest';
import words from '../../resources/locales/en/why.json';
import { isTextKey, textFor } from '../../resources/text.ts';
import type { ActionId, CardId, OutboxId, UnixMs } from '../domain/ids.ts';
import { EXTENT_REACHES, EXTENTS, type Extent, type ExtentChoice, type ExtentReach } from '../domain/extent.ts';
import { SENSITIVITIES } from '../domain/mail.ts';
import type { PersonalSign } from '../domain/personal.ts';
import { PLAIN_POLICY } from '../domain/policy.ts';
import { FILTERS, REACHES, type AddressStep, type Evidence } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { OutboxState } from '../domain/outbox.ts';
import type { WhyLine } from '../domain/why.ts';
import { decideThread } from './decide-thread.ts';
import { indexCards } from './testing/card-index.ts';
import { card, decision, mail, participant, SALLY } from './testing/facts.ts';
import { explainMail, MAX_NAMED_CARDS, type WhyContext } from './why.ts';
import type { MailVerdict, PassedOver } from './verdict.ts';

const ana = card('contact', 'Ana', { addresses: 'ana@acme.test' });
const lead = card('lead', 'Lea', { addresses: 'lea@acme.test', status: 'converted', convertedToId: ana.id });
const acme = card('company', 'Acme', { domains: ['acme.test'] });
const pumps = card('deal', 'Pumps', { peopleIds: [ana.id] });
const valves = card('deal', 'Valves', { peopleIds: [ana.id] });
const cards = indexCards([ana, lead, acme, pumps, valves]);
const text = textFor('en');

function contextFor(facts: MailFacts, changes: Partial<WhyContext> = {}): WhyContext {
  const subjectOf = () => 'Quote';
  return {
    mail: facts,
    sender: facts.participants[0]?.address ?? '',
    mailboxes: [{ path: 'INBOX', role: 'inbox', account: null }],
    identity: SALLY,
    cards,
    subjectOf,
    pushes: [],
    pushCount: changes.pushes?.length ?? 0,
    extentChoice: null,
    heldFor: null,
    ...changes,
  };
}

const say = ({ sentence, values }: WhyLine) => {
  const key = `why.${sentence}`;
  return isTextKey(key) ? text.format(key, values) : `no words for ${key}`;
};

test('a linked mail is explained from its mailbox to the CRM', () => {
  const facts = mail(1, { from: 'ana@acme.test', cc: 'zoe@other.test' });
  const [verdict] = decideThread({
    thread: {
      mails: [facts],
      decisions: [decision(1, 'detach', 1, pumps.id)],
      formerSplits: [],
      extents: [],
      answers: [],
    },
    cards,
    identity: SALLY,
    policy: PLAIN_POLICY,
  });
  if (verdict === undefined) throw new Error('a mail has a verdict');
  const push = {
    cardId: ana.id,
    outboxId: 7 as OutboxId,
    intent: 'attach',
    state: { kind: 'dead', because: 'crm.invalid' },
    waitsFor: null,
    answer: null,
  } as const;
  const lines = explainMail(verdict, contextFor(facts, { pushes: [push] }));
  expect(lines.map(say)).toEqual([
    'Mailpin read it in “Inbox”.',
    'It came in from ana@acme.test.',
    '2 people on it are from outside: ana@acme.test, zoe@other.test.',
    'ana@acme.test is an address of Ana.',
    'You took this thread off Pumps on Jan 1, 1970. Answers stay off too, until you put them back.',
    'acme.test is a domain of Acme, but somebody on the mail has a card, and that says more.',
    'Pumps is a deal of Ana, but your word is stronger.',
    'Valves is a deal of Ana, but more than one deal fits.',
    'One deal may fit: Valves. Say whether it does.',
    'The CRM did not take it on Ana (crm.invalid).',
  ]);
  expect(lines.flatMap(({ fix }) => fix?.kind ?? [])).toEqual([
    'show-address',
    'show-address',
    'detach',
    'let-in',
    'attach',
    'let-in',
    'attach',
    'answer',
    'retry',
  ]);
});

test('a mailbox is called as the window calls it, and of several accounts each says whose it is', () => {
  const mailboxes = [
    { path: 'INBOX', role: 'inbox', account: 'sally@seller.test' },
    { path: 'INBOX', role: 'inbox', account: 'team@seller.test' },
    { path: 'Gesendete Objekte', role: 'sent', account: null },
    { path: 'Projects/Nordlicht', role: null, account: null },
    { path: 'Ablage', role: 'archive', account: 'team@seller.test' },
  ] as const;
  const facts = mail(1, { from: 'ana@acme.test' });
  const lines = explainMail(verdictOn({}), contextFor(facts, { mailboxes }));
  expect(lines.filter(({ topic }) => topic === 'mailbox').map(say)).toEqual([
    'Mailpin read it in “Inbox” of sally@seller.test.',
    'Mailpin read it in “Inbox” of team@seller.test.',
    'Mailpin read it in “Sent”.',
    'Mailpin read it in “Projects/Nordlicht”.',
    'Mailpin read it in “Ablage” of team@seller.test.',
  ]);
});

test('a mail of nobody says so and offers to choose', () => {
  const facts = mail(1, { from: 'zoe@other.test' });
  const lines = explainMail(verdictOn({}), contextFor(facts));
  expect(lines.at(-1)).toEqual({
    topic: 'candidate',
    sentence: 'nobody',
    values: {},
    fix: { kind: 'choose', mailId: facts.id },
  });
});

test('of many people only some are named and all are counted', () => {
  const lines = explainMail(verdictOn({}), contextFor(mail(1, { from: 'ana@acme.test', cc: crowdOf(5_000) })));
  expect(lines.map(say)).toContain(
    '5,001 people on it are from outside: ana@acme.test, p0@acme.test, p1@acme.test \u2026.',
  );
});

test('of very many cards the first are told one by one, the user\u2019s words among them, and all others are counted', () => {
  const many = 5_000;
  const ids = Array.from({ length: many }, (_, at) => `builtin:contact:p${at}` as CardId);
  const user: Evidence = { rule: 'user', reach: 'thread', decidedAt: 0 as UnixMs };
  const byRule: Evidence = { rule: 'domain', domain: 'acme.test' };
  const verdict = verdictOn({
    links: ids.map((cardId, at) => ({
      cardId,
      origin: at === 0 ? 'user' : 'rule',
      evidence: at === 0 ? user : byRule,
    })),
    passedOver: ids.map((cardId) => ({ cardId, evidence: byRule, because: 'address-beats-domain' })),
  });
  const push = { intent: 'attach', state: { kind: 'pending' }, waitsFor: null, answer: null } as const;
  const pushes = ids.slice(0, MAX_NAMED_CARDS).map((cardId, at) => ({ ...push, cardId, outboxId: at as OutboxId }));
  const context = contextFor(mail(1, { from: 'ana@acme.test' }), { pushes, pushCount: many });
  const lines = explainMail(verdict, context);
  for (const topic of ['link', 'candidate', 'push'] as const) {
    const ofTopic = lines.filter((line) => line.topic === topic || (topic === 'link' && line.topic === 'decision'));
    expect(ofTopic).toHaveLength(MAX_NAMED_CARDS + 1);
    expect(ofTopic.at(-1)).toMatchObject({ sentence: `${topic}.more`, values: { count: many - MAX_NAMED_CARDS } });
  }
  expect(lines.filter(({ topic }) => topic === 'decision')).toHaveLength(1);
});

test('as many cards as are named one by one need no line that counts', () => {
  const ids = Array.from({ length: MAX_NAMED_CARDS }, (_, at) => `builtin:contact:p${at}` as CardId);
  const evidence: Evidence = { rule: 'domain', domain: 'acme.test' };
  const verdict = verdictOn({ links: ids.map((cardId) => ({ cardId, origin: 'rule', evidence })) });
  const lines = explainMail(verdict, contextFor(mail(1, { from: 'ana@acme.test' })));
  expect(lines.filter(({ topic }) => topic === 'link').map(({ sentence }) => sentence)).toEqual(
    ids.map(() => 'link.domain'),
  );
});

function crowdOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `p${at}@acme.test`).join(' ');
}

function verdictOn(changes: Partial<MailVerdict>): MailVerdict {
  return {
    mailId: mail(1).id,
    links: [],
    extent: 'full',
    keptOut: [],
    question: null,
    heldBy: null,
    passedOver: [],
    ...changes,
  };
}

/** Every shape of evidence the rules give. */
const STEPS: readonly AddressStep[] = ['exact', 'without-tag', 'gmail-dots'];
const address = mail(1, { from: 'ana@acme.test' }).participants[0]?.address ?? raise();
const OF_RULES: readonly Evidence[] = [
  ...STEPS.map((step): Evidence => ({ rule: 'address', address, step, isPrimary: true })),
  { rule: 'converted-lead', leadId: lead.id, address },
  { rule: 'domain', domain: 'acme.test' },
  { rule: 'only-open-deal', viaId: ana.id },
  { rule: 'reply', parentId: mail(1).id },
];
const REMEMBERED: Evidence = { rule: 'remembered', address, decidedAt: 0 as UnixMs };
const OF_USER = REACHES.map((reach): Evidence => ({ rule: 'user', reach, decidedAt: 0 as UnixMs }));
const DEAL_REASONS: readonly PassedOver['because'][] = ['deal-closed', 'deal-later', 'several-deals', 'deal-given'];
const STATES: readonly OutboxState[] = [
  { kind: 'pending' },
  { kind: 'sending', leaseUntil: 0 as UnixMs, attempt: 1 },
  { kind: 'waiting', until: 0 as UnixMs, attempt: 1, because: 'crm.unavailable' },
  { kind: 'done', activityId: null },
  { kind: 'dead', because: 'crm.invalid' },
];

const SIGNS: readonly PersonalSign[] = [
  { kind: 'word', word: 'salary', language: 'en', where: 'subject' },
  { kind: 'word', word: 'salary', language: 'en', where: 'text' },
  { kind: 'address', address },
  ...SENSITIVITIES.map((sensitivity) => ({ kind: 'sensitivity', sensitivity }) as const),
];

function choiceOf(extent: Extent, reach: ExtentReach): ExtentChoice {
  return { actionId: 1 as ActionId, reach, messageKey: mail(1).key, extent, decidedAt: 0 as UnixMs };
}

test('mail that looks personal names what gave it away, and offers both answers', () => {
  const [sign] = SIGNS;
  const lines = explainMail(verdictOn({}), contextFor(mail(1, { from: 'ana@acme.test' }), { heldFor: sign ?? null }));
  const held = lines.filter(({ topic }) => topic === 'held');
  expect(held.map(say)).toEqual([
    'It looks personal: \u201csalary\u201d is in the subject.',
    'It waits for your yes before it goes to the CRM.',
  ]);
  expect(held.map(({ fix }) => fix?.kind)).toEqual(['push-anyway', 'keep-private']);
});

test.each([
  ['none', 'thread', 'full'],
  ['headers-only', 'message', 'full'],
  ['full', 'message', 'none'],
] as const)('the word %s on a %s is told with its reach, and offers %s', (extent, reach, offered) => {
  const facts = mail(1, { from: 'ana@acme.test' });
  const context = contextFor(facts, { extentChoice: choiceOf(extent, reach) });
  const fixes = (verdict: MailVerdict) =>
    explainMail(verdict, context).flatMap(({ topic, fix }) => (topic === 'extent' ? [fix] : []));
  expect(fixes(verdictOn({}))).toEqual([{ kind: 'change-extent', mailId: facts.id, reach, extent: offered }]);
  // Protected mail stays here whatever was said, so no word on it is told.
  expect(fixes(verdictOn({ heldBy: 'protected' }))).toEqual([]);
});

function raise(): never {
  throw new Error('the mail has an address');
}

test('every sentence has its words with all their values, and no words are left over', () => {
  const facts = mail(1, { from: 'ana@acme.test' });
  const asked = (kind: 'deal' | 'contact') => [{ card: { id: ana.id, kind, name: 'Ana' }, score: 0, reasons: [] }];
  const pass = (evidence: Evidence, because: PassedOver['because'], cardId: CardId = pumps.id) => ({
    cardId,
    evidence,
    because,
  });
  const link = (evidence: Evidence) => ({ cardId: ana.id, origin: 'rule' as const, evidence });
  const onlyDeal: Evidence = { rule: 'only-open-deal', viaId: ana.id };
  const crowd = Array.from({ length: MAX_NAMED_CARDS + 1 }, (_, at) => `builtin:contact:p${at}` as CardId);
  const verdicts = [
    verdictOn({ links: [...OF_RULES, REMEMBERED, ...OF_USER].map(link), question: asked('deal') }),
    verdictOn({ passedOver: OF_RULES.map((evidence) => pass(evidence, 'tombstone')), question: asked('contact') }),
    verdictOn({ passedOver: DEAL_REASONS.map((because) => pass(onlyDeal, because)) }),
    verdictOn({ passedOver: [pass({ rule: 'domain', domain: 'acme.test' }, 'address-beats-domain')] }),
    verdictOn({
      passedOver: STEPS.map((step) => pass({ rule: 'address', address, step, isPrimary: true }, 'several-cards')),
    }),
    verdictOn({
      keptOut: REACHES.map((reach) => ({ cardId: ana.id, decision: decision(1, 'detach', 1, ana.id, { reach }) })),
    }),
    verdictOn({
      links: crowd.map((cardId) => ({ ...link(onlyDeal), cardId })),
      passedOver: crowd.map((cardId) => pass(onlyDeal, 'deal-closed', cardId)),
    }),
    ...FILTERS.map((heldBy) => verdictOn({ heldBy })),
    verdictOn({}),
  ];
  const heard = {
    attach: ['created', 'linked-existing', 'already-attached'],
    detach: ['unlinked', 'deleted', 'was-not-linked'],
  } as const;
  const pushes = (['attach', 'detach'] as const).flatMap((intent) =>
    STATES.flatMap((state) => [
      { cardId: ana.id, outboxId: 1 as OutboxId, intent, state, waitsFor: null, answer: null },
      ...heard[intent].map((outcome) => ({
        cardId: ana.id,
        outboxId: 1 as OutboxId,
        intent,
        state,
        waitsFor: null,
        answer: { outcome, isHeadersOnly: true, at: 0 as UnixMs },
      })),
    ]),
  );
  const waiting = (['yes', 'go'] as const).map((waitsFor) => ({
    cardId: ana.id,
    outboxId: 1 as OutboxId,
    intent: 'attach' as const,
    state: { kind: 'pending' as const },
    waitsFor,
    answer: null,
  }));
  const choices = EXTENTS.flatMap((extent) => EXTENT_REACHES.map((reach) => choiceOf(extent, reach)));
  const contexts = [
    ...[...pushes, ...waiting].map((push) => contextFor(facts, { pushes: [push] })),
    contextFor(facts, { pushCount: 1 }),
    ...choices.map((extentChoice) => contextFor(facts, { extentChoice })),
    ...SIGNS.map((heldFor) => contextFor(facts, { heldFor })),
    contextFor(mail(1, { from: 'sally@seller.test' }), { mailboxes: [] }),
    contextFor(facts, { mailboxes: [{ path: 'INBOX', role: 'inbox', account: 'sally@seller.test' }] }),
    contextFor({ ...facts, participants: [participant('to', null)] }),
    contextFor(mail(1, { from: 'ana@acme.test', cc: crowdOf(101) })),
  ];
  const lines = verdicts.flatMap((verdict) => contexts.flatMap((context) => explainMail(verdict, context)));
  expect(lines.map(say).filter((sentence) => sentence.startsWith('no words'))).toEqual([]);
  const said = new Set(lines.map(({ sentence }) => `why.${sentence}`));
  // Those of cards, addresses and absent mail are held by their own tests.
  const ofMail = Object.keys(words).filter((key) => !/^why\.(?:card|address|absent)\./.test(key));
  expect(ofMail.filter((key) => !said.has(key))).toEqual([]);
});
