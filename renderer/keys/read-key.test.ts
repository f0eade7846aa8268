import { expect, test } from 'vitest';
import { SHORTCUTS } from './keymap.ts';
import { chordOf, readKey } from './read-key.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test.each([
  [press('j'), 'j'],
  [press('J'), 'j'],
  [press('J', { shiftKey: true }), 'Shift+J'],
  [press('?', { shiftKey: true }), '?'],
  [press('k', { ctrlKey: true }), 'Mod+k'],
  [press('k', { metaKey: true }), 'Mod+k'],
  [press('k', { altKey: true }), null],
  [press('Shift', { shiftKey: true }), null],
])('%o is the chord %s', (given, chord) => {
  expect(chordOf(given)).toBe(chord);
});

test('G waits for its second key; B alone means nothing', () => {
  expect(readKey(press('g'), null)).toEqual({ kind: 'prefix', chord: 'g' });
  expect(readKey(press('b'), 'g')).toEqual({ kind: 'shortcut', id: 'goBoard', chord: 'b' });
  expect(readKey(press('b'), null)).toEqual({ kind: 'none' });
});

test('after G a key that does not follow it keeps its own meaning', () => {
  expect(readKey(press('a'), 'g')).toEqual({ kind: 'shortcut', id: 'attach', chord: 'a' });
});

test('no key means two things', () => {
  const chords = Object.values(SHORTCUTS).flatMap(({ keys }) => [...keys]);
  expect(new Set(chords).size).toBe(chords.length);
});
