import { useState, type SubmitEvent } from 'react';
import type { AccountId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import '../accounts/accounts.css';

/** Connects a disconnected account again; an archive needs no password. */
export function ReconnectDialog({ accountId }: Readonly<{ accountId: AccountId }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { say } = useAnnouncer();
  const { data } = useAsk('accounts.list', {});
  const reconnect = useCommand('accounts.reconnect');
  const [password, setPassword] = useState('');
  const account = data?.find(({ id }) => id === accountId);
  const address = account?.address ?? '';
  const isImap = account?.settings.kind === 'imap';
  const close = () => dispatch({ kind: 'close' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    reconnect.mutate(
      { accountId, password: isImap ? password : null },
      {
        onSuccess: () => {
          say(text('said.reconnected', { address }));
          close();
        },
      },
    );
  };
  return (
    <Dialog title={text('reconnect.title', { address })} closeLabel={text('dialog.close')} onClose={close}>
      <form className="form" onSubmit={submit}>
        {reconnect.error !== null && <Failure error={reconnect.error} />}
        {isImap && (
          <Field
            label={text('account.password')}
            type="password"
            required
            autoComplete="off"
            hint={text('account.password-hint')}
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
        <div className="form-end">
          <Button look="main" type="submit" disabled={reconnect.isPending || account === undefined}>
            {text(reconnect.isPending ? 'account.connecting' : 'account-page.reconnect')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
