import { SEARCH_STATES } from '../../../app/domain/search.ts';
import { OPERATORS } from '../../../app/rules/search-operators.ts';
import { useText } from '../../text/use-text.ts';

type SearchSuggestionsProps = Readonly<{
  items: readonly string[];
  /** The one the keys stand on; -1 for none yet. */
  at: number;
  onTake: (item: string) => void;
}>;

export const suggestionId = (at: number) => `search-suggestion-${at}`;

/** What may come next in the search field, each with what it means. The field keeps the focus. */
export function SearchSuggestions({ items, at, onTake }: SearchSuggestionsProps) {
  const text = useText();
  const meaningOf = (item: string) => {
    const operator = OPERATORS.find((name) => item === `${name}:`);
    if (operator !== undefined) return text('search.operator', { operator });
    const state = SEARCH_STATES.find((name) => name === item);
    return state === undefined ? '' : text('search.state', { state });
  };
  return (
    <ul id="search-suggestions" className="search-suggestions" role="listbox" aria-label={text('search.suggestions')}>
      {items.map((item, index) => (
        <li
          key={item}
          id={suggestionId(index)}
          className={`search-suggestion ${index === at ? 'search-suggestion-active' : ''}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
        >
          <code>{item}</code>
          <span className="dim clip">{meaningOf(item)}</span>
        </li>
      ))}
    </ul>
  );
}
