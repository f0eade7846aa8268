import { foldForSearch } from '../domain/search-fold.ts';
import type { CardKind } from '../domain/card.ts';
import { operatorNamed, operatorsBeginning, statesBeginning, type Operator } from './search-operators.ts';

/** What may come next; `items` replace the text from `from` up to the caret. */
export interface SearchSuggestions {
  readonly from: number;
  readonly items: readonly string[];
}

/** Values worth proposing; `is:` has all of its states. */
const VALUES: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  from: ['me'],
  to: ['me'],
  cc: ['me'],
  has: ['attachment', 'pdf', 'image', 'word', 'excel'],
  after: ['today', 'yesterday', '7d', '3m', 'this-month', 'this-year'],
  before: ['today', 'this-week', 'this-month', 'this-year'],
  on: ['today', 'yesterday', 'this-week', 'last-week', 'last-month'],
  in: ['inbox', 'sent', 'archive'],
};
const LAST_WORD = /(?:^|\s)[-−]?(?:(?<name>[^\s:：]+)[:：])?(?<begun>[^\s:：]*)$/u;
const QUOTES = /["“”„«»「」]/gu;

/** Operators that begin as the word before the caret does, or values that go on as the operator's does. Pure. */
export function suggestSearch(text: string, caret: number): SearchSuggestions {
  const before = text.slice(0, caret);
  const isInsideWord = /^\S/u.test(text.slice(caret));
  const { name, begun = '' } = LAST_WORD.exec(before)?.groups ?? {};
  const isInQuotes = (before.match(QUOTES)?.length ?? 0) % 2 === 1;
  const items = isInsideWord || isInQuotes ? [] : itemsFor(name, begun);
  return { from: caret - begun.length, items };
}

/** A card that is being named in the search field: its kind, and the beginning of its name. */
export interface CardBegun {
  readonly kind: CardKind;
  readonly begun: string;
}

const CARD_OPERATORS: Readonly<Partial<Record<Operator, CardKind>>> = {
  deal: 'deal',
  contact: 'contact',
  company: 'company',
  lead: 'lead',
};

/** The card whose name begins at the caret, so that cards can be proposed; null elsewhere. Pure. */
export function cardBegun(text: string, caret: number): CardBegun | null {
  const { name, begun = '' } = LAST_WORD.exec(text.slice(0, caret))?.groups ?? {};
  const operator = name === undefined || /^\S/u.test(text.slice(caret)) ? null : operatorNamed(name);
  const kind = operator === null ? undefined : CARD_OPERATORS[operator];
  return kind === undefined ? null : { kind, begun: begun.replace(QUOTES, '') };
}

/** The name of a card as the search language takes it: in quotes where a word would not do. */
export function cardNameForSearch(name: string): string {
  const plain = name.replace(QUOTES, '');
  return /[\s:：]/u.test(plain) ? `"${plain}"` : plain;
}

function itemsFor(name: string | undefined, begun: string): readonly string[] {
  if (name === undefined) return begun === '' ? [] : operatorsBeginning(begun).map((operator) => `${operator}:`);
  const operator = operatorNamed(name);
  if (operator === null) return [];
  if (operator === 'is') return statesBeginning(begun).filter((state) => state !== begun);
  const folded = foldForSearch(begun);
  return (VALUES[operator] ?? []).filter((value) => value.startsWith(folded) && value !== folded);
}
