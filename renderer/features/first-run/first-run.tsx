import { Button } from '../../components/button.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import './first-run.css';

/** The first page a user sees: what Mailpin does, and the two ways to begin. */
export function FirstRun() {
  const dispatch = useDispatch();
  const text = useText();
  useReady(true);
  const add = (source: 'imap' | 'archive') => dispatch({ kind: 'open', dialog: { kind: 'add-account', source } });
  return (
    <main className="first-run">
      <div className="first-run-page">
        <span className="brand-pin" aria-hidden="true" />
        <h1>{text('first.title')}</h1>
        <p>{text('first.lead')}</p>
        <div className="first-run-ways">
          <Button look="main" autoFocus onClick={() => add('imap')}>
            {text('first.connect')}
          </Button>
          <Button onClick={() => add('archive')}>{text('first.archive')}</Button>
        </div>
        <ul className="first-run-facts">
          <li>{text('first.fact-local')}</li>
          <li>{text('first.fact-read-only')}</li>
          <li>{text('first.fact-keychain')}</li>
        </ul>
      </div>
    </main>
  );
}
