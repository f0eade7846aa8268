import { expect, test } from 'vitest';
import type { Card } from '../domain/card.ts';
import type { CardId, CrmId, UnixMs } from '../domain/ids.ts';
import type { Decision } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { PLAIN_POLICY } from '../domain/policy.ts';
import { decideThread } from './decide-thread.ts';
import { indexCards } from './testing/card-index.ts';
import { card, cardId, decision, mail, MINUTE_MS, SALLY } from './testing/facts.ts';
import type { RememberedAnswer } from './verdict.ts';

const ana = card('contact', 'ana', { addresses: 'ana@acme.test' });
const bo = card('contact', 'bo', { addresses: 'bo@acme.test' });
const acme = card('company', 'acme', { domains: ['acme.test'] });
const pumps = card('deal', 'pumps', { peopleIds: [ana.id] });
const valves = card('deal', 'valves', { peopleIds: [ana.id] });
const other = card('deal', 'other');

const fromAna = (number: number, answers?: number) =>
  mail(number, { from: 'ana@acme.test', ...(answers === undefined ? {} : { answers }) });

function decide(
  cards: readonly Card[],
  mails: readonly MailFacts[],
  decisions: readonly Decision[] = [],
  answers: readonly RememberedAnswer[] = [],
) {
  return decideThread({
    thread: { mails, decisions, formerSplits: [], extents: [], answers },
    cards: indexCards(cards),
    identity: SALLY,
    policy: PLAIN_POLICY,
  });
}

const short = (id: string) => id.replace('builtin:', '');

/** Links of the only, or the last, mail as `kind:id rule`; what is asked as `? id`, what is kept out as `- kind:id`. */
function lines(
  cards: readonly Card[],
  mails: MailFacts | readonly MailFacts[],
  decisions: readonly Decision[] = [],
  answers: readonly RememberedAnswer[] = [],
) {
  const verdict = decide(cards, [mails].flat(), decisions, answers).at(-1);
  return [
    ...(verdict?.links ?? []).map(({ cardId: id, evidence }) => `${short(id)} ${evidence.rule}`),
    ...(verdict?.question ?? []).map(({ card: { name } }) => `? ${name}`),
    ...(verdict?.keptOut ?? []).map(({ cardId: id }) => `- ${short(id)}`),
  ];
}

test('a mail is on the contact whose address is on it, wherever that stands', () => {
  for (const spec of [
    { from: 'ana@acme.test' },
    { to: 'ana@acme.test' },
    { cc: 'ana@acme.test' },
    { bcc: 'ana@acme.test' },
  ]) {
    expect(lines([ana], mail(1, { from: 'sally@seller.test', ...spec }))).toEqual(['contact:ana address']);
  }
});

test('a mail of nobody known stays private', () => {
  expect(lines([ana, acme], mail(1, { from: 'zoe@other.test' }))).toEqual([]);
});

test('the evidence says which step found the card', () => {
  const gmail = card('contact', 'gina', { addresses: 'gina.berg@gmail.com' });
  const stepOf = (from: string) =>
    decide([ana, gmail], [mail(1, { from })])[0]?.links.map(
      ({ evidence }) => evidence.rule === 'address' && evidence.step,
    );
  expect(stepOf('ana@acme.test')).toEqual(['exact']);
  expect(stepOf('ana+pumps@acme.test')).toEqual(['without-tag']);
  expect(stepOf('g.inaberg@googlemail.com')).toEqual(['gmail-dots']);
});

test('a primary address beats an additional one', () => {
  const old = card('contact', 'old', { addresses: 'other@acme.test ana@acme.test?' });
  expect(lines([old, ana], fromAna(1))).toEqual(['contact:ana address']);
});

test('of cards with one address the one that the user chose last for it is meant, whatever thread that was in', () => {
  const twin = card('lead', 'twin', { addresses: 'ana@acme.test' });
  const chose = (number: number, cardId: CardId, person = 'ana@acme.test'): RememberedAnswer => {
    const { decidedAt } = decision(number, 'attach', 1, cardId);
    return { person, cardId, decidedAt };
  };
  const onTwin = (answers: readonly RememberedAnswer[], decisions: readonly Decision[] = []) =>
    lines([twin, ana, pumps], fromAna(2), decisions, answers);
  expect(onTwin([chose(1, twin.id)])).toEqual(['lead:twin remembered']);
  expect(onTwin([chose(2, ana.id), chose(1, twin.id)])).toEqual([
    'contact:ana remembered',
    'deal:pumps only-open-deal',
  ]);
  expect(onTwin([chose(1, twin.id), chose(2, pumps.id)])).toEqual(['lead:twin remembered']);
  expect(onTwin([chose(1, twin.id, 'bo@acme.test')])).toEqual(['? ana', '? twin']);
  expect(onTwin([chose(1, twin.id)], [decision(2, 'attach', 2, ana.id)])).toContain('contact:ana user');
  expect(onTwin([chose(1, twin.id)], [decision(2, 'attach', 2, ana.id)])).not.toContain('lead:twin remembered');
  expect(onTwin([chose(1, twin.id)], [decision(2, 'detach', 2, twin.id)])).toContain('contact:ana address');
  const fromTag = mail(2, { from: 'ana+news@acme.test' });
  expect(lines([twin, ana], fromTag, [], [chose(1, twin.id)])).toEqual(['lead:twin remembered']);
});

test('every CRM has a card of its own for the same person: cards are rivals within one CRM only', () => {
  const sell = { crmId: 'sell' as CrmId };
  const there = card('contact', 'ana2', { addresses: 'ana@acme.test', ...sell });
  const twin = card('lead', 'twin', { addresses: 'ana@acme.test', ...sell });
  const deal = card('deal', 'pumps2', { peopleIds: [there.id], ...sell });
  expect(lines([ana, pumps, there, deal], fromAna(1))).toEqual([
    'contact:ana address',
    'deal:pumps only-open-deal',
    'contact:ana2 address',
    'deal:pumps2 only-open-deal',
  ]);
  expect(lines([ana, there, twin], fromAna(1))).toEqual(['contact:ana address', '? ana2', '? twin']);
  expect(lines([ana, pumps, valves, there, deal], fromAna(1))).toEqual([
    'contact:ana address',
    'contact:ana2 address',
    'deal:pumps2 only-open-deal',
    '? pumps',
    '? valves',
  ]);
  const byTag = card('contact', 'tagged', { addresses: 'ana+old@acme.test', ...sell });
  expect(lines([ana, byTag], mail(1, { from: 'ana+old@acme.test' }))).toEqual([
    'contact:ana address',
    'contact:tagged address',
  ]);
  expect(lines([there, acme], fromAna(1))).toEqual(['company:acme domain', 'contact:ana2 address']);
});

test('an address on two cards is a question, answered for that address once and for all', () => {
  const twin = card('lead', 'twin', { addresses: 'ana@acme.test' });
  expect(lines([twin, ana], fromAna(1))).toEqual(['? ana', '? twin']);
  const answer = decision(1, 'attach', 1, twin.id, { reach: 'person', person: 'ana@acme.test' });
  expect(lines([twin, ana], fromAna(2), [answer])).toEqual(['lead:twin user']);
  const refusal = decision(1, 'detach', 1, twin.id, { reach: 'person', person: 'ana@acme.test' });
  expect(lines([twin, ana], fromAna(2), [refusal])).toEqual(['contact:ana address', '- lead:twin']);
});

test('a deal with a converted lead on it is found through the contact the lead became', () => {
  const lead = card('lead', 'lead', { addresses: 'lee@old.test', status: 'converted', convertedToId: ana.id });
  const deal = card('deal', 'leads', { peopleIds: [lead.id] });
  expect(lines([lead, ana, deal], mail(1, { from: 'lee@old.test' }))).toEqual([
    'contact:ana converted-lead',
    'deal:leads only-open-deal',
  ]);
  expect(lines([lead, ana, deal], fromAna(1))).toEqual(['contact:ana address', 'deal:leads only-open-deal']);
});

test('a converted lead is the contact it became, for rules and for the user’s word', () => {
  const lead = card('lead', 'lead', { addresses: 'lee@acme.test', status: 'converted', convertedToId: ana.id });
  expect(lines([lead, ana], mail(1, { from: 'lee@acme.test' }))).toEqual(['contact:ana converted-lead']);
  expect(lines([lead, ana], mail(1, { from: 'zoe@x.test' }), [decision(1, 'attach', 1, lead.id)])).toEqual([
    'contact:ana user',
  ]);
  expect(lines([lead, ana], fromAna(1), [decision(1, 'detach', 1, lead.id)])).toEqual(['- contact:ana']);
});

test('a lead whose contact is gone stays a lead', () => {
  const gone = card('contact', 'gone', { goneAt: 1 as UnixMs });
  const lead = card('lead', 'lead', { addresses: 'lee@acme.test', status: 'converted', convertedToId: gone.id });
  expect(lines([lead, gone], mail(1, { from: 'lee@acme.test' }))).toEqual(['lead:lead address']);
});

test('a company gets mail by its domain, but not when somebody on the mail has a card', () => {
  expect(lines([acme], mail(1, { from: 'zoe@acme.test' }))).toEqual(['company:acme domain']);
  expect(lines([acme], mail(1, { from: 'zoe@sales.acme.test' }))).toEqual(['company:acme domain']);
  const [verdict] = decide([acme, ana], [mail(1, { from: 'ana@acme.test', cc: 'zoe@acme.test' })]);
  expect(verdict?.links.map((link) => link.cardId)).toEqual([ana.id]);
  expect(verdict?.passedOver.map((seen) => `${seen.cardId} ${seen.because}`)).toEqual([
    `${acme.id} address-beats-domain`,
  ]);
});

test('no company by a free-mail domain or the user’s own', () => {
  const free = card('company', 'free', { domains: ['gmail.com', 'seller.test'] });
  expect(lines([free], mail(1, { from: 'zoe@gmail.com', cc: 'colin@seller.test' }))).toEqual([]);
});

test('two companies with one domain are a question', () => {
  expect(
    lines([acme, card('company', 'acme2', { domains: ['acme.test'] })], mail(1, { from: 'zoe@acme.test' })),
  ).toEqual(['? acme', '? acme2']);
});

test('the only open deal of a contact gets the mail, through the contact', () => {
  expect(lines([ana, pumps], fromAna(1))).toEqual(['contact:ana address', 'deal:pumps only-open-deal']);
});

test('of several open deals none gets the mail: they are asked about, and the contact has it meanwhile', () => {
  expect(lines([ana, pumps, valves], fromAna(1))).toEqual(['contact:ana address', '? pumps', '? valves']);
});

test.each([
  ['won before the mail', { status: 'won', closedAt: 0 }, []],
  ['closed at an unknown time', { status: 'lost', closedAt: null }, []],
  [
    'open when the mail was sent, closed since',
    { status: 'lost', closedAt: 9 * MINUTE_MS },
    ['deal:pumps only-open-deal'],
  ],
  ['opened after the mail', { status: 'open', createdAt: 9 * MINUTE_MS }, []],
  ['opened before the mail', { status: 'open', createdAt: 0 }, ['deal:pumps only-open-deal']],
  ['gone', { goneAt: 1 }, []],
] as const)('a deal that was %s', (_case, fields, expected) => {
  expect(lines([ana, { ...pumps, ...(fields as Partial<Card>) }], fromAna(1))).toEqual([
    'contact:ana address',
    ...expected,
  ]);
});

test('an open deal beats one that was open when the mail was sent', () => {
  const won = { ...valves, status: 'won', closedAt: (9 * MINUTE_MS) as UnixMs } as const;
  expect(lines([ana, pumps, won], fromAna(1))).toEqual(['contact:ana address', 'deal:pumps only-open-deal']);
});

test('deals of the company count only when no deal of its people fits', () => {
  const employee = card('contact', 'emil', { addresses: 'emil@acme.test', companyId: acme.id });
  const ofCompany = card('deal', 'plant', { companyId: acme.id });
  const ofEmil = card('deal', 'small', { peopleIds: [employee.id] });
  const fromEmil = mail(1, { from: 'emil@acme.test' });
  expect(lines([employee, acme, ofCompany], fromEmil)).toEqual(['contact:emil address', 'deal:plant only-open-deal']);
  expect(lines([employee, acme, ofCompany, ofEmil], fromEmil)).toEqual([
    'contact:emil address',
    'deal:small only-open-deal',
  ]);
  expect(lines([acme, ofCompany], mail(1, { from: 'zoe@acme.test' }))).toEqual([
    'company:acme domain',
    'deal:plant only-open-deal',
  ]);
});

test('a colleague with a card hides nobody and opens no deal', () => {
  const carl = card('contact', 'carl', { addresses: 'carl@home.test' });
  const his = card('deal', 'his', { peopleIds: [carl.id] });
  expect(lines([ana, carl, his, pumps], mail(1, { from: 'ana@acme.test', cc: 'carl@home.test' }))).toEqual([
    'contact:ana address',
    'contact:carl address',
    'deal:pumps only-open-deal',
  ]);
});

test('an answer is on the cards of the mail it answers', () => {
  const mails = [fromAna(1), mail(2, { from: 'zoe@other.test', answers: 1 })];
  expect(lines([ana, pumps], mails)).toEqual(['contact:ana reply', 'deal:pumps reply']);
});

test('an answer to a mail on a deal asks nothing, however many deals fit', () => {
  const mails = [fromAna(1), fromAna(2, 1)];
  const put = decision(1, 'attach', 1, pumps.id, { reach: 'message' });
  expect(lines([ana, pumps, valves], mails, [put])).toEqual(['deal:pumps reply', 'contact:ana reply']);
});

test('the only deal that fits gets the mail even when another deal was given by hand', () => {
  expect(lines([ana, pumps, other], fromAna(1), [decision(1, 'attach', 1, other.id)])).toEqual([
    'deal:other user',
    'contact:ana address',
    'deal:pumps only-open-deal',
  ]);
});

test.each([
  ['bulk', 'contact:ana address'],
  ['auto-reply', 'contact:ana address'],
  ['bounce', 'contact:ana address'],
  ['invitation', 'contact:ana address'],
] as const)('%s mail reaches exact addresses only: no deal, no answer, no domain', (kind, expected) => {
  const mails = [mail(1, { from: 'bo@acme.test' }), mail(2, { from: 'ana@acme.test', answers: 1, kind })];
  const verdict = decide([ana, bo, pumps, acme], mails)[1];
  expect(verdict?.links.map((link) => `${short(link.cardId)} ${link.evidence.rule}`)).toEqual([expected]);
  expect(verdict?.heldBy).toBe(kind);
  expect(lines([ana, acme], mail(1, { from: 'ana+list@acme.test', kind }))).toEqual([]);
});

test('a desk reaches exact addresses only; one person beside it lifts the filter', () => {
  const desk = card('contact', 'desk', { addresses: 'sales@acme.test' });
  expect(lines([acme], mail(1, { from: 'sales@acme.test' }))).toEqual([]);
  expect(lines([desk, acme], mail(1, { from: 'sales@acme.test' }))).toEqual(['contact:desk address']);
  expect(lines([acme], mail(1, { from: 'sales@acme.test', cc: 'zoe@acme.test' }))).toEqual(['company:acme domain']);
});

test('internal mail is on the card of a colleague who is a contact, and on others by the user’s word only', () => {
  const carl = card('contact', 'carl', { addresses: 'carl@home.test' });
  const internal = mail(2, { from: 'sally@seller.test', to: 'carl@home.test colin@mail.seller.test', answers: 1 });
  expect(lines([ana, carl, pumps], [fromAna(1), internal])).toEqual(['contact:carl address']);
  expect(lines([ana, pumps], [fromAna(1), internal])).toEqual([]);
  expect(lines([pumps], internal, [decision(1, 'attach', 2, pumps.id)])).toEqual(['deal:pumps user']);
});

test('the user’s word passes every filter', () => {
  const newsletter = mail(1, { from: 'news@other.test', kind: 'bulk' });
  expect(lines([other], newsletter, [decision(1, 'attach', 1, other.id)])).toEqual(['deal:other user']);
});

test('a detached thread stays off the card, with every answer to come', () => {
  const mails = [fromAna(1), fromAna(2, 1), fromAna(3, 2)];
  const off = decision(1, 'detach', 1, pumps.id);
  for (const verdict of decide([ana, pumps], mails, [off])) {
    expect(verdict.links.map((link) => link.cardId)).toEqual([ana.id]);
    expect(verdict.keptOut.map((kept) => kept.cardId)).toEqual([pumps.id]);
  }
});

test('a detached mail is off, its answers are decided by the rules', () => {
  const mails = [fromAna(1), fromAna(2, 1)];
  const off = decision(1, 'detach', 1, pumps.id, { reach: 'message' });
  expect(lines([ana, pumps], mails.slice(0, 1), [off])).toEqual(['contact:ana address', '- deal:pumps']);
  expect(lines([ana, pumps], mails, [off])).toEqual(['contact:ana reply', 'deal:pumps only-open-deal']);
});

test('a person kept off a deal stays off in every thread and under every tag; others are not', () => {
  const off = decision(1, 'detach', 9, pumps.id, { reach: 'person', person: 'ana@acme.test' });
  expect(lines([ana, pumps], fromAna(1), [off])).toEqual(['contact:ana address', '- deal:pumps']);
  expect(lines([ana, pumps], mail(1, { from: 'ana+x@acme.test' }), [off])).toEqual([
    'contact:ana address',
    '- deal:pumps',
  ]);
  const both = { ...pumps, peopleIds: [ana.id, bo.id] };
  expect(lines([ana, bo, both], mail(1, { from: 'bo@acme.test' }), [off])).toEqual([
    'contact:bo address',
    'deal:pumps only-open-deal',
  ]);
});

test('a person’s tombstone shows only where it stopped something', () => {
  const off = decision(1, 'detach', 9, other.id, { reach: 'person', person: 'ana@acme.test' });
  expect(lines([ana, other], fromAna(1), [off])).toEqual(['contact:ana address']);
});

test('a contact that is kept out still knows its deals', () => {
  const off = decision(1, 'detach', 1, ana.id);
  expect(lines([ana, pumps], fromAna(1), [off])).toEqual(['deal:pumps only-open-deal', '- contact:ana']);
});

test('a refused deal does not make another one the only one', () => {
  const off = decision(1, 'detach', 1, pumps.id);
  expect(lines([ana, pumps, valves], fromAna(1), [off])).toEqual(['contact:ana address', '? valves', '- deal:pumps']);
});

test('the latest word wins, whatever its reach', () => {
  const mails = [fromAna(1), fromAna(2, 1)];
  const off = decision(1, 'detach', 1, pumps.id);
  const on = decision(2, 'attach', 2, pumps.id, { reach: 'message' });
  expect(lines([ana, pumps], mails, [off, on])).toEqual(['deal:pumps user', 'contact:ana reply']);
  expect(lines([ana, pumps], mails.slice(0, 1), [off, on])).toEqual(['contact:ana address', '- deal:pumps']);
  const offAgain = decision(3, 'detach', 1, pumps.id);
  expect(lines([ana, pumps], mails, [on, offAgain, off])).toEqual(['contact:ana reply', '- deal:pumps']);
});

test('a mail dragged out of its thread takes its answers along and leaves the rest', () => {
  const mails = [fromAna(1), fromAna(2, 1), fromAna(3, 2), fromAna(4, 1)];
  const put = decision(1, 'attach', 1, pumps.id);
  const moved = [
    decision(2, 'detach', 2, pumps.id, { isSplit: true, action: 2 }),
    decision(3, 'attach', 2, valves.id, { isSplit: true, action: 2 }),
  ];
  const dealsOf = (decisions: readonly Decision[]) =>
    decide([ana, pumps, valves], mails, decisions).map((verdict) =>
      verdict.links.filter(({ cardId: id }) => id !== ana.id).map(({ cardId: id }) => short(id)),
    );
  expect(dealsOf([put, ...moved])).toEqual([['deal:pumps'], ['deal:valves'], ['deal:valves'], ['deal:pumps']]);
  expect(dealsOf([put])).toEqual([['deal:pumps'], ['deal:pumps'], ['deal:pumps'], ['deal:pumps']]);
});

test('a mail dragged out inherits nothing from the mail it answers; its own answers inherit from it', () => {
  const mails = [
    fromAna(1),
    mail(2, { from: 'zoe@other.test', answers: 1 }),
    mail(3, { from: 'zoe@other.test', answers: 2 }),
  ];
  const third = card('deal', 'third');
  const onlyThere = decision(1, 'attach', 1, other.id, { reach: 'message' });
  const split = decision(2, 'attach', 2, third.id, { isSplit: true });
  expect(lines([ana, other, third], mails.slice(0, 2), [onlyThere, split])).toEqual(['deal:third user']);
  expect(lines([ana, other, third], mails.slice(0, 2), [onlyThere])).toEqual(['deal:other reply', 'contact:ana reply']);
  const alone = { ...split, reach: 'message' as const };
  expect(lines([ana, other, third], mails, [onlyThere, alone])).toEqual(['deal:third reply']);
});

test('a split takes no earlier word away from the branch it cuts off, and brings no later one', () => {
  const mails = [fromAna(1), fromAna(2, 1)];
  const before = decision(1, 'detach', 1, other.id);
  const split = decision(2, 'attach', 2, valves.id, { isSplit: true });
  const after = decision(3, 'attach', 1, other.id);
  const verdict = decide([ana, other, valves], mails, [before, split, after])[1];
  expect(verdict?.keptOut.map((kept) => kept.cardId)).toEqual([other.id]);
  expect(verdict?.links.map((link) => link.cardId)).toEqual([valves.id, ana.id]);
});

test('a card that is gone gets nothing by a rule and keeps what the user put there', () => {
  const gone = { ...pumps, goneAt: 1 as UnixMs };
  const mails = [fromAna(1), mail(2, { from: 'zoe@other.test', answers: 1 })];
  const put = decision(1, 'attach', 1, gone.id, { reach: 'message' });
  expect(lines([ana, gone], mails.slice(0, 1), [put])).toEqual(['deal:pumps user', 'contact:ana address']);
  expect(lines([ana, gone], mails, [put])).toEqual(['contact:ana reply']);
});

test('a word on a card nobody knows is kept', () => {
  expect(lines([], fromAna(1), [decision(1, 'attach', 1, cardId('deal', 'd9'))])).toEqual(['deal:d9 user']);
});

test('a mail without one readable address is on no card and throws nothing', () => {
  const bare = { ...mail(1), participants: [] };
  expect(decide([ana], [bare])).toEqual([
    { mailId: 1, links: [], extent: 'full', keptOut: [], question: null, heldBy: null, passedOver: [] },
  ]);
});
