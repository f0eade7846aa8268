import { useState, type SubmitEvent } from 'react';
import type { AccountId } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import '../accounts/accounts.css';

/** Says what goes and what stays, and deletes only when the address was typed. */
export function DeleteAccountDialog({ accountId }: Readonly<{ accountId: AccountId }>) {
  const dispatch = useDispatch();
  const text = useText();
  const format = useFormat();
  const { say } = useAnnouncer();
  const { data: facts, error } = useAsk('accounts.deletion', { accountId });
  const remove = useCommand('accounts.delete');
  const [typed, setTyped] = useState('');
  const close = () => dispatch({ kind: 'close' });
  const address = facts?.address ?? '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    remove.mutate(
      { accountId, confirmation: typed.trim() },
      {
        onSuccess: ({ mailCount }) => {
          say(text('said.deleted', { address, count: mailCount }));
          close();
          dispatch({ kind: 'go', place: { kind: 'mail', filter: {} } });
        },
      },
    );
  };
  const failure = remove.error ?? error;
  return (
    <Dialog title={text('delete.title', { address })} closeLabel={text('dialog.close')} onClose={close}>
      <form className="form" onSubmit={submit}>
        {failure !== null && <Failure error={failure} />}
        {facts === undefined && error === null && <Bones count={3} label={text('state.loading')} />}
        {facts !== undefined && (
          <ul className="delete-facts">
            <li>
              {text('delete.goes', {
                mails: facts.mailCount,
                attachments: facts.attachmentCount,
                size: format.size(facts.textBytes),
              })}
            </li>
            {facts.onCardCount > 0 && <li>{text('delete.on-cards', { count: facts.onCardCount })}</li>}
            {facts.unsentCount > 0 && <li>{text('delete.unsent', { count: facts.unsentCount })}</li>}
            {facts.sharedCount > 0 && <li>{text('delete.shared', { count: facts.sharedCount })}</li>}
            <li>{text('delete.stays', { decisions: facts.decisionCount, lines: facts.ledgerCount })}</li>
          </ul>
        )}
        <Field
          label={text('delete.type', { address })}
          required
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <div className="form-end">
          <Button onClick={close}>{text('delete.keep')}</Button>
          <Button
            className="button-bad"
            type="submit"
            disabled={facts === undefined || typed.trim().toLowerCase() !== address.toLowerCase() || remove.isPending}
          >
            {text(remove.isPending ? 'delete.deleting' : 'delete.submit', { count: facts?.mailCount ?? 0 })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
