import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, handClock, openProfile } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 5, 1);

async function afternoon() {
  const server = arrayServer();
  for (const [at, id] of ['a1', 'a2'].entries()) {
    server.deliver('INBOX', mailOf({ id, from: 'ana@acme.test', to: SALLY, subject: id, at }));
  }
  const clock = handClock(START);
  const mailpin = await openProfile({ source: server.source, clock });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  const detach = (id: string, cardId = 'd1') =>
    mailpin.call('links.detach', { mails: [named(id)], cardId, reach: 'thread' });
  const undoSince = (ago: number, isPreview = false) =>
    mailpin.call('actions.undo-since', { since: (clock.now() - ago) as UnixMs, isPreview });
  return { mailpin, clock, detach, undoSince };
}

test('my last hour is put back in one go, and what was done before it stays', async () => {
  const { mailpin, clock, detach, undoSince } = await afternoon();
  await detach('a1');
  clock.advance(2 * HOUR_MS);
  await detach('a2');
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'message' });
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'none' });
  expect(await atCrm(mailpin, 'd2')).toEqual([]);
  clock.advance(60_000);
  const preview = await undoSince(HOUR_MS, true);
  expect(preview).toMatchObject({ mailCount: 2, isPreview: true });
  expect(preview.actions.map(({ id }) => id)).toEqual([4, 3, 2]);
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1']);
  const done = await undoSince(HOUR_MS);
  expect(done).toMatchObject({ mailCount: 2, isPreview: false });
  expect(done.actions.every(({ isUndone }) => isUndone)).toBe(true);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1', 'deal:d1']);
  expect(await atCrm(mailpin, 'c1')).toEqual(['a1', 'a2']);
  expect(await undoSince(HOUR_MS)).toEqual({ actions: [], mailCount: 0, isPreview: false });
});

test('after 30 days an action stands for good, alone and in bulk', async () => {
  const { mailpin, clock, detach, undoSince } = await afternoon();
  const { actionId } = await detach('a1');
  clock.advance(30 * DAY_MS);
  expect((await mailpin.call('actions.list', { limit: 1 }))[0]).toMatchObject({ canUndo: true });
  clock.advance(1);
  expect((await mailpin.call('actions.list', { limit: 1 }))[0]).toMatchObject({ canUndo: false, isUndone: false });
  await expect(mailpin.call('actions.undo', { actionId })).rejects.toMatchObject({ code: 'input.nothing-to-undo' });
  expect((await undoSince(60 * DAY_MS)).actions).toEqual([]);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1']);
});

test('any single action of the history can be taken back, once', async () => {
  const { mailpin, detach } = await afternoon();
  const { actionId } = await detach('a1');
  await detach('a2');
  await mailpin.call('actions.undo', { actionId });
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  expect(await cardsOf(mailpin, 'a2')).toEqual(['contact:c1']);
  await expect(mailpin.call('actions.undo', { actionId })).rejects.toMatchObject({ code: 'input.nothing-to-undo' });
});

test('the history of a mail and of a card tells who did what: the user, the rules, the CRM', async () => {
  const { mailpin, clock, detach } = await afternoon();
  await atCrm(mailpin, 'd1');
  clock.advance(1_000);
  const { actionId } = await detach('a1');
  await atCrm(mailpin, 'd1');
  clock.advance(1_000);
  await mailpin.call('actions.undo', { actionId });
  await atCrm(mailpin, 'd1');
  const told = (await mailpin.call('history.list', { mail: named('a1'), limit: 50 }))
    .filter(({ card }) => card?.id === 'builtin:deal:d1')
    .map(({ by, event }) => `${by} ${event.kind}`);
  expect(told.toSorted()).toEqual(
    [
      ...['rules linked', 'crm pushed', 'you decided', 'you unlinked', 'crm taken-off'],
      ...['you undone', 'you linked', 'crm pushed'],
    ].toSorted(),
  );
  const ofCard = await mailpin.call('history.list', { cardId: 'd1', limit: 50 });
  expect(new Set(ofCard.map(({ mail }) => mail.subject))).toEqual(new Set(['a1', 'a2']));
  const recent = await mailpin.call('history.list', { since: clock.now(), limit: 50 });
  expect(recent.map(({ event }) => event.kind)).toContain('undone');
});

test('a rule that takes a mail off a card leaves a trace with its reason', async () => {
  const { mailpin } = await afternoon();
  const rows = CARDS.map((row) => (row.id === 'c1' ? { ...row, emails: ['else@acme.test'] } : row));
  await mailpin.call('cards.import', { rows });
  expect(await cardsOf(mailpin, 'a1')).not.toContain('contact:c1');
  const entries = await mailpin.call('history.list', { cardId: 'c1', limit: 50 });
  expect(entries.filter(({ event }) => event.kind === 'unlinked')).toMatchObject([
    { by: 'rules', event: { evidence: { rule: 'address', address: 'ana@acme.test' } } },
    { by: 'rules', event: { evidence: { rule: 'address', address: 'ana@acme.test' } } },
  ]);
});

test('a mirror that only grows writes nothing down about links', async () => {
  const { mailpin } = await afternoon();
  const everything = await mailpin.call('history.list', { limit: 50 });
  expect(everything.filter(({ by }) => by === 'rules')).toEqual([]);
});
