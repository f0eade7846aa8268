import { Dialog } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { chordLabel } from '../../keys/key-label.ts';
import { SHORTCUTS, type Shortcut } from '../../keys/keymap.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import './help.css';

const GROUPS = ['mail', 'cards', 'go', 'anywhere'] as const satisfies readonly Shortcut['group'][];

/** Every key of the window. */
export function HelpDialog() {
  const dispatch = useDispatch();
  const text = useText();
  const shortcuts: readonly Shortcut[] = Object.values(SHORTCUTS);
  return (
    <Dialog
      title={text('help.title')}
      closeLabel={text('dialog.close')}
      onClose={() => dispatch({ kind: 'close' })}
      shape="wide"
    >
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3 className="section-title">{text(`help.${group}`)}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ keys, text: words }) => (
                  <div key={words} className="help-line">
                    <dt>{text(words)}</dt>
                    <dd>
                      <span className="unseen">{keys.map(chordLabel).join(', ')}</span>
                      {shownKeys(keys).map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="help-drag dim">{text('help.drag')}</p>
    </Dialog>
  );
}

/** Keys that are a row on the keyboard are shown by their ends. */
function shownKeys(keys: readonly string[]): readonly string[] {
  const [first, last] = [keys[0], keys.at(-1)];
  return keys.length > 3 && first !== undefined && last !== undefined ? [`${first}–${last}`] : keys.map(chordLabel);
}
