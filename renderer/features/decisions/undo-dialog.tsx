import type { ActionId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAsk } from '../../data/ask.ts';
import { useDispatch } from '../../state/window-context.tsx';
import type { ChangeSizes } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';
import { useActionWords } from '../history/use-action-words.ts';
import { useDecisions } from './use-decisions.ts';

/** What taking back one action would do to many mails, with the go (rules 8). */
export function UndoDialog({ actionId, counts }: Readonly<{ actionId: ActionId; counts: ChangeSizes }>) {
  const text = useText();
  const dispatch = useDispatch();
  const actionWords = useActionWords();
  const { undo } = useDecisions();
  // Most often it is the last action; one from further back is named in the list it was taken from.
  const { data: status } = useAsk('status.get', {});
  const last = status?.lastAction ?? null;
  const title = last?.id === actionId ? text('status.undo', { what: actionWords(last) }) : text('history.undo');
  const close = () => dispatch({ kind: 'close' });
  const go = () => {
    close();
    void undo(actionId, true);
  };
  return (
    <Dialog title={title} closeLabel={text('dialog.close')} onClose={close}>
      <p>{text('rules.preview.counts', counts)}</p>
      <div className="dialog-actions rules-actions">
        <Button onClick={close}>{text('rules.preview.cancel')}</Button>
        <Button look="main" onClick={go}>
          {text('rules.preview.go', { count: counts.mails })}
        </Button>
      </div>
    </Dialog>
  );
}
