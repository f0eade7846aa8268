import { expect, test } from 'vitest';
import { foldForSearch, searchTokens, spelledOut } from './search-fold.ts';

test.each([
  ['Möbel', 'mobel'],
  ['GROẞE Größe', 'grosse grosse'],
  ['l’Œuvre d’été', 'l’oeuvre d’ete'],
  ['perché', 'perche'],
  ['Cafe\u0301', 'cafe'],
  ['ＰＯ－２２９１', 'po-2291'],
  ['ﾐﾂﾓﾘ ミツモリ みつもり', 'みつもり みつもり みつもり'],
  ['がぎ か\u3099き\u3099', 'がぎ がぎ'],
  ['プリンター', 'ぷりんたー'],
  ['Łódź Ørsted', 'lodz orsted'],
  ['plain', 'plain'],
])('%j and %j are the same to search', (text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});

test.each([
  ['Möbel', 'moebel'],
  ['Übergröße', 'uebergroesse'],
  ['Mu\u0308ller', 'mueller'],
  ['Moebel', null],
  ['Zoë', null],
])('without umlauts on the keyboard %j is written %j', (word, written) => {
  expect(spelledOut(word)).toBe(written);
});

test.each([
  ['Re: PO-2291, Pumpe', ['re', 'po', '2291', 'pumpe']],
  ['見積書', ['見積', '積書', '書']],
  ['先日のPO見積', ['先日', '日の', 'の', 'po', '見積', '積']],
  ['見', ['見']],
  ['サーバー', ['さー', 'ーば', 'ばー', 'ー']],
  ['한국어 메일', ['한국어', '메일']],
  ['𠮷野家', ['𠮷野', '野家', '家']],
  [' ?! ', []],
])('the words of %j are %j', (text, words) => {
  expect(searchTokens(text)).toEqual(words);
});
