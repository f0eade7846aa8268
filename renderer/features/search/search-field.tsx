import { useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { SearchSuggestions, suggestionId } from './search-suggestions.tsx';
import { useSuggestions } from './use-suggestions.ts';
import './search.css';

/** Searches while one types; the answers take the place of the list. Arrow down goes into them, Escape leaves. */
export function SearchField() {
  const { state, dispatch } = useWindow();
  const input = useRef<HTMLInputElement>(null);
  const text = useText();
  const change = (words: string) => dispatch({ kind: 'search', text: words });
  const suggestions = useSuggestions(input, { text: state.search, change });
  const { items, at } = suggestions;
  const isEmpty = state.search === '';
  useShortcuts({ search: () => input.current?.select() });
  const clear = () => {
    change('');
    input.current?.blur();
  };
  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className="search-input"
        role="combobox"
        aria-label={text('search.name')}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={items.length > 0 ? 'search-suggestions' : undefined}
        aria-activedescendant={at >= 0 && at < items.length ? suggestionId(at) : undefined}
        placeholder={text('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={state.search}
        onChange={({ target }) => {
          change(target.value);
          suggestions.open();
        }}
        onBlur={suggestions.close}
        onKeyDown={(event) => {
          // Keys that choose among the words of an input method are not ours.
          if (event.nativeEvent.isComposing) return;
          if (!suggestions.onKey(event)) {
            if (event.key === 'Escape') clear();
            else if (event.key === 'ArrowDown' || event.key === 'Enter') focusList();
            else return;
          }
          event.preventDefault();
        }}
      />
      {isEmpty ? (
        <Kbd>/</Kbd>
      ) : (
        <Button look="icon" aria-label={text('search.clear')} onClick={clear}>
          <Icon name="close" />
        </Button>
      )}
      {items.length > 0 && <SearchSuggestions items={items} at={at} onTake={suggestions.take} />}
    </search>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>('.mail-list [role=listbox]')?.focus();
}
