import { PASTS, type RuleChange, type RulePreview } from '../../../app/contract/rules-views.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useRuleChange } from './use-rule-change.ts';

type RuleChangeDialogProps = Readonly<{ change: RuleChange; preview: RulePreview }>;

/** What a change of the rules would do, with the go (rules 8). */
export function RuleChangeDialog({ change, preview }: RuleChangeDialogProps) {
  const text = useText();
  const dispatch = useDispatch();
  const { confirm, show } = useRuleChange();
  const close = () => dispatch({ kind: 'close' });
  const counts = { mails: preview.mailCount, leaving: preview.leavingCount, joining: preview.joiningCount };
  return (
    <Dialog title={text('rules.preview.title')} closeLabel={text('dialog.close')} onClose={close}>
      <p>{text('rules.preview.counts', counts)}</p>
      {preview.protectedCount > 0 && <p>{text('rules.preview.protected', { count: preview.protectedCount })}</p>}
      {change.kind === 'list' && change.mode === 'blocked' && (
        <fieldset className="rules-past">
          <legend>{text('rules.past')}</legend>
          {PASTS.map((past) => (
            <label key={past}>
              <input
                type="radio"
                name="past"
                checked={change.past === past}
                onChange={() => show({ ...change, past })}
              />
              {text(`rules.past.${past}`, { count: preview.removedCount })}
            </label>
          ))}
        </fieldset>
      )}
      {preview.mails.length > 0 && (
        <ul className="rules-preview" aria-label={text('rules.preview.mails')}>
          {preview.mails.map(({ mailId, subject, from, joins, leaves }) => (
            <li key={mailId}>
              <span className="clip" dir="auto">
                {from.name}: {subject === '' ? text('mail.no-subject') : subject}
              </span>
              <span className="dim clip" dir="auto">
                {text('rules.preview.moves', {
                  leaves: leaves.join(', '),
                  joins: joins.join(', '),
                  isLeaving: leaves.length > 0 ? 'yes' : 'no',
                  isJoining: joins.length > 0 ? 'yes' : 'no',
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-actions rules-actions">
        <Button onClick={close}>{text('rules.preview.cancel')}</Button>
        <Button look="main" onClick={() => confirm(change)}>
          {text('rules.preview.go', { count: preview.mailCount })}
        </Button>
      </div>
    </Dialog>
  );
}
