import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Output } from '../../app/contract/api.ts';
import type { ThreadFilter } from '../../app/contract/queries.ts';
import type { MailboxId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { cardId, company, contact, deal } from './testing/cards.ts';
import { ACCOUNT, openWorld, type World } from './testing/world.ts';
import { minutes, type Letter } from './testing/letters.ts';

const ANA = 'Ana Ito <ana@acme.example>';
const SALLY = 'Sally <sally@seller.example>';
const D7 = cardId('deal', 'd7');

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => {
  world.close();
});

async function list(limit: number, cursor?: string, filter?: ThreadFilter): Promise<Output<'threads.list'>> {
  return world.ask['threads.list']({ limit, cursor, filter });
}
async function subjects(filter: ThreadFilter): Promise<readonly string[]> {
  return (await list(10, undefined, filter)).items.map((thread) => thread.subject);
}
async function only(): Promise<Output<'threads.list'>['items'][number]> {
  const [thread] = (await list(1)).items;
  if (thread === undefined) throw new Error('no thread');
  return thread;
}
/** Mails that belong to no thread of one another. */
function receiveMany(count: number): void {
  for (let at = 0; at < count; at += 1) {
    world.receive({ id: `m${String(at)}@acme.example`, from: ANA, to: [SALLY], subject: `Mail ${String(at)}`, at });
  }
}
const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  id: `${id}@acme.example`,
  from: ANA,
  to: [SALLY],
  ...more,
});

test('pages follow one another newest first, without a gap or a double, and end', async () => {
  receiveMany(7);
  const first = await list(3);
  const second = await list(3, first.next ?? '');
  const third = await list(3, second.next ?? '');
  const shown = [first, second, third].flatMap((page) => page.items.map((thread) => thread.subject));
  expect(shown).toEqual(['Mail 6', 'Mail 5', 'Mail 4', 'Mail 3', 'Mail 2', 'Mail 1', 'Mail 0']);
  expect([first.total, third.next]).toEqual([7, null]);
});

test('a full last page has no next page', async () => {
  receiveMany(3);
  expect((await list(3)).next).toBeNull();
});

test('mail that arrives between two pages moves nothing on the second', async () => {
  receiveMany(4);
  const first = await list(2);
  world.receive(letter('new', { subject: 'New', at: 99 }));
  const second = await list(2, first.next ?? '');
  expect(second.items.map((thread) => thread.subject)).toEqual(['Mail 1', 'Mail 0']);
});

test('threads of the same moment stand in one order on every page', async () => {
  for (const id of ['a', 'b', 'c', 'd']) world.receive(letter(id, { subject: id, at: 5 }));
  const whole = await list(4);
  const first = await list(2);
  const second = await list(2, first.next ?? '');
  expect([...first.items, ...second.items]).toEqual(whole.items);
});

test('a cursor that is none of ours is refused by name', async () => {
  await expect(async () => list(2, "1.2' OR 1=1")).rejects.toMatchObject({
    code: 'input.invalid',
    details: { field: 'cursor' },
  });
});

test('a thread is shown by its newest mail, under the subject before anybody answered', async () => {
  world.receive(letter('a', { subject: '[Acme] Pumps', at: 1, isSeen: true, attachmentName: 'offer.pdf' }));
  world.receive({
    ...letter('b', { from: SALLY, to: [ANA], subject: 'Re: [Acme] Pumps', at: 2 }),
    answers: 'a@acme.example',
  });
  world.receive(
    letter('c', { subject: 'AW: Re: Pumps', text: 'Thanks a lot', at: 3, answers: 'b@acme.example', isSeen: false }),
  );
  expect(await only()).toMatchObject({
    newestMessageId: 'c@acme.example',
    subject: '[Acme] Pumps',
    snippet: 'Thanks a lot',
    lastAt: minutes(3),
    lastDirection: 'inbound',
    mailCount: 3,
    unseenCount: 1,
    hasAttachments: true,
  });
});

test('people stand in the order in which they appeared, five at most, and I am marked', async () => {
  const crowd = ['b', 'c', 'd', 'e', 'f'].map((name) => `${name}@acme.example`);
  world.receive(letter('a', { to: [SALLY, ...crowd], cc: ['undisclosed-recipients:;'] }));
  const thread = await only();
  expect(thread.people).toEqual([
    { name: 'Ana Ito', address: 'ana@acme.example', isMe: false },
    { name: 'Sally', address: 'sally@seller.example', isMe: true },
    { name: 'b@acme.example', address: 'b@acme.example', isMe: false },
    { name: 'c@acme.example', address: 'c@acme.example', isMe: false },
    { name: 'd@acme.example', address: 'd@acme.example', isMe: false },
  ]);
  expect(thread.peopleCount).toBe(7);
});

test('chips say which cards a thread is on, deals first, and that they wait for the CRM', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']));
  world.receive(letter('a'));
  const waiting = { kind: 'waiting', until: null, because: null };
  expect((await only()).chips).toEqual([
    { kind: 'card', card: { id: D7, kind: 'deal', name: 'Pumps' }, push: waiting, isHeadersOnly: false },
    {
      kind: 'card',
      card: { id: cardId('contact', 'c1'), kind: 'contact', name: 'Ana' },
      push: waiting,
      isHeadersOnly: false,
    },
  ]);
});

test('a chip shows the state of the mail that worries most', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'));
  const card = cardId('contact', 'c1');
  const first = world.receive(letter('a', { at: 1 }));
  const second = world.receive(letter('b', { at: 2, answers: 'a@acme.example' }));
  const states: unknown[] = [];
  const look = async () => {
    states.push((await only()).chips.map((chip) => (chip.kind === 'card' ? chip.push : chip)));
  };
  world.push(first, card, { kind: 'done', activityId: null });
  world.push(second, card, { kind: 'done', activityId: null });
  await look();
  const until = 5 as UnixMs;
  world.push(first, card, { kind: 'waiting', until, attempt: 1, because: 'crm.unavailable' });
  await look();
  world.push(second, card, { kind: 'dead', because: 'crm.invalid' });
  await look();
  expect(states).toEqual([
    [{ kind: 'arrived' }],
    [{ kind: 'waiting', until, because: 'crm.unavailable' }],
    [{ kind: 'failed', because: 'crm.invalid' }],
  ]);
});

test('a chip says when the CRM got a mail without its text', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'));
  const card = cardId('contact', 'c1');
  const mail = world.receive(letter('a'));
  const isHeadersOnly = async () => (await only()).chips.map((chip) => chip.kind === 'card' && chip.isHeadersOnly);
  world.answered(mail, card, 'full');
  expect(await isHeadersOnly()).toEqual([false]);
  world.answered(mail, card, 'headers-only');
  expect(await isHeadersOnly()).toEqual([true]);
});

test('chips ask when several deals fit, and say what the user keeps out', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  const mail = world.receive(letter('a'));
  world.say('detach', mail, cardId('contact', 'c1'));
  const { chips } = await only();
  expect(chips).toContainEqual({ kind: 'question', dealCount: 2 });
  expect(chips).toContainEqual({
    kind: 'kept-out',
    card: { id: cardId('contact', 'c1'), kind: 'contact', name: 'Ana' },
  });
});

test('a newsletter that is on no card stays private and says so', async () => {
  world.receive(letter('a', { kind: 'bulk' }));
  expect((await only()).chips).toEqual([{ kind: 'private', because: 'bulk' }]);
});

test.each([
  [19, []],
  [20, [{ kind: 'many-recipients', count: 20 }]],
])('with %i recipients the chips are %j', async (count, chips) => {
  const to = Array.from({ length: count }, (_, at) => `p${String(at)}@acme.example`);
  world.receive(letter('a', { to }));
  expect((await only()).chips).toEqual(chips);
});

test('filters choose by account, mailbox, card and links', async () => {
  world.put(company('acme', 'Acme', 'acme.example'));
  world.receive(letter('a', { subject: 'From Acme' }));
  world.receive({ id: 'b@seller.example', from: SALLY, to: ['x@other.example'], subject: 'Sent', at: 1 });
  const [inbox] = (await world.ask['accounts.list']({}))[0]?.mailboxes ?? [];
  expect(await subjects({ accountId: ACCOUNT })).toEqual(['Sent', 'From Acme']);
  expect(await subjects({ mailboxId: inbox?.id ?? (0 as MailboxId) })).toEqual(['From Acme']);
  expect(await subjects({ cardId: cardId('company', 'acme') })).toEqual(['From Acme']);
  expect(await subjects({ isUnlinked: true })).toEqual(['Sent']);
  expect(await subjects({ isUnlinked: false })).toEqual(['From Acme']);
  expect((await list(1, undefined, { isUnlinked: true })).total).toBe(1);
});

test('a thread opens with its mails oldest first, their links, refusals and mailboxes, its cards and its question', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']), deal('d8', 'Valves', ['c1']));
  const first = world.receive(letter('a', { at: 1, subject: 'Pumps', attachmentName: 'plan.pdf' }));
  world.receive({ ...letter('b', { from: SALLY, to: [ANA], at: 2, answers: 'a@acme.example' }) });
  world.say('detach', first, cardId('contact', 'c1'), 'message');
  const thread = await world.ask['threads.get']({ threadId: world.threadOf(first) });
  expect(thread.mails.map((mail) => [mail.messageId, mail.direction])).toEqual([
    ['a@acme.example', 'inbound'],
    ['b@acme.example', 'outbound'],
  ]);
  expect(thread.mails[0]).toMatchObject({
    links: [],
    keptOut: [{ card: { name: 'Ana' }, reach: 'message', person: null }],
    mailboxes: [{ accountId: ACCOUNT, path: 'INBOX', role: 'inbox' }],
    attachments: [{ fileName: 'plan.pdf', part: '2' }],
    recipientCount: 1,
  });
  expect(thread.mails[1]?.links).toMatchObject([{ card: { name: 'Ana' }, evidence: { rule: 'address' } }]);
  expect(thread.cards.map((card) => card.name)).toEqual(['Ana']);
  expect(thread.question?.deals.map((ranked) => ranked.card.name).toSorted()).toEqual(['Pumps', 'Valves']);
});

test('a mail says who of its people is of the house, whatever account they write from', async () => {
  const mail = world.receive(
    letter('a', { to: [SALLY, 'Tom <tom@seller.example>'], cc: ['undisclosed-recipients:;'] }),
  );
  const { participants } = await world.ask['mails.get']({ mail: { mailId: mail } });
  expect(participants.map(({ rawAddress, relation }) => [rawAddress, relation])).toEqual([
    ['ana@acme.example', 'outsider'],
    ['sally@seller.example', 'me'],
    ['tom@seller.example', 'colleague'],
    ['undisclosed-recipients:;', null],
  ]);
});

test('a mail has the same subject in the list, on its card and in the drawer of what is kept out', async () => {
  world.put(contact('c1', 'Ana', 'ana@acme.example'));
  world.receive(letter('a', { subject: 'Pumps', at: 1 }));
  const reply = world.receive(letter('b', { subject: 'Re: Pumps', at: 2, answers: 'a@acme.example' }));
  const card = cardId('contact', 'c1');
  const onCard = async () => world.ask['cards.get']({ cardId: card });
  expect((await onCard()).mails.map(({ subject }) => subject)).toEqual(['Pumps', 'Pumps']);
  expect((await world.ask['outbox.list']({ limit: 9 })).map(({ subject }) => subject)).toEqual(['Pumps', 'Pumps']);
  world.say('detach', reply, card, 'message');
  expect((await onCard()).keptOut).toMatchObject([{ subject: 'Pumps' }]);
  expect((await world.ask['actions.list']({ limit: 1 }))[0]?.subject).toBe('Pumps');
  expect((await only()).subject).toBe('Pumps');
});

test('a mail names its thread by Message-ID with or without brackets', async () => {
  const mail = world.receive(letter('a'));
  for (const messageId of ['a@acme.example', '<a@acme.example>', ' <a@ACME.example> ']) {
    const thread = await world.ask['threads.of']({ mail: { messageId } });
    expect(thread.summary.id).toBe(world.threadOf(mail));
  }
});

test('a mail that is unknown, or named by an id that two mails carry, is refused with the reason', async () => {
  const one = world.receive(letter('a', { subject: 'One', variant: '1' }));
  const two = world.receive(letter('a', { subject: 'Two', variant: '2' }));
  const code = async (messageId: string) =>
    Promise.resolve()
      .then(() => world.ask['mails.get']({ mail: { messageId } }))
      .then(
        () => 'found',
        (error: unknown) => error,
      );
  expect(await code('a@acme.example')).toMatchObject({
    code: 'input.ambiguous',
    details: { kind: 'mail', candidates: `${one} (ana@acme.example: One) or ${two} (ana@acme.example: Two)` },
  });
  expect(await code('b@acme.example')).toMatchObject({ code: 'input.unknown-mail' });
  expect(await code('')).toMatchObject({ code: 'input.unknown-mail' });
  expect(() => world.ask['threads.get']({ threadId: 99 as ThreadId })).toThrow('input.unknown-mail');
});
