import { expect, test } from 'vitest';
import type { CardId, CrmId, MessageKey } from '../../app/domain/ids.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import { MailpinError } from '../../app/errors.ts';
import { cardById } from '../db/cards.ts';
import { findCrmAccount, putCrmAccount } from '../db/crm-accounts.ts';
import { findEntry, nextDueAt } from '../db/outbox.ts';
import { attachMails } from './attach-mails.ts';
import type { Deps } from './deps.ts';
import { detachMails } from './detach-mails.ts';
import { drainOutbox, type DrainOptions } from './drain-outbox.ts';
import { pullCards } from './pull-cards.ts';
import { releaseLeases } from './release-leases.ts';
import { retryEntry } from './retry-entry.ts';
import { sayGo } from './set-rehearsal.ts';
import { arrayCrm, contactCard } from './testing/array-crm.ts';
import { mailOf, minute, type Letter } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { addInbox, emptyStore, receive } from './testing/mail-store.ts';

const ANA = 'array:contact:ana' as CardId;
const BEN = 'array:contact:ben' as CardId;
const ROLLOUT = 'array:deal:rollout' as CardId;
const PATIENT = new AbortController().signal;

/** A store whose mails owe a push each to a CRM elsewhere. */
async function debts(letters: readonly Letter[], limits: Partial<CrmCapabilities> = {}) {
  const deps = emptyStore();
  const { store, clock } = deps;
  const deal = { ...contactCard('rollout', 'rollout@acme.test'), id: ROLLOUT, kind: 'deal', addresses: [] } as const;
  const cards = [contactCard('ana', 'ana@acme.test'), contactCard('ben', 'ben@bolt.test'), deal];
  const crm = arrayCrm(cards, limits);
  await pullCards(deps, crm);
  const contents = letters.map((letter) => mailOf(letter));
  receive(deps, addInbox(deps), contents);
  sayGo(deps, crm.id);
  const entryOf = (index: number, cardId = ANA) => findEntry(store.db, contents[index]?.key as MessageKey, cardId);
  return {
    deps,
    crm,
    clock,
    entryOf,
    drain: (options?: DrainOptions) => drainOutbox(deps, crm, PATIENT, options),
  };
}
const LETTER: Letter = { id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' };
const order = { mails: [{ messageId: 'a@mail.test' }], cardId: ANA, reach: 'message' } as const;

test('a detach before the push cancels it: nothing is sent', async () => {
  const { deps, crm, drain } = await debts([LETTER]);
  detachMails(deps, order);
  expect(await drain()).toEqual({ attached: 0, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 });
  expect(crm.calls).toEqual([]);
});

test('a detach after the push takes the mail off at the CRM, an attach puts it back', async () => {
  const { deps, crm, drain } = await debts([LETTER]);
  expect(await drain()).toMatchObject({ attached: 1 });
  detachMails(deps, order);
  expect(await drain()).toMatchObject({ detached: 1 });
  expect(crm.subjectsOn(ANA)).toEqual([]);
  attachMails(deps, order);
  expect(await drain()).toMatchObject({ attached: 1 });
  expect(crm.subjectsOn(ANA)).toEqual(['Pilot']);
});

test('a detach during the push wins', async () => {
  const { deps, crm, drain, entryOf } = await debts([LETTER]);
  crm.duringAttach(() => void detachMails(deps, order));
  expect(await drain()).toEqual({ attached: 1, detached: 1, waiting: 0, held: 0, rehearsing: 0, dead: 0 });
  expect(crm.subjectsOn(ANA)).toEqual([]);
  expect(entryOf(0)).toMatchObject({ intent: 'detach', state: { kind: 'done' } });
});

test('after an answer that got lost the CRM is asked before anything is written again', async () => {
  const { crm, clock, drain, entryOf } = await debts([LETTER]);
  crm.failAttach(ANA, 'crm.unavailable', 'after');
  expect(await drain()).toMatchObject({ attached: 0, waiting: 1 });
  expect(entryOf(0)?.state).toMatchObject({ kind: 'waiting', because: 'crm.unavailable' });
  expect(await drain()).toMatchObject({ attached: 0, waiting: 1 });
  clock.advance(2_000);
  expect(await drain()).toMatchObject({ attached: 1, waiting: 0 });
  expect(crm.calls).toEqual(['attach', 'find']);
  expect(crm.subjectsOn(ANA)).toEqual(['Pilot']);
});

test('a mail whose arrival was never heard of is told in the ledger when it is taken off', async () => {
  const { deps, crm, clock, drain } = await debts([LETTER]);
  crm.failAttach(ANA, 'crm.unavailable', 'after');
  await drain();
  detachMails(deps, order);
  clock.advance(2_000);
  expect(await drain()).toMatchObject({ detached: 1, waiting: 0 });
  expect(crm.subjectsOn(ANA)).toEqual([]);
  const arrival = { intent: 'attach', extent: 'full', answer: 'already-attached' };
  const leaving = { intent: 'detach', extent: null, sent_bytes: 0, answer: 'unlinked' };
  const lines = ledgerOf(deps);
  expect(lines).toMatchObject([arrival, leaving]);
  attachMails(deps, order);
  await drain();
  detachMails(deps, order);
  await drain();
  // The same mail heard of has as many bytes, and is told once.
  expect(ledgerOf(deps)).toMatchObject([...lines, { answer: 'created', sent_bytes: lines[0]?.sent_bytes }, leaving]);
});

test('one refused mail is parked with its reason and blocks no other', async () => {
  const ben: Letter = { id: 'b', from: 'ben@bolt.test', to: SALLY, subject: 'Order' };
  const { deps, crm, drain, entryOf } = await debts([LETTER, ben]);
  crm.failAttach(ANA, 'crm.invalid', 'before');
  expect(await drain()).toEqual({ attached: 1, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 1 });
  expect(entryOf(0)?.state).toEqual({ kind: 'dead', because: 'crm.invalid' });
  expect(crm.subjectsOn(BEN)).toEqual(['Order']);
  const outboxId = entryOf(0)?.id;
  if (outboxId !== undefined) retryEntry(deps, outboxId);
  expect(await drain()).toMatchObject({ attached: 1, dead: 0 });
});

test('a damaged file of the CRM is told, and no mail is given up for it', async () => {
  const { crm, drain, entryOf } = await debts([LETTER]);
  crm.failAttach(ANA, 'store.corrupt', 'before');
  await expect(drain()).rejects.toMatchObject({ code: 'store.corrupt' });
  expect(entryOf(0)?.state).toMatchObject({ kind: 'waiting', because: 'crm.unavailable' });
});

test('a card that the CRM says is gone is gone here too, with the links that rules made to it', async () => {
  const { deps, crm, drain, entryOf } = await debts([LETTER]);
  crm.failAttach(ANA, 'crm.card-gone', 'before');
  expect(await drain()).toEqual({ attached: 0, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 });
  expect(entryOf(0)).toBeNull();
  expect(cardById(deps.store.db, ANA)?.goneAt).toBe(minute(1_000));
  expect(() => attachMails(deps, order)).toThrow('crm.card-gone');
});

test('a refused sign-in stops the round and keeps every debt', async () => {
  const { crm, drain } = await debts([LETTER, { ...LETTER, id: 'a2', text: 'More' }]);
  crm.failAttach(ANA, 'crm.auth-rejected', 'before');
  expect(await drain()).toEqual({ attached: 0, detached: 0, waiting: 2, held: 0, rehearsing: 0, dead: 0 });
  expect(crm.calls).toEqual(['attach']);
});

test('what a killed engine was sending is looked up by the next one', async () => {
  const { deps, crm, drain } = await debts([LETTER]);
  const [host] = deps.engineId.split(' ');
  const gone: Deps = { ...deps, engineId: `${host ?? ''} ${String(2 ** 22 + 1)} x` };
  // Its last order took effect, and it never heard the answer.
  crm.duringAttach(() => {
    throw new Error('killed');
  });
  const dying = { ...gone, store: { ...gone.store, write: twiceThenDead(gone.store) } };
  await expect(drainOutbox(dying, crm, PATIENT)).rejects.toThrow('dead');
  expect(await drain()).toMatchObject({ attached: 0, waiting: 1 });
  releaseLeases(deps);
  expect(await drain()).toMatchObject({ attached: 1, waiting: 0 });
  expect(crm.calls).toEqual(['attach', 'find']);
  expect(crm.subjectsOn(ANA)).toEqual(['Pilot']);
});

/** Writes twice: that the mail was looked at, and the lease. After that the process is no more. */
function twiceThenDead(store: Deps['store']): Deps['store']['write'] {
  let writeCount = 0;
  return (work) => {
    writeCount += 1;
    if (writeCount > 2) throw new Error('dead');
    return store.write(work);
  };
}

test.each([
  [99, 'full'],
  [100, 'full'],
  [101, 'headers-only'],
  [5_000, 'headers-only'],
] as const)('a mail to %i people goes to a CRM that takes 100 as %s', async (count, extent) => {
  const to = Array.from({ length: count }, (_, index) => `p${String(index)}@many.test`);
  const { deps, crm, drain } = await debts([{ ...LETTER, to }], { recipientLimit: 100 });
  expect(await drain()).toMatchObject({ attached: 1 });
  const [line] = deps.store.db.prepare('SELECT extent, answer FROM ledger').all();
  expect(line).toEqual({ extent, answer: 'created' });
  expect(crm.subjectsOn(ANA)).toEqual(['Pilot']);
});

test.each(['crm.rate-limited', 'crm.quota-exhausted'] as const)(
  'after %s nothing more is tried before the time the CRM named',
  async (code) => {
    const { deps, crm, clock, drain } = await debts([LETTER, { ...LETTER, id: 'a2', text: 'More' }]);
    connectRow(deps, crm.id);
    crm.slowDown(code, 3_600_000);
    expect(await drain()).toMatchObject({ attached: 0, waiting: 2 });
    expect(crm.calls).toEqual(['attach']);
    expect(findCrmAccount(deps.store.db, crm.id)?.hold).toEqual({ until: minute(1_060), because: code });
    expect(nextDueAt(deps.store.db, crm.id)).toBe(minute(1_060));
    clock.advance(3_599_000);
    await drain();
    expect(crm.calls).toEqual(['attach']);
    clock.advance(1_000);
    // The order was refused, so it certainly had no effect: nobody looks.
    expect(await drain()).toMatchObject({ attached: 2, waiting: 0 });
    expect(crm.calls).toEqual(['attach', 'attach', 'attach']);
    expect(findCrmAccount(deps.store.db, crm.id)?.hold).toBeNull();
  },
);

test('where a mail is on one card only, the first card keeps it, and the other gets it when that one lets go', async () => {
  const { deps, crm, drain, entryOf } = await debts([{ ...LETTER, to: [SALLY, 'ben@bolt.test'] }], {
    cardsPerMail: 'one',
  });
  expect(await drain()).toMatchObject({ attached: 1, dead: 0 });
  expect([crm.subjectsOn(ANA), crm.subjectsOn(BEN)]).toEqual([['Pilot'], []]);
  expect(entryOf(0, BEN)?.state).toMatchObject({ kind: 'waiting', because: 'crm.one-card-only' });
  detachMails(deps, order);
  expect(await drain()).toMatchObject({ attached: 1, detached: 1 });
  expect([crm.subjectsOn(ANA), crm.subjectsOn(BEN)]).toEqual([[], ['Pilot']]);
});

test('where a mail is on one card only, the other gets it too when the first lets go before anything was sent', async () => {
  const { deps, crm, drain, entryOf } = await debts([{ ...LETTER, to: [SALLY, 'ben@bolt.test'] }], {
    cardsPerMail: 'one',
  });
  await drainOutbox(deps, crm, AbortSignal.abort());
  expect(entryOf(0, BEN)?.state).toMatchObject({ kind: 'waiting', because: 'crm.one-card-only' });
  detachMails(deps, order);
  expect(await drain()).toMatchObject({ attached: 1, detached: 0, waiting: 0 });
  expect([crm.subjectsOn(ANA), crm.subjectsOn(BEN)]).toEqual([[], ['Pilot']]);
});

test('a mail that left one card and did not come to the other has left it in the ledger too', async () => {
  const { deps, crm, drain, entryOf } = await debts([LETTER], { cardsPerMail: 'one' });
  await drain();
  attachMails(deps, { ...order, cardId: ROLLOUT });
  crm.failAttach(ROLLOUT, 'crm.unavailable', 'before');
  expect(await drain()).toMatchObject({ attached: 0, waiting: 2 });
  expect(crm.subjectsOn(ANA)).toEqual([]);
  expect(ledgerOf(deps).map(({ intent }) => intent)).toEqual(['attach', 'detach']);
  expect(entryOf(0)).toMatchObject({ activityId: null, state: { because: 'crm.one-card-only' } });
});

test('attachments are read before anything is sent, and go along; one that is nowhere any more is named', async () => {
  const { crm, drain } = await debts([{ ...LETTER, attachmentNames: ['a.pdf', 'b.pdf'] }], { attachments: 'sent' });
  const readFile = (_mailId: unknown, part: string): Promise<Uint8Array> =>
    part === '2' ? Promise.resolve(new Uint8Array([1, 2, 3])) : Promise.reject(new MailpinError('mail.gone'));
  expect(await drain({ readFile })).toMatchObject({ attached: 1 });
  const { files, omissions } = crm.lastActivity() ?? {};
  expect(files?.map(({ fileName, bytes }) => [fileName, bytes.length])).toEqual([['a.pdf', 3]]);
  expect(omissions).toEqual([{ what: 'attachment', because: 'not-kept', name: 'b.pdf' }]);
});

test('while the mail server cannot be reached a mail with files waits, and blocks no other', async () => {
  const ben: Letter = { id: 'b', from: 'ben@bolt.test', to: SALLY, subject: 'Order' };
  const { crm, drain, entryOf } = await debts([{ ...LETTER, attachmentNames: ['a.pdf'] }, ben], {
    attachments: 'sent',
  });
  const readFile = (): Promise<Uint8Array> => Promise.reject(new MailpinError('imap.unreachable'));
  expect(await drain({ readFile })).toMatchObject({ attached: 1, waiting: 1 });
  expect(entryOf(0)).toMatchObject({ isUnsure: false, state: { kind: 'waiting', because: 'imap.unreachable' } });
  expect(crm.subjectsOn(BEN)).toEqual(['Order']);
});

test('what the CRM says with its refusal is kept', async () => {
  const { deps, crm, drain, entryOf } = await debts([LETTER]);
  crm.failAttach(ANA, 'crm.rule-refused', 'before');
  await drain();
  expect(entryOf(0)?.state).toEqual({ kind: 'dead', because: 'crm.rule-refused' });
  const [row] = deps.store.db.prepare('SELECT because_details FROM outbox').all();
  expect(row).toEqual({ because_details: JSON.stringify({ card: ANA, ambiguous: 0 }) });
});

function ledgerOf({ store }: Deps) {
  return store.db
    .prepare<[], { intent: string; sent_bytes: number | null }>(
      'SELECT intent, extent, sent_bytes, answer FROM ledger ORDER BY ledger_id',
    )
    .all();
}

function connectRow({ store, clock }: Deps, id: CrmId): void {
  const account = { id, connector: 'sell', url: 'https://crm.test' } as const;
  store.write((tx) => putCrmAccount(tx.db, account, 'Sally', clock.now()));
}
