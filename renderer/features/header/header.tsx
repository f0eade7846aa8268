import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { modLabel } from '../../keys/key-label.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { SearchField } from '../search/search-field.tsx';
import './header.css';

export function Header() {
  const dispatch = useDispatch();
  const text = useText();
  return (
    <header className="header">
      <h1 className="brand">
        <span className="brand-pin" aria-hidden="true" />
        {text('app.name')}
      </h1>
      <SearchField />
      <span className="row-gap" />
      <Button
        look="quiet"
        aria-label={text('header.commands')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => dispatch({ kind: 'open', dialog: { kind: 'palette' } })}
      >
        <Icon name="commands" />
        <Kbd>{modLabel('K')}</Kbd>
      </Button>
      <Button
        look="quiet"
        aria-label={text('header.help')}
        aria-keyshortcuts="?"
        onClick={() => dispatch({ kind: 'open', dialog: { kind: 'help' } })}
      >
        <Kbd>?</Kbd>
      </Button>
    </header>
  );
}
