import { useState, type KeyboardEvent, type RefObject } from 'react';
import { cardBegun, cardNameForSearch, suggestSearch } from '../../../app/rules/search-suggestions.ts';
import { useAsk } from '../../data/ask.ts';

/** Cards proposed after `deal:` and the like. */
const CARDS = 6;

interface Suggestions {
  readonly items: readonly string[];
  /** The one the keys stand on; -1 for none yet. */
  readonly at: number;
  /** The text was changed or the caret moved by the user. */
  readonly open: () => void;
  readonly close: () => void;
  readonly take: (item: string) => void;
  /** Whether the key was meant for the suggestions. Enter takes one only when the arrows have gone to it: it also ends a search. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** The suggestions below a search field and their keys: arrows, Tab and Enter, Escape. */
export function useSuggestions(
  field: RefObject<HTMLInputElement | null>,
  { text, change }: Readonly<{ text: string; change: (text: string) => void }>,
): Suggestions {
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(-1);
  const { from, items: words } = caret === null ? { from: 0, items: [] } : suggestSearch(text, caret);
  const card = caret === null ? null : cardBegun(text, caret);
  const asked = { kind: card?.kind, limit: CARDS, ...(card !== null && card.begun !== '' && { text: card.begun }) };
  const { data: cards } = useAsk('cards.list', asked, { isEnabled: card !== null });
  const items = card === null ? words : (cards ?? []).map(({ name }) => cardNameForSearch(name));
  const open = () => {
    setCaret(field.current?.selectionStart ?? null);
    setAt(-1);
  };
  const close = () => setCaret(null);
  const take = (item: string) => {
    const input = field.current;
    if (input === null || caret === null) return;
    input.setRangeText(item.endsWith(':') ? item : `${item} `, from, caret, 'end');
    change(input.value);
    open();
  };
  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (items.length === 0) return false;
    if (key === 'ArrowDown' && at < items.length - 1) setAt(at + 1);
    else if (key === 'ArrowUp' && at >= 0) setAt(at - 1);
    else if (key === 'Tab' || (key === 'Enter' && at >= 0)) take(items[Math.max(0, at)] ?? '');
    else if (key === 'Escape') close();
    else return false;
    return true;
  };
  return { items, at, open, close, take, onKey };
}
