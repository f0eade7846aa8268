/** What the window does with a search while it is typed: proposals, parts to take away, marks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import { markWords } from './mark-words.ts';
import { partsOfSearch, withoutPart } from './search-parts.ts';
import { parseSearch } from './search-query.ts';
import { cardBegun, cardNameForSearch, suggestSearch } from './search-suggestions.ts';

const NOW = new Date(2026, 4, 20).getTime() as UnixMs;

test.each([
  ['fr', 0, ['from:']],
  ['pump -fr', 6, ['from:']],
  ['absen', 0, ['from:']],
  ['差出', 0, ['from:']],
  ['is:unr', 3, ['unread']],
  ['is:ungel', 3, ['unread']],
  ['-has:p', 5, ['pdf']],
  ['von:m', 4, ['me']],
  ['is:unread', 3, []],
  ['colour:b', 7, []],
  ['pump ', 5, []],
  ['"net f', 5, []],
  ['', 0, []],
])('after %j is proposed, from %i on: %j', (text, from, items) => {
  expect(suggestSearch(text, text.length)).toEqual({ from, items });
});

test('in the middle of a word nothing is proposed', () => {
  expect(suggestSearch('from', 2).items).toEqual([]);
});

test.each([
  ['pump from:ana is:read', 'from:ana', 'pump is:read'],
  ['pump NOT from:ana is:read', 'from:ana', 'pump is:read'],
  ['from:ana OR from:ben', 'from:ben', 'from:ana'],
  ['-on:today on:today', 'on:today', '-on:today'],
  ['deal:"Acme pump" x', 'deal:"Acme pump"', 'x'],
  ['pump', 'pump', ''],
])('%j without %j is %j', (text, source, rest) => {
  expect(withoutPart(text, source)).toBe(rest);
});

test('a part that stands for several conditions is there once, negated or not', () => {
  const parts = partsOfSearch(parseSearch('has:image -has:word pump OR from:ana', NOW));
  expect(parts.map((clause) => clause.map(({ source }) => source))).toEqual([
    ['has:image'],
    ['-has:word'],
    ['pump', 'from:ana'],
  ]);
});

test.each([
  ['Offer for pumps', ['pump'], 'Offer for [pump]s'],
  ['Airpump', ['pump'], 'Airpump'],
  ['MÖBEL', ['mobel'], '[MÖBEL]'],
  ['Möbel', ['moebel'], '[Möbel]'],
  ['Moebel', ['Möbel'], '[Moebel]'],
  ['Größe', ['GROSSE'], '[Größe]'],
  ['net\u00a0thirty, net 30', ['net thirty'], '[net\u00a0thirty], net 30'],
  ['先日のお見積りの件', ['見積'], '先日のお[見積]りの件'],
  ['ﾐﾂﾓﾘ', ['みつもり'], '[ﾐﾂﾓﾘ]'],
  ['ＡＢＣ', ['abc'], '[ＡＢＣ]'],
  ['a (b) a', ['a'], '[a] (b) [a]'],
  ['anything', ['', '?!'], 'anything'],
])('in %j the words %j are marked: %j', (text, words, marked) => {
  const pieces = markWords(text, words);
  expect(pieces.map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text)).join('')).toBe(marked);
});

test('marks never change a text', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(anything, fc.array(anything, { maxLength: 3 }), (text, words) => {
      const pieces = markWords(text, words);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }),
  );
});

test.each([
  ['deal:', { kind: 'deal', begun: '' }],
  ['pump deal:Ac', { kind: 'deal', begun: 'Ac' }],
  ['-contact:an', { kind: 'contact', begun: 'an' }],
  ['deal:"Ac', { kind: 'deal', begun: 'Ac' }],
  ['from:an', null],
  ['deal', null],
  ['deal:acme ', null],
])('after %j the card being named is %j', (text, card) => {
  expect(cardBegun(text, text.length)).toEqual(card);
});

test('the name of a card is quoted where it is more than a word', () => {
  expect(['Acme', 'Acme pilot', 'A "B" c', '12:30'].map(cardNameForSearch)).toEqual([
    'Acme',
    '"Acme pilot"',
    '"A B c"',
    '"12:30"',
  ]);
});
