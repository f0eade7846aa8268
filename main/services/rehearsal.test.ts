import { expect, test } from 'vitest';
import type { CrmId } from '../../app/domain/ids.ts';
import { rehearsalOf, rehearsedMails } from '../queries/rehearsals.ts';
import { drainOutbox } from './drain-outbox.ts';
import { pullCards } from './pull-cards.ts';
import { sayGo, setRehearsal } from './set-rehearsal.ts';
import { arrayCrm, contactCard } from './testing/array-crm.ts';
import { arrayServer, mailOf, minute, type Letter } from './testing/array-source.ts';
import { CARDS, SALLY, SALLY_ID } from './testing/people.ts';
import { addSally, atCrm, openProfile } from './testing/profile.ts';
import { addInbox, emptyStore, receive } from './testing/mail-store.ts';

const PATIENT = new AbortController().signal;
const many = Array.from({ length: 101 }, (_, at) => `p${String(at)}@many.test`);
const LETTERS: readonly Letter[] = [
  { id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 },
  { id: 'b', from: 'ana@acme.test', to: many, subject: 'All', at: 2 },
  { id: 'c', from: 'ben@bolt.test', to: SALLY, subject: 'Files', at: 3, attachmentNames: ['offer.pdf'] },
  { id: 'd', from: 'ben@bolt.test', to: SALLY, subject: 'Confidential', at: 4 },
];

/** A store whose mails owe a push each to a CRM elsewhere that nothing was ever sent to. */
async function firstDay() {
  const deps = emptyStore();
  const crm = arrayCrm([contactCard('ana', 'ana@acme.test'), contactCard('ben', 'ben@bolt.test')], {
    recipientLimit: 100,
  });
  await pullCards(deps, crm);
  const addAccount = (letters: readonly Letter[], id = SALLY_ID, address: string = SALLY) =>
    receive(deps, addInbox(deps, id, address), letters.map(mailOf));
  addAccount(LETTERS);
  return { deps, crm, addAccount, drain: () => drainOutbox(deps, crm, PATIENT) };
}

test('nothing leaves for a CRM elsewhere before the user saw what would happen and said go', async () => {
  const { deps, crm, drain } = await firstDay();
  expect(await drain()).toEqual({ attached: 0, detached: 0, waiting: 0, held: 0, rehearsing: 4, dead: 0 });
  expect(crm.calls).toEqual([]);
  const view = rehearsalOf(deps.store.db, crm);
  expect(view).toMatchObject({ isLocal: false, isOn: true, mailCount: 4, cardCount: 2, goneAt: null });
  expect(view.counts).toEqual({ all: 4, 'headers-only': 1, cut: 0, attachments: 1, dropped: 0, personal: 1 });
  const subjects = (set: 'all' | 'headers-only' | 'attachments' | 'personal') =>
    rehearsedMails(deps.store.db, crm, set, 10).items.map(({ subject }) => subject);
  expect(subjects('all')).toEqual(['Confidential', 'Files', 'All', 'Pilot']);
  expect(subjects('headers-only')).toEqual(['All']);
  expect(subjects('attachments')).toEqual(['Files']);
  expect(subjects('personal')).toEqual(['Confidential']);
});

test.each([
  ['takes none', { attachments: 'named' }, ['Large', 'Files']],
  ['takes none so large', { attachments: 'sent', attachmentLimitBytes: 1_000 }, ['Large']],
  ['takes them all', { attachments: 'sent', attachmentLimitBytes: null }, []],
  ['is on this computer, where they are opened from the mailbox', { attachments: 'here' }, []],
] as const)(
  'attachments that stay behind are counted, with their mails, where the CRM %s',
  async (_what, can, left) => {
    const deps = emptyStore();
    const crm = arrayCrm([contactCard('ben', 'ben@bolt.test')], can);
    await pullCards(deps, crm);
    const large: Letter = { id: 'l', from: 'ben@bolt.test', to: SALLY, subject: 'Large', at: 9 };
    const letters = [LETTERS[2], { ...large, attachmentNames: ['plan.pdf'], attachmentBytes: 1_001 }].filter(
      (letter) => letter !== undefined,
    );
    receive(deps, addInbox(deps, SALLY_ID, SALLY), letters.map(mailOf));
    await drainOutbox(deps, crm, PATIENT);
    expect(rehearsalOf(deps.store.db, crm).counts.dropped).toBe(left.length);
    expect(rehearsedMails(deps.store.db, crm, 'dropped', 9).items.map(({ subject }) => subject)).toEqual(left);
  },
);

test('after the go everything leaves but what looks personal', async () => {
  const { deps, crm, drain } = await firstDay();
  await drain();
  sayGo(deps, crm.id);
  expect(await drain()).toEqual({ attached: 3, detached: 0, waiting: 0, held: 1, rehearsing: 0, dead: 0 });
  expect(rehearsalOf(deps.store.db, crm)).toMatchObject({ mailCount: 0, goneAt: minute(1_000) });
});

test('an account that is connected later has a rehearsal of its own', async () => {
  const { deps, crm, addAccount, drain } = await firstDay();
  sayGo(deps, crm.id);
  await drain();
  const second = 'second@seller.test' as typeof SALLY_ID;
  const letter: Letter = { id: 'e', from: 'ana@acme.test', to: 'second@seller.test', subject: 'Second', at: 9 };
  addAccount([letter], second, 'second@seller.test');
  expect(await drain()).toMatchObject({ attached: 0, rehearsing: 1 });
  sayGo(deps, crm.id);
  expect(await drain()).toMatchObject({ attached: 1, rehearsing: 0 });
});

test('a detach of what waits cancels it, and what was pushed before can be taken off without a go', async () => {
  const { deps, crm, drain } = await firstDay();
  sayGo(deps, crm.id);
  await drain();
  setRehearsal(deps, crm.id, true);
  const { detachMails } = await import('./detach-mails.ts');
  detachMails(deps, { mails: [{ messageId: 'a@mail.test' }], cardId: 'array:contact:ana', reach: 'message' });
  expect(await drain()).toMatchObject({ detached: 1 });
  expect(crm.subjectsOn('array:contact:ana' as never)).toEqual(['All']);
});

test('the CRM on this computer is rehearsed when the user asks for it', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' }));
  const mailpin = await openProfile({ source: server.source });
  const crmId = 'builtin' as CrmId;
  expect(await mailpin.call('rehearsal.get', {})).toMatchObject([{ crmId, isLocal: true, isOn: false }]);
  await mailpin.call('rehearsal.set', { crmId, isOn: true });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  expect(await mailpin.call('rehearsal.get', {})).toMatchObject([{ isOn: true, mailCount: 1, cardCount: 2 }]);
  const [link] = (await mailpin.call('mails.get', { mail: { messageId: 'a1@mail.test' } })).links;
  expect(link?.push).toEqual({ kind: 'rehearsal' });
  await mailpin.call('rehearsal.go', { crmId });
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot']);
  await expect(mailpin.call('rehearsal.go', { crmId: 'sell' as CrmId })).rejects.toMatchObject({
    code: 'input.unknown-crm',
  });
});
