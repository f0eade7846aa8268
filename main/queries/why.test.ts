import { afterEach, beforeEach, expect, test } from 'vitest';
import catalogue from '../../resources/locales/en/why.json' with { type: 'json' };
import { cardId, company, contact, deal } from './testing/cards.ts';
import { openWorld, type World } from './testing/world.ts';
import type { Letter } from './testing/letters.ts';

const SALLY = 'Sally <sally@seller.example>';
const C1 = cardId('contact', 'c1');
const FROM_ANA: Letter = { id: 'a@acme.example', from: 'Ana <ana@acme.example>', to: [SALLY], subject: 'Pumps' };

let world: World;
beforeEach(() => {
  world = openWorld();
  world.put(contact('c1', 'Ana', 'ana@acme.example'));
});
afterEach(() => {
  world.close();
});

async function sentences(messageId: string): Promise<readonly string[]> {
  const { lines } = await world.ask['mails.why']({ mail: { messageId } });
  expect(lines.map((line) => `why.${line.sentence}`).filter((key) => !(key in catalogue))).toEqual([]);
  return lines.map((line) => line.sentence);
}

test('why says in which mailbox a mail is, who is on it and which address put it on which card', async () => {
  world.receive(FROM_ANA);
  const { lines, mail } = await world.ask['mails.why']({ mail: { messageId: FROM_ANA.id } });
  expect(lines).toMatchObject([
    { topic: 'mailbox', sentence: 'mailbox.in', values: { path: 'INBOX', role: 'inbox' } },
    { topic: 'identity', sentence: 'identity.inbound', values: { address: 'ana@acme.example' } },
    { topic: 'participants', values: { count: 1 } },
    {
      topic: 'link',
      sentence: 'link.address.exact',
      values: { card: 'Ana' },
      fix: { kind: 'detach', cardId: C1, mailId: mail.id },
    },
    { topic: 'push', sentence: 'push.attach.pending', values: { card: 'Ana' } },
  ]);
  expect(mail.links).toHaveLength(1);
});

test('why says that the user keeps a mail out, and how to let it in', async () => {
  const mail = world.receive(FROM_ANA);
  world.say('detach', mail, C1);
  const { lines } = await world.ask['mails.why']({ mail: { mailId: mail } });
  expect(lines).toContainEqual(
    expect.objectContaining({ sentence: 'kept-out.thread', fix: { kind: 'let-in', cardId: C1, mailId: mail } }),
  );
});

test('an answer says which mail it follows', async () => {
  const mail = world.receive(FROM_ANA);
  world.put(deal('d7', 'Pumps', []));
  world.say('attach', mail, cardId('deal', 'd7'), 'message');
  world.receive({ ...FROM_ANA, id: 'b@acme.example', answers: FROM_ANA.id, at: 1, subject: 'Re: Pumps' });
  expect(await sentences(FROM_ANA.id)).toContain('decision.message');
  expect(await sentences('b@acme.example')).toContain('reply.inherited');
});

test('a question says how many deals fit', async () => {
  world.put(deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  world.receive(FROM_ANA);
  expect(await sentences(FROM_ANA.id)).toContain('question.deals');
});

test.each<[string, Partial<Letter>, string]>([
  ['a newsletter', { from: 'news@shop.example', kind: 'bulk' }, 'filter.bulk'],
  ['mail within the company', { from: 'Bob <bob@seller.example>' }, 'filter.internal'],
  ['mail of nobody on a card', { from: 'Eve <eve@elsewhere.example>' }, 'nobody'],
])('%s says what held it back', async (_what, more, sentence) => {
  world.receive({ ...FROM_ANA, id: 'x@elsewhere.example', ...more });
  expect(await sentences('x@elsewhere.example')).toContain(sentence);
});

test('why of a card tells what brings mail to it, what is kept out, what waits for an answer and what passes by', async () => {
  world.put(deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  const first = world.receive(FROM_ANA);
  world.receive({ ...FROM_ANA, id: 'n@acme.example', kind: 'bulk', at: 2 });
  world.receive({ ...FROM_ANA, id: 'q@acme.example', subject: 'Gaskets', at: 3 });
  world.say('attach', first, cardId('deal', 'd7'));
  const { lines, card } = await world.ask['cards.why']({ cardId: 'd8' });
  expect(card.name).toBe('Valves');
  expect(lines.map(({ sentence, values }) => [sentence, values['count'] ?? null])).toEqual([
    ['card.deal.through', 1],
    ['card.empty', null],
    ['card.away.question', 1],
    ['card.away.bulk', 1],
    ['card.away.deal-given', 1],
  ]);
  world.say('detach', first, C1);
  const ofAna = await world.ask['cards.why']({ cardId: C1 });
  expect(ofAna.lines).toContainEqual(
    expect.objectContaining({ sentence: 'card.kept-out.thread', fix: { kind: 'let-in', cardId: C1, mailId: first } }),
  );
});

test('why of an address tells who it is, what it matches and how much mail is with it', async () => {
  const mailId = world.receive(FROM_ANA);
  const { lines } = await world.ask['addresses.why']({ address: 'Ana <ANA+crm@acme.example>' });
  expect(lines).toMatchObject([
    { sentence: 'address.who.outsider.none' },
    { sentence: 'link.address.without-tag', values: { card: 'Ana' }, fix: { kind: 'show-card', cardId: C1 } },
    { sentence: 'address.no-deal' },
    { sentence: 'address.mails-newest', values: { count: 1, subject: 'Pumps' }, fix: { kind: 'show-mail', mailId } },
  ]);
});

test.each([
  ['1', 'mail'],
  [FROM_ANA.id, 'mail'],
  [`<${FROM_ANA.id}>`, 'mail'],
  ['c1', 'card'],
  ['builtin:contact:c1', 'card'],
  ['ana@acme.example', 'address'],
  ['sally@seller.example', 'address'],
  ['<gone@elsewhere.example>', 'absent'],
  ['gone@elsewhere.example', 'absent'],
])('why %s speaks of a %s', async (name, kind) => {
  world.receive(FROM_ANA);
  expect(await world.ask['names.why']({ name })).toMatchObject({ kind });
});

test('why of a domain is that of its company', async () => {
  const acme = company('o9', 'Acme', 'acme.example');
  world.put(acme);
  for (const name of ['acme.example', '@ACME.example', 'sales.acme.example'])
    expect(await world.ask['names.why']({ name })).toMatchObject({ kind: 'card', card: { id: acme.id } });
  expect(() => world.ask['names.why']({ name: 'unheard.example' })).toThrow('input.unknown-name');
});

test('a Message-ID that is not here tells what was read and who answers it', async () => {
  world.receive({ ...FROM_ANA, answers: 'gone@elsewhere.example' });
  const { lines } = await world.ask['names.why']({ name: '<gone@elsewhere.example>' });
  expect(lines).toMatchObject([
    { sentence: 'absent.mail' },
    { sentence: 'absent.answered', values: { count: 1, subject: 'Pumps' } },
    { sentence: 'absent.read-whole', values: { path: 'INBOX' } },
    { sentence: 'absent.not-read-yet', values: { path: 'Sent' }, fix: { kind: 'sync' } },
  ]);
});

test('why of what is nothing here says so by its code', () => {
  expect(() => world.ask['names.why']({ name: 'nonsense' })).toThrow('input.unknown-name');
});

test('why asks about a mail that is unknown by its code', () => {
  expect(() => world.ask['mails.why']({ mail: { messageId: 'nope@x.example' } })).toThrow('input.unknown-mail');
});

test('why of a mail to a crowd is short: the first people and cards, and how many there are', async () => {
  const people = Array.from({ length: 150 }, (_, at) => `p${String(at)}@many.example`);
  for (const [at, address] of people.entries()) world.put(contact(`p${String(at)}`, `Person ${String(at)}`, address));
  world.receive({ ...FROM_ANA, to: people });
  const { mail, lines } = await world.ask['mails.why']({ mail: { messageId: FROM_ANA.id } });
  expect(lines).toContainEqual(expect.objectContaining({ sentence: 'participants.many', values: { count: 151 } }));
  expect(lines).toContainEqual(expect.objectContaining({ sentence: 'link.more', values: { count: 131 } }));
  expect(lines).toContainEqual(expect.objectContaining({ sentence: 'push.more', values: { count: 131 } }));
  expect(lines.filter(({ topic }) => topic === 'link' || topic === 'push')).toHaveLength(2 * (20 + 1));
  expect([mail.participants.length, mail.links.length, mail.recipientCount]).toEqual([100, 100, 150]);
});
