import { expect, test } from 'vitest';
import type { CardKind } from '../domain/card.ts';
import { calledBack, competes, isElsewhere, keeperOf, stoodAside, type RivalEntry } from './one-card.ts';

function entry(kind: CardKind | null, more: Partial<RivalEntry> = {}): RivalEntry {
  return {
    kind,
    intent: 'attach',
    extent: 'full',
    mustReplace: false,
    revision: 1,
    state: { kind: 'pending' },
    activityId: null,
    isUnsure: false,
    ...more,
  };
}

test.each([
  [['contact', 'deal'], 'one', 'deal'],
  [['company', 'contact'], 'one', 'contact'],
  [['contact', 'lead'], 'one', 'lead'],
  [['contact'], 'one', 'contact'],
  [['contact', 'deal'], 'several', null],
  [['contact', 'company', 'deal'], 'one-and-people', 'deal'],
  [['contact', 'lead'], 'one-and-people', null],
] as const)('of %j at a CRM for %s, the mail belongs to %s', (kinds, cardsPerMail, keeper) => {
  const found = keeperOf(
    kinds.map((kind) => entry(kind)),
    cardsPerMail,
  );
  expect(found?.kind ?? null).toBe(keeper);
});

test('of two deals the one asked first keeps the mail', () => {
  const [first, second] = [entry('deal', { revision: 1 }), entry('deal', { revision: 2 })];
  expect(keeperOf([first, second], 'one')).toBe(first);
});

test('a card that was refused, or that lets go, competes no more', () => {
  const refused = entry('deal', { state: { kind: 'dead', because: 'crm.card-gone' } });
  const leaving = entry('deal', { intent: 'detach' });
  const contact = entry('contact');
  expect(keeperOf([refused, leaving, contact], 'one')).toBe(contact);
  expect(competes(leaving, 'one')).toBe(false);
});

test('who stands aside waits for no time, and comes back when called', () => {
  const aside = stoodAside(entry('contact'));
  expect(isElsewhere(aside)).toBe(true);
  expect(calledBack(aside).state).toEqual({ kind: 'pending' });
});
