import { useState, type SubmitEvent, type ReactNode } from 'react';
import type { AddAccount } from '../../../app/contract/commands.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';
import { ImapFields, useServerDraft } from './imap-fields.tsx';

export type AccountFormProps = Readonly<{
  isBusy: boolean;
  /** What the button says. */
  label: string;
  onSubmit: (account: AddAccount) => void;
  /** What went wrong last time. */
  children: ReactNode;
}>;

/** An IMAP mailbox. The server is guessed from the address until the user types another. */
export function ImapForm({ isBusy, label, onSubmit, children }: AccountFormProps) {
  const text = useText();
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const draft = useServerDraft(address, null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({ address: address.trim(), password, isChecked: true, settings: draft.settings });
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={text('account.address')}
        type="email"
        autoComplete="off"
        required
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Field
        label={text('account.password')}
        type="password"
        autoComplete="off"
        required
        hint={text('account.password-hint')}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <ImapFields draft={draft} />
      {children}
      <div className="form-end">
        <Button look="main" type="submit" disabled={isBusy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
