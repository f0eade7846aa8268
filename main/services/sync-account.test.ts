import { expect, test } from 'vitest';
import { dumpProfile } from './testing/dump.ts';
import { arrayServer, mailOf, type ArrayServer } from './testing/array-source.ts';
import { CARDS, SALLY, SALLY_ID } from './testing/people.ts';
import { addSally, cardsOf, openProfile, tempDir } from './testing/profile.ts';
import type { Events } from '../../app/contract/events.ts';
import { MailpinError } from '../../app/errors.ts';
import type { Mailpin } from '../compose.ts';

const named = (id: string) => ({ mail: { messageId: `${id}@mail.test` } });

/** `count` mails in Inbox, ten minutes apart. */
function filled(count: number, options?: Parameters<typeof arrayServer>[0]): ArrayServer {
  const server = arrayServer(options);
  for (let index = 1; index <= count; index += 1) {
    server.deliver('INBOX', mailOf({ id: `m${String(index)}`, from: 'ana@acme.test', to: SALLY, at: index * 10 }));
  }
  return server;
}

async function profile(server: ArrayServer): Promise<{ readonly dir: string; readonly mailpin: Mailpin }> {
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: server.source });
  await addSally(mailpin);
  return { dir, mailpin };
}

function heard<Name extends keyof Events>(mailpin: Mailpin, name: Name): Events[Name][] {
  const payloads: Events[Name][] = [];
  mailpin.on(name, (payload) => payloads.push(payload));
  return payloads;
}

test.each([true, false])('new, seen and removed mail is followed (modification sequences: %s)', async (hasModSeq) => {
  const server = filled(4, { hasModSeq });
  const { mailpin } = await profile(server);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 4, removed: 0, error: null }]);
  const uid = server.deliver('INBOX', mailOf({ id: 'n', from: 'ana@acme.test', to: SALLY, at: 99 }));
  server.see('INBOX', uid);
  const [first] = (await mailpin.call('accounts.list', {}))[0]?.mailboxes ?? [];
  expect(first).toMatchObject({ mirroredCount: 4, serverCount: 4 });
  server.remove('INBOX', 1 as typeof uid);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 1, removed: 1 }]);
  expect(await mailpin.call('mails.get', named('n'))).toMatchObject({ isSeen: true });
  server.see('INBOX', 2 as typeof uid);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 0, removed: 0 }]);
  expect(await mailpin.call('mails.get', named('m2'))).toMatchObject({ isSeen: true });
  expect(await mailpin.call('mails.get', named('m3'))).toMatchObject({ isSeen: false });
});

test('a mail that vanished from its mailboxes stays on its cards', async () => {
  const server = filled(1);
  const { mailpin } = await profile(server);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  server.remove('INBOX', 1 as ReturnType<ArrayServer['deliver']>);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ removed: 1 }]);
  expect(await cardsOf(mailpin, 'm1')).toEqual(['contact:c1', 'deal:d1']);
});

test('a mail in two mailboxes is one mail with two places', async () => {
  const server = arrayServer();
  const note = mailOf({ id: 'self', from: SALLY, to: SALLY });
  server.deliver('INBOX', note);
  server.deliver('Sent', note, true);
  const { mailpin } = await profile(server);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 1 }]);
  const view = await mailpin.call('mails.get', named('self'));
  expect(view.mailboxes.map(({ path }) => path)).toEqual(['INBOX', 'Sent']);
  expect(view.isSeen).toBe(true);
});

test('a mail that cannot be read is counted and stops no other', async () => {
  const server = filled(2);
  server.deliver('INBOX', null);
  server.deliver('INBOX', mailOf({ id: 'after', from: 'ana@acme.test', to: SALLY, at: 50 }));
  const { mailpin } = await profile(server);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 3, failed: 1, error: null }]);
  const [again] = await mailpin.call('sync.once', {});
  expect(again).toMatchObject({ added: 0, failed: 0 });
  expect(again?.mailboxes[0]).toMatchObject({ failedCount: 1, mirroredCount: 3, serverCount: 4 });
});

test('a connection that breaks is an error, and the next sync goes on where it broke', async () => {
  const server = filled(10);
  const { dir, mailpin } = await profile(server);
  server.breakAfter(6);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ error: { code: 'imap.unreachable' } }]);
  expect((await mailpin.call('accounts.list', {}))[0]).toMatchObject({
    state: { kind: 'trouble' },
    mailboxes: [{ mirroredCount: 6 }, { mirroredCount: 0 }],
  });
  expect(await mailpin.call('mails.get', named('m10'))).toMatchObject({ subject: 'Quote' });
  server.breakAfter(Number.POSITIVE_INFINITY);
  server.deliver('INBOX', mailOf({ id: 'late', from: 'ana@acme.test', to: SALLY, at: 500 }));
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 5, error: null }]);
  const clean = await profile(server);
  await clean.mailpin.call('sync.once', {});
  expect(dumpProfile(dir)).toEqual(dumpProfile(clean.dir));
});

test('a removal during an interrupted fetch of new mail is still noticed', async () => {
  const server = filled(3);
  const { mailpin } = await profile(server);
  await mailpin.call('sync.once', {});
  for (let index = 0; index < 6; index += 1) {
    server.deliver('INBOX', mailOf({ id: `n${String(index)}`, from: 'ana@acme.test', to: SALLY, at: 200 + index }));
  }
  server.breakAfter(3);
  await mailpin.call('sync.once', {});
  server.remove('INBOX', 1 as ReturnType<ArrayServer['deliver']>);
  server.breakAfter(Number.POSITIVE_INFINITY);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 3, removed: 1 }]);
});

test('Inbox and Sent are mirrored; an archive that has neither is mirrored but for drafts, junk and trash', async () => {
  const daily = filled(1);
  daily.addMailbox('Customers', null);
  daily.deliver('Customers', mailOf({ id: 'c', from: 'ana@acme.test', to: SALLY }));
  const archive = filled(0);
  for (const [path, role] of [
    ['2025', null],
    ['Old', 'archive'],
    ['Trash', 'trash'],
    ['Spam', 'junk'],
  ] as const) {
    archive.addMailbox(path, role);
    archive.deliver(path, mailOf({ id: path, from: 'ana@acme.test', to: SALLY }));
  }
  archive.removeMailbox('INBOX');
  archive.removeMailbox('Sent');
  const mirrored = async (server: ArrayServer) => {
    const [report] = await (await profile(server)).mailpin.call('sync.once', {});
    return report?.mailboxes
      .filter(({ isMirrored }) => isMirrored)
      .map(({ path, mirroredCount }) => [path, mirroredCount]);
  };
  expect(await mirrored(daily)).toEqual([
    ['INBOX', 1],
    ['Sent', 0],
  ]);
  expect(await mirrored(archive)).toEqual([
    ['2025', 1],
    ['Old', 1],
  ]);
});

test('a mailbox that is gone is named and stops no other', async () => {
  const server = filled(1);
  const { mailpin } = await profile(server);
  await mailpin.call('sync.once', {});
  server.removeMailbox('Sent');
  server.deliver('INBOX', mailOf({ id: 'n', from: 'ana@acme.test', to: SALLY, at: 99 }));
  expect(await mailpin.call('sync.once', {})).toMatchObject([
    { added: 1, error: { code: 'mailbox.gone', details: { mailbox: 'Sent' } } },
  ]);
});

test('a renamed mailbox is found again by what it is for, and no mail is read twice', async () => {
  const server = arrayServer();
  const sent = mailOf({ id: 's', from: SALLY, to: 'ana@acme.test' });
  server.deliver('Sent', sent);
  const { mailpin } = await profile(server);
  await mailpin.call('sync.once', {});
  server.removeMailbox('Sent');
  server.addMailbox('Gesendet', 'sent');
  server.deliver('Gesendet', sent);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 0, error: null }]);
  expect((await mailpin.call('mails.get', named('s'))).mailboxes.map(({ path }) => path)).toEqual(['Gesendet']);
});

/** An account whose mailbox `Offers` the user ticked; it holds one mail. */
async function withOffers(): Promise<{ readonly server: ArrayServer; readonly mailpin: Mailpin }> {
  const server = filled(1);
  server.addMailbox('Offers', null);
  server.addMailbox('Private', null);
  server.deliver('Offers', mailOf({ id: 'o1', from: 'ana@acme.test', to: SALLY }));
  const { mailpin } = await profile(server);
  await mailpin.call('mailboxes.choose', { accountId: SALLY_ID, mailbox: 'Offers', isRead: true });
  await mailpin.call('sync.once', {});
  return { server, mailpin };
}

test.each<[string, (mailpin: Mailpin) => Promise<unknown>]>([
  ['at the next sync', () => Promise.resolve()],
  ['also when the mailboxes were listed first', (mailpin) => mailpin.call('mailboxes.look', { accountId: SALLY_ID })],
  [
    'also when the import choice was changed first',
    (mailpin) => mailpin.call('accounts.change', { accountId: SALLY_ID, importChoice: { kind: 'everything' } }),
  ],
])('a mailbox that the user ticked is read on under its new name: %s', async (_when, first) => {
  const { server, mailpin } = await withOffers();
  server.renameMailbox('Offers', '見積');
  server.addMailbox('Spare', null);
  server.deliver('見積', mailOf({ id: 'o2', from: 'ana@acme.test', to: SALLY, at: 5 }));
  await first(mailpin);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 1, removed: 0, error: null }]);
  expect((await mailpin.call('mails.get', named('o1'))).mailboxes.map(({ path }) => path)).toEqual(['見積']);
  server.renameMailbox('見積', 'Offers');
  server.deliver('Offers', mailOf({ id: 'o3', from: 'ana@acme.test', to: SALLY, at: 6 }));
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 1, removed: 0, error: null }]);
});

test('a mailbox that the user ticked and that is gone is named, until the user says not to read it', async () => {
  const { server, mailpin } = await withOffers();
  server.removeMailbox('Offers');
  const gone = [{ error: { code: 'mailbox.gone', details: { mailbox: 'Offers' } } }];
  expect(await mailpin.call('sync.once', {})).toMatchObject(gone);
  expect(await mailpin.call('sync.once', {})).toMatchObject(gone);
  await mailpin.call('mailboxes.choose', { accountId: SALLY_ID, mailbox: 'Offers', isRead: false });
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ error: null }]);
});

test('one account that is refused touches no other, and each change is told once', async () => {
  const good = filled(1);
  const bad = filled(1);
  const dir = tempDir();
  const source = {
    connect: (...[account, secret, signal]: Parameters<typeof good.source.connect>) =>
      (account.address === SALLY ? good : bad).source.connect(account, secret, signal),
  };
  const mailpin = await openProfile({ dir, source });
  await addSally(mailpin);
  await addSally(mailpin, 'max@seller.test');
  bad.refuse('imap.auth-rejected');
  const troubles = heard(mailpin, 'account.trouble');
  const recoveries = heard(mailpin, 'account.recovered');
  await mailpin.call('sync.once', {});
  expect(await mailpin.call('sync.once', {})).toMatchObject([
    { accountId: SALLY_ID, error: null },
    { accountId: 'max@seller.test', error: { code: 'imap.auth-rejected' } },
  ]);
  expect(troubles).toMatchObject([{ address: 'max@seller.test', error: { code: 'imap.auth-rejected' } }]);
  bad.refuse(null);
  await mailpin.call('sync.once', {});
  expect(recoveries).toEqual([{ accountId: 'max@seller.test', address: 'max@seller.test' }]);
  expect(troubles).toHaveLength(1);
});

test('network trouble is told after the third failure in a row', async () => {
  const server = filled(1);
  const { mailpin } = await profile(server);
  const troubles = heard(mailpin, 'account.trouble');
  server.refuse('imap.unreachable');
  for (const expected of [0, 0, 1, 1]) {
    await mailpin.call('sync.once', {});
    expect(troubles).toHaveLength(expected);
  }
});

test('an account whose check fails is not stored', async () => {
  const server = filled(1);
  server.refuse('imap.auth-rejected');
  const mailpin = await openProfile({ source: server.source });
  await expect(addSally(mailpin)).rejects.toMatchObject({ code: 'imap.auth-rejected' });
  expect(await mailpin.call('accounts.list', {})).toEqual([]);
  server.refuse(null);
  await addSally(mailpin);
  await expect(addSally(mailpin)).rejects.toMatchObject({ code: 'input.account-exists' });
});

test('mail that arrives while accounts are watched appears by itself', async () => {
  const server = filled(2);
  const { mailpin } = await profile(server);
  const states = heard(mailpin, 'account.changed');
  const watching = new Promise<void>((resolve) => {
    mailpin.on('account.changed', ({ state }) => state.kind === 'watching' && resolve());
  });
  await mailpin.call('sync.start', {});
  await watching;
  for (const [path, id] of [
    ['INBOX', 'live'],
    ['Sent', 'mine'],
  ] as const) {
    const arrived = new Promise<void>((resolve) => {
      mailpin.on('threads.changed', () => resolve());
    });
    const from = path === 'Sent' ? SALLY : 'ana@acme.test';
    server.deliver(path, mailOf({ id, from, to: 'ben@bolt.test', at: 77 }));
    await arrived;
    expect(await mailpin.call('mails.get', named(id))).toMatchObject({ subject: 'Quote' });
  }
  await mailpin.call('sync.stop', {});
  expect(states.map(({ state }) => state.kind)).toContain('watching');
  expect((await mailpin.call('accounts.list', {}))[0]?.state.kind).toBe('up-to-date');
});

test('a watch that was refused goes on after the next sign-in', async () => {
  const server = filled(1);
  const { mailpin } = await profile(server);
  server.refuse('imap.auth-rejected');
  const next = (kind: string) =>
    new Promise<void>((resolve) => {
      mailpin.on('account.changed', ({ state }) => state.kind === kind && resolve());
    });
  const refused = next('trouble');
  await mailpin.call('sync.start', {});
  await refused;
  server.refuse(null);
  const watching = next('watching');
  await mailpin.call('accounts.sign-in', { accountId: SALLY_ID, password: 'new' });
  await watching;
  expect(await mailpin.call('mails.get', named('m1'))).toMatchObject({ subject: 'Quote' });
});

test('an address seen in Sent is the user’s own, also for mail that came before', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'i', from: 'sales@alias.test', to: 'ana@acme.test', at: 1 }));
  server.deliver('Sent', mailOf({ id: 's', from: 'sales@alias.test', to: 'ana@acme.test', at: 2 }));
  const { mailpin } = await profile(server);
  await mailpin.call('sync.once', {});
  expect(await mailpin.call('mails.get', named('i'))).toMatchObject({ direction: 'outbound' });
});

test('an attachment is fetched from wherever a copy still is', async () => {
  const server = arrayServer();
  const offer = mailOf({ id: 'o', from: SALLY, to: SALLY, attachmentNames: ['offer.pdf'] });
  server.deliver('INBOX', offer);
  server.deliver('Sent', offer);
  const { dir, mailpin } = await profile(server);
  await mailpin.call('sync.once', {});
  const { id } = await mailpin.call('mails.get', named('o'));
  server.remove('INBOX', 1 as ReturnType<ArrayServer['deliver']>);
  const save = () => mailpin.call('attachments.save', { mailId: id, part: '2', path: `${dir}/offer.pdf` });
  expect(await save()).toEqual({ sizeBytes: 15 });
  server.remove('Sent', 1 as ReturnType<ArrayServer['deliver']>);
  await expect(save()).rejects.toBeInstanceOf(MailpinError);
  await expect(save()).rejects.toMatchObject({ code: 'mail.gone' });
});

test('any number of mails of one and the same moment is taken in, and found', async () => {
  const server = arrayServer({ batchMails: 50 });
  for (let index = 0; index < 200; index += 1) {
    const id = `same${String(index)}`;
    server.deliver('INBOX', mailOf({ id, from: 'ana@acme.test', to: SALLY, subject: 'Moment', at: 5 }));
  }
  const { mailpin } = await profile(server);
  expect(await mailpin.call('sync.once', {})).toMatchObject([{ added: 200, error: null }]);
  expect((await mailpin.call('mails.search', { text: 'moment', limit: 300 })).hits).toHaveLength(200);
});
