import { expect, test } from 'vitest';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });

async function anasThread() {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 }));
  server.deliver(
    'INBOX',
    mailOf({ id: 'a2', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 2, replyTo: 'a1' }),
  );
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
  return { mailpin, server };
}

/** What left with each push of a mail, in order, as the ledger has it. */
async function ledgerOf(mailpin: Mailpin, id: string) {
  await mailpin.call('outbox.drain', {});
  const entries = await mailpin.call('history.list', { mail: named(id), limit: 100 });
  return entries
    .toReversed()
    .filter(({ card }) => card?.id === 'builtin:deal:d1')
    .flatMap(({ event }) => (event.kind === 'pushed' ? event.extent : event.kind === 'taken-off' ? 'off' : []));
}
const pushOf = async (mailpin: Mailpin, id: string) =>
  (await mailpin.call('mails.get', { mail: named(id) })).links.map(({ push }) => push.kind);

test('a mail that is kept here leaves the CRM and stays on its card; an undo sends it again', async () => {
  const { mailpin } = await anasThread();
  const { mailIds } = await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'none' });
  expect(mailIds).toHaveLength(1);
  expect(await atCrm(mailpin, 'd1')).toEqual(['Re: Pilot']);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  expect(await pushOf(mailpin, 'a1')).toEqual(['private', 'private']);
  const [action] = await mailpin.call('actions.list', { limit: 1 });
  expect(action).toMatchObject({ kind: 'extent', extent: 'none', reach: 'message', mailCount: 1, subject: 'Pilot' });
  await mailpin.call('actions.undo', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
});

test('headers only replaces what stands at the CRM, and full puts the text back', async () => {
  const { mailpin } = await anasThread();
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'headers-only' });
  expect(await ledgerOf(mailpin, 'a1')).toEqual(['full', 'headers-only']);
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
  const { summary } = await mailpin.call('threads.of', { mail: named('a1') });
  expect(summary.chips.map((chip) => chip.kind === 'card' && chip.isHeadersOnly)).toContain(true);
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'full' });
  expect(await ledgerOf(mailpin, 'a1')).toEqual(['full', 'headers-only', 'full']);
});

test('an extent of the thread counts for later replies, before their first push', async () => {
  const { mailpin, server } = await anasThread();
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'thread', extent: 'headers-only' });
  server.deliver(
    'INBOX',
    mailOf({ id: 'a3', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 3, replyTo: 'a2' }),
  );
  await mailpin.call('sync.once', {});
  expect(await ledgerOf(mailpin, 'a3')).toEqual(['headers-only']);
  expect((await mailpin.call('mails.get', { mail: named('a3') })).extent).toBe('headers-only');
});

test('the latest word on a mail counts, whatever its reach; it survives a new UIDVALIDITY', async () => {
  const { mailpin, server } = await anasThread();
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'thread', extent: 'none' });
  await mailpin.call('extents.set', { mails: [named('a2')], reach: 'message', extent: 'full' });
  server.renumber('INBOX');
  await mailpin.call('sync.once', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Re: Pilot']);
});

test('several mails are one action with one undo', async () => {
  const { mailpin } = await anasThread();
  await mailpin.call('extents.set', { mails: [named('a1'), named('a2')], reach: 'message', extent: 'none' });
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  await mailpin.call('actions.undo', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot', 'Re: Pilot']);
});
