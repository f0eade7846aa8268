import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardId, contact, deal } from './testing/cards.ts';
import { minutes } from './testing/letters.ts';
import { ACCOUNT, openWorld, type World } from './testing/world.ts';

const SALLY = 'Sally <sally@seller.example>';
const D7 = cardId('deal', 'd7');

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => {
  world.close();
});

test('a new profile has facts without a mail', async () => {
  const status = await world.ask['status.get']({});
  expect(status).toMatchObject({
    mailCount: 0,
    threadCount: 0,
    heldBack: { internal: 0, bulk: 0, 'auto-reply': 0, bounce: 0, invitation: 0, 'role-address': 0, nobody: 0 },
    outbox: { waiting: 0, held: 0, rehearsing: 0, arrived: 0, takenOff: 0, dead: 0 },
    cardCounts: { lead: 0, contact: 0, company: 0, deal: 0 },
    lastAction: null,
    accounts: [{ id: ACCOUNT, state: { kind: 'never-synced' }, lastMailAt: null, isBackfillPaused: false }],
  });
  expect(status.databaseBytes).toBeGreaterThan(4_096);
});

test('every mail is counted once: on a card, kept out, or held back and by what', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: [SALLY], at: 1, isSeen: false });
  const refused = world.receive({ id: 'b@x.example', from: 'ana@acme.example', to: [SALLY], at: 2 });
  world.receive({ id: 'c@x.example', from: 'news@shop.example', to: [SALLY], kind: 'bulk', at: 3 });
  world.receive({ id: 'd@x.example', from: SALLY, to: ['eve@other.example'], at: 4 });
  world.say('detach', refused, cardId('contact', 'c1'));
  const status = await world.ask['status.get']({});
  expect(status).toMatchObject({
    mailCount: 4,
    threadCount: 4,
    linkedMailCount: 1,
    linkCount: 1,
    keptOutCount: 1,
    questionCount: 2,
    heldBack: { bulk: 1, nobody: 1, internal: 0 },
    cardCounts: { contact: 1, deal: 2 },
    lastAction: { verdict: 'detach', reach: 'thread', cards: [{ name: 'Ana' }], isUndone: false },
  });
  expect(status.accounts[0]).toMatchObject({
    lastMailAt: minutes(4),
    mailboxes: [
      { path: 'INBOX', role: 'inbox', mirroredCount: 3, unseenCount: 1, failedCount: 0, serverCount: 3 },
      { path: 'Sent', role: 'sent', mirroredCount: 1, unseenCount: 0 },
    ],
  });
});

test('mail that waits for an answer is not private, and held mail that is kept out as well is still held', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), contact('c2', 'Ana R.', 'ana@acme.example'));
  world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: [SALLY], at: 1 });
  const news = world.receive({ id: 'b@x.example', from: 'news@shop.example', to: [SALLY], kind: 'bulk', at: 2 });
  world.say('detach', news, cardId('contact', 'c1'));
  const status = await world.ask['status.get']({});
  expect(status).toMatchObject({ questionCount: 1, linkedMailCount: 0, keptOutCount: 1 });
  expect(status.heldBack).toMatchObject({ bulk: 1, nobody: 0 });
});

test('questions come newest first, one a thread, with the subject, people and words to recognise it by', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: [SALLY], subject: 'One', at: 1 });
  world.receive({ id: 'b@x.example', from: 'ana@acme.example', to: [SALLY], subject: 'Two', at: 2 });
  world.receive({
    id: 'c@x.example',
    from: 'ana@acme.example',
    to: [SALLY],
    subject: 'Re: One',
    text: 'Still one or two?',
    at: 3,
    answers: 'a@x.example',
  });
  const page = await world.ask['questions.list']({ limit: 1 });
  expect(page.total).toBe(2);
  expect(page.items).toMatchObject([
    {
      subject: 'One',
      snippet: 'Still one or two?',
      people: [{ address: 'ana@acme.example' }, { isMe: true }],
      deals: [{}, {}],
    },
  ]);
  // An answer given meanwhile moves nothing on the page that follows.
  for (const { mailId } of page.items) world.say('attach', mailId, D7);
  const following = await world.ask['questions.list']({ limit: 1, cursor: page.next ?? '' });
  expect(following).toMatchObject({ items: [{ subject: 'Two' }], next: null, total: 2 });
});

test('the outbox lists debts newest first with their state, and counts them', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']));
  const mail = world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: [SALLY], subject: 'Hi' });
  world.push(mail, D7, { kind: 'dead', because: 'crm.card-gone' });
  const entries = await world.ask['outbox.list']({ limit: 10 });
  expect(
    entries.map((entry) => [entry.card.name, entry.state.kind, entry.intent, entry.subject, entry.mailId]).toSorted(),
  ).toEqual([
    ['Ana', 'pending', 'attach', 'Hi', mail],
    ['Pumps', 'dead', 'attach', 'Hi', mail],
  ]);
  expect((await world.ask['status.get']({})).outbox).toEqual({
    waiting: 1,
    held: 0,
    rehearsing: 0,
    arrived: 0,
    takenOff: 0,
    dead: 1,
  });
});

test('the text of a mail comes as it was stored, and an unknown mail by its code', async () => {
  const mail = world.receive({ id: 'a@x.example', from: 'ana@acme.example', text: 'Grüße\n\n見積り' });
  expect(await world.ask['mails.body']({ mailId: mail })).toEqual({
    mailId: mail,
    text: 'Grüße\n\n見積り',
    html: null,
    shortened: null,
  });
  expect(() => world.ask['mails.body']({ mailId: (mail + 1) as typeof mail })).toThrow('input.unknown-mail');
});
