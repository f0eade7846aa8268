import { useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import './search.css';

/** Searches while one types; the answers take the place of the list. Arrow down goes into them, Escape leaves. */
export function SearchField() {
  const { state, dispatch } = useWindow();
  const input = useRef<HTMLInputElement>(null);
  const text = useText();
  const isEmpty = state.search === '';
  useShortcuts({ search: () => input.current?.select() });
  const clear = () => {
    dispatch({ kind: 'search', text: '' });
    input.current?.blur();
  };
  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className="search-input"
        aria-label={text('search.name')}
        aria-keyshortcuts="/"
        placeholder={text('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={state.search}
        onChange={({ target }) => dispatch({ kind: 'search', text: target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
          else if (event.key === 'ArrowDown' || event.key === 'Enter') focusList();
          else return;
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
    </search>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>('.mail-list [role=listbox]')?.focus();
}
