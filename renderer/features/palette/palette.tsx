import { useState, type KeyboardEvent } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { chordLabel } from '../../keys/key-label.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { usePaletteItems, type PaletteItem } from './use-palette-items.ts';
import './palette.css';

/** Any command by its name, any card by its name. */
export function Palette() {
  const dispatch = useDispatch();
  const text = useText();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const items = usePaletteItems(words);
  const close = () => dispatch({ kind: 'close' });
  const run = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    close();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={text('palette.title')} closeLabel={text('dialog.close')} onClose={close} shape="top">
      <input
        className="input"
        role="combobox"
        aria-label={text('palette.name')}
        aria-expanded="true"
        aria-controls="palette-items"
        aria-activedescendant={items.length === 0 ? undefined : `palette-${at}`}
        placeholder={text('palette.placeholder')}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-items" className="palette-items" role="listbox" aria-label={text('palette.items')}>
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`palette-${index}`}
            className={`palette-item ${index === at ? 'palette-item-active' : ''}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => run(item)}
          >
            <Icon name={item.icon} />
            <span className="clip" dir="auto">
              {item.label}
            </span>
            {item.key !== null && <Kbd>{chordLabel(item.key)}</Kbd>}
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className="dim">{text('palette.nothing')}</p>}
    </Dialog>
  );
}
