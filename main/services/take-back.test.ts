import { expect, test } from 'vitest';
import type { CardId, LedgerId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile } from './testing/profile.ts';

const DEAL = 'builtin:deal:d1' as CardId;

async function pushed() {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.test', to: SALLY, subject: 'Pumps', at: 1 }));
  const mailpin = await openProfile({ source: server.source });
  await mailpin.call('cards.import', {
    rows: [
      { kind: 'contact', id: 'ana', name: 'Ana', emails: ['ana@acme.test'], row: 1 },
      { kind: 'deal', id: 'd1', name: 'Pumps', people: ['ana'], row: 2 },
    ],
  });
  await addSally(mailpin);
  await mailpin.call('sync.once', {});
  expect(await atCrm(mailpin, DEAL)).toEqual(['Pumps']);
  const { items } = await mailpin.call('ledger.list', { cardId: DEAL, limit: 9 });
  const [line] = items;
  if (line === undefined) throw new Error('nothing was pushed');
  return { mailpin, line };
}

test('a line of the ledger is taken back: off the card, off the CRM, and it stays off', async () => {
  const { mailpin, line } = await pushed();
  const { actionId } = await mailpin.call('ledger.take-back', { ledgerId: line.id });
  expect(await atCrm(mailpin, DEAL)).toEqual([]);
  await mailpin.call('sync.once', {});
  expect(await cardsOf(mailpin, 'm1')).toEqual(['contact:ana']);
  const { items } = await mailpin.call('ledger.list', { cardId: DEAL, limit: 9 });
  expect(items.map(({ answer, isStanding }) => [answer, isStanding])).toEqual([
    ['deleted', false],
    ['created', false],
  ]);
  await mailpin.call('actions.undo', { actionId });
  expect(await atCrm(mailpin, DEAL)).toEqual(['Pumps']);
});

test('the ledger says how much of a mail left', async () => {
  const { line } = await pushed();
  expect(line).toMatchObject({ intent: 'attach', extent: 'full', isStanding: true });
  expect(line.sentBytes).toBeGreaterThan('Pumpsana@acme.test'.length);
});

test('a line that does not exist is named', async () => {
  const { mailpin } = await pushed();
  await expect(mailpin.call('ledger.take-back', { ledgerId: 999 as LedgerId })).rejects.toMatchObject({
    code: 'input.unknown-ledger-line',
    details: { line: 999 },
  });
});
