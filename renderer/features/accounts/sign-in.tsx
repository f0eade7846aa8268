import { useState, type SubmitEvent } from 'react';
import type { AccountId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import './accounts.css';

/** A new password for an account whose server refused the old one. */
export function SignInDialog({ accountId }: Readonly<{ accountId: AccountId }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { say } = useAnnouncer();
  const { data: status } = useAsk('status.get', {});
  const [password, setPassword] = useState('');
  const signIn = useCommand('accounts.sign-in');
  const account = status?.accounts.find(({ id }) => id === accountId);
  const address = account?.address ?? '';
  const close = () => dispatch({ kind: 'close' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    signIn.mutate(
      { accountId, password },
      {
        onSuccess: () => {
          say(text('said.signed-in', { address }));
          close();
        },
      },
    );
  };
  const trouble = account?.state.kind === 'trouble' ? account.state.error : null;
  const error = signIn.error ?? (trouble === null ? null : new MailpinError(trouble.code, trouble.details));
  return (
    <Dialog title={text('sign-in.title', { address })} closeLabel={text('dialog.close')} onClose={close}>
      <form className="form" onSubmit={submit}>
        {error !== null && <Failure error={error} />}
        <Field
          label={text('account.password')}
          type="password"
          required
          autoComplete="off"
          hint={text('account.password-hint')}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <div className="form-end">
          <Button look="main" type="submit" disabled={signIn.isPending}>
            {text(signIn.isPending ? 'account.connecting' : 'sign-in.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
