import { expect, test } from 'vitest';
import type { Reach } from '../../app/domain/link.ts';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf, minute, type ArrayServer } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, handClock, openProfile, tempDir } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });

async function sync(mailpin: Mailpin): Promise<void> {
  const reports = await mailpin.call('sync.once', {});
  expect(reports.map(({ error }) => error)).toEqual(reports.map(() => null));
}

/** A thread of Ana's, mirrored and on her card and deal. */
async function anasThread(): Promise<{ readonly mailpin: Mailpin; readonly server: ArrayServer }> {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 }));
  server.deliver(
    'Sent',
    mailOf({ id: 'a2', from: SALLY, to: 'ana@acme.test', subject: 'Re: Pilot', at: 2, replyTo: 'a1' }),
  );
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  return { mailpin, server };
}
const REPLY = mailOf({ id: 'a3', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 3, replyTo: 'a2' });

const detach = (mailpin: Mailpin, id: string, reach: Reach, cardId = 'd1') =>
  mailpin.call('links.detach', { mails: [named(id)], cardId, reach });

test('a detached thread stays off the card when a reply comes', async () => {
  const { mailpin, server } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  server.deliver('INBOX', REPLY);
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  const { keptOut } = await mailpin.call('mails.get', { mail: named('a3') });
  expect(keptOut.map(({ card }) => card.name)).toEqual(['Acme pilot']);
});

test('before a detach it is told how many mails would leave, and nothing of that is done', async () => {
  const { mailpin, server } = await anasThread();
  server.deliver('INBOX', mailOf({ id: 'b1', from: 'ana@acme.test', to: SALLY, subject: 'Other', at: 9 }));
  await sync(mailpin);
  const ask = async (reach: Reach) => {
    const order = { mails: [named('a1')], cardId: 'd1', reach };
    return (await mailpin.call('links.preview-detach', order)).mailCount;
  };
  expect([await ask('message'), await ask('thread'), await ask('person')]).toEqual([1, 2, 3]);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  expect(await mailpin.call('actions.list', { limit: 1 })).toEqual([]);
  await detach(mailpin, 'a1', 'person');
  expect(await cardsOf(mailpin, 'b1')).toEqual(['contact:c1']);
  expect(await ask('thread')).toBe(0);
});

test('a detached mail stays off while the rest of its thread stays on', async () => {
  const { mailpin, server } = await anasThread();
  await detach(mailpin, 'a1', 'message');
  server.deliver('INBOX', REPLY);
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual(['Re: Pilot', 'Re: Pilot']);
});

test('a person kept off a deal is kept off it in every thread, with every address of theirs', async () => {
  const { mailpin, server } = await anasThread();
  await detach(mailpin, 'a1', 'person');
  server.deliver('INBOX', mailOf({ id: 'b1', from: 'ana+news@acme.test', to: SALLY, subject: 'Other', at: 9 }));
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1']);
  expect(await cardsOf(mailpin, 'b1')).toEqual(['contact:c1']);
});

test('who is meant must be named when several outsiders take part', async () => {
  const { mailpin, server } = await anasThread();
  const together = { id: 'm', from: 'ana@acme.test', to: SALLY, cc: ['ben@bolt.test'], at: 5 };
  server.deliver('INBOX', mailOf(together));
  await sync(mailpin);
  await expect(detach(mailpin, 'm', 'person')).rejects.toMatchObject({
    code: 'input.person-unclear',
    details: { people: 'ana@acme.test, ben@bolt.test' },
  });
  const order = { mails: [named('m')], cardId: 'd1', reach: 'person' } as const;
  await mailpin.call('links.detach', { ...order, person: 'Ana <ANA@acme.test>' });
  await expect(mailpin.call('links.detach', { ...order, person: 'who@nobody.test' })).rejects.toMatchObject({
    code: 'input.person-unclear',
  });
  await mailpin.call('links.attach', { ...order, cardId: 'd2', person: 'ben@bolt.test' });
  expect(await cardsOf(mailpin, 'm')).toContain('deal:d2');
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1']);
  expect(await cardsOf(mailpin, 'm')).not.toContain('deal:d1');
});

test('a new UIDVALIDITY brings no detached mail back and no mail twice', async () => {
  const { mailpin, server } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  await mailpin.call('outbox.drain', {});
  server.renumber('INBOX');
  server.renumber('Sent');
  const [report] = await mailpin.call('sync.once', {});
  expect(report).toMatchObject({ error: null, added: 0 });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  expect(await atCrm(mailpin, 'c1')).toEqual(['Pilot', 'Re: Pilot']);
  expect(report?.mailboxes.map(({ mirroredCount }) => mirroredCount)).toEqual([1, 1]);
});

test('the same mailbox under another account adds nothing and brings nothing back', async () => {
  const { mailpin } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  await addSally(mailpin, 'sally.winter@seller.test');
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'c1')).toEqual(['Pilot', 'Re: Pilot']);
});

test('importing the cards again brings nothing back', async () => {
  const { mailpin } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  const again = await mailpin.call('cards.import', { rows: CARDS });
  expect(again).toEqual({ created: 0, updated: 0, unchanged: 6, refused: [], relinkedMails: 0 });
  await mailpin.call('cards.import', { rows: CARDS.map((row) => ({ ...row, name: `${row.name}!` })) });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
});

test('only the user’s own attach clears a detach', async () => {
  const { mailpin } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  await mailpin.call('links.attach', { mails: [named('a2')], cardId: 'deal:d1', reach: 'message' });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1', 'deal:d1']);
});

test('one mail dragged onto another deal splits the thread: its replies follow it', async () => {
  const { mailpin, server } = await anasThread();
  const move = { mails: [named('a2')], cardId: 'd2', from: 'd1', reach: 'message' } as const;
  await mailpin.call('links.attach', move);
  server.deliver('INBOX', REPLY);
  server.deliver(
    'INBOX',
    mailOf({ id: 'a4', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 4, replyTo: 'a1' }),
  );
  await sync(mailpin);
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1', 'deal:d2']);
  expect(await cardsOf(mailpin, 'a4')).toEqual(['contact:c1', 'deal:d1']);
  await mailpin.call('actions.undo', {});
  expect(await cardsOf(mailpin, 'a3')).toEqual(['contact:c1', 'deal:d1']);
  const [action] = await mailpin.call('actions.list', { limit: 1 });
  expect(action).toMatchObject({ cards: [{ id: 'builtin:deal:d2' }], from: { id: 'builtin:deal:d1' } });
});

test('what lists show of a mail is what its sender wrote, not what they quote', async () => {
  const server = arrayServer();
  const text = 'Agreed.\n\nOn 3 May Sally wrote:\n> Shall we say Tuesday?';
  server.deliver('INBOX', mailOf({ id: 'q1', from: 'ana@acme.test', to: SALLY, text }));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await sync(mailpin);
  expect((await mailpin.call('mails.get', { mail: named('q1') })).snippet).toBe('Agreed.');
});

test('an action counts the mails that came on a card or left one, not those that are there for another reason now', async () => {
  const { mailpin, server } = await anasThread();
  server.deliver('INBOX', REPLY);
  await sync(mailpin);
  const { id } = await mailpin.call('mails.get', { mail: named('a2') });
  const off = await mailpin.call('links.detach', { mails: [named('a2')], cardId: 'deal:d1', reach: 'message' });
  expect(await cardsOf(mailpin, 'a3')).toContain('deal:d1');
  expect(off.mailIds).toEqual([id]);
  expect(await mailpin.call('actions.list', { limit: 1 })).toMatchObject([{ mailCount: 1 }]);
  expect((await mailpin.call('actions.undo', {})).mailIds).toEqual([id]);
  const never = await mailpin.call('links.detach', { mails: [named('a2')], cardId: 'deal:d2', reach: 'message' });
  expect(never.mailIds).toEqual([]);
  expect(await mailpin.call('actions.list', { limit: 1 })).toMatchObject([{ mailCount: 1 }]);
});

test('undo takes back the newest action first, then the one before, then nothing', async () => {
  const { mailpin } = await anasThread();
  await detach(mailpin, 'a1', 'thread');
  await mailpin.call('links.attach', { mails: [named('a1'), named('a2')], cardId: 'd2', reach: 'message' });
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1', 'deal:d2']);
  await mailpin.call('actions.undo', {});
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1']);
  await mailpin.call('actions.undo', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
  expect(await atCrm(mailpin, 'd2')).toEqual([]);
  await expect(mailpin.call('actions.undo', {})).rejects.toMatchObject({ code: 'input.nothing-to-undo' });
});

test('an older action can be undone by name, once', async () => {
  const { mailpin } = await anasThread();
  const { actionId } = await detach(mailpin, 'a1', 'thread');
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'message' });
  await mailpin.call('actions.undo', { actionId });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1', 'deal:d2']);
  await expect(mailpin.call('actions.undo', { actionId })).rejects.toMatchObject({ code: 'input.nothing-to-undo' });
});

test('after thirty days an action stands', async () => {
  const clock = handClock(minute(100));
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, at: 1 }));
  const mailpin = await openProfile({ source: server.source, clock });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await sync(mailpin);
  await detach(mailpin, 'a1', 'thread');
  clock.advance(30 * 24 * 60 * 60_000 + 1);
  await expect(mailpin.call('actions.undo', {})).rejects.toMatchObject({ code: 'input.nothing-to-undo' });
});

test('an order about something unknown is refused and changes nothing', async () => {
  const { mailpin } = await anasThread();
  await expect(detach(mailpin, 'zzz', 'thread')).rejects.toMatchObject({ code: 'input.unknown-mail' });
  await expect(detach(mailpin, 'a1', 'thread', 'd99')).rejects.toMatchObject({ code: 'input.unknown-card' });
  expect(await mailpin.call('actions.list', { limit: 10 })).toEqual([]);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
});

test('a mail attached by hand is on the card after a restart', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'x1', from: 'who@nobody.test', to: SALLY }));
  const { dir, mailpin } = await profileWith(server);
  await mailpin.call('links.attach', { mails: [named('x1')], cardId: 'd1', reach: 'message' });
  await mailpin.stop();
  const again = await openProfile({ dir, source: server.source });
  await sync(again);
  expect(await cardsOf(again, 'x1')).toEqual(['deal:d1']);
  expect(await atCrm(again, 'd1')).toEqual(['Quote']);
});

async function profileWith(server: ArrayServer): Promise<{ readonly dir: string; readonly mailpin: Mailpin }> {
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await sync(mailpin);
  return { dir, mailpin };
}
