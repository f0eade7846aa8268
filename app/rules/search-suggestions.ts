import { foldForSearch } from '../domain/search-fold.ts';
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

function itemsFor(name: string | undefined, begun: string): readonly string[] {
  if (name === undefined) return begun === '' ? [] : operatorsBeginning(begun).map((operator) => `${operator}:`);
  const operator = operatorNamed(name);
  if (operator === null) return [];
  if (operator === 'is') return statesBeginning(begun).filter((state) => state !== begun);
  const folded = foldForSearch(begun);
  return (VALUES[operator] ?? []).filter((value) => value.startsWith(folded) && value !== folded);
}
