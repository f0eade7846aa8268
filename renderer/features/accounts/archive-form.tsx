import { useState, type SubmitEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';
import type { AccountFormProps } from './imap-form.tsx';

const KINDS = ['maildir', 'mbox'] as const;

/** A mail archive on this computer. */
export function ArchiveForm({ isBusy, label, onSubmit, children }: AccountFormProps) {
  const text = useText();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('maildir');
  const [path, setPath] = useState('');
  const [address, setAddress] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({ address: address.trim(), password: null, isChecked: true, settings: { kind, path: path.trim() } });
  };
  return (
    <form className="form" onSubmit={submit}>
      <fieldset className="choices">
        <legend className="field-label">{text('account.archive-kind')}</legend>
        {KINDS.map((one) => (
          <label key={one}>
            <input type="radio" name="archive-kind" checked={kind === one} onChange={() => setKind(one)} />
            {text(`account.archive.${one}`)}
          </label>
        ))}
      </fieldset>
      <Field
        label={text('account.path')}
        required
        spellCheck={false}
        hint={text(`account.path-hint.${kind}`)}
        value={path}
        onChange={({ target }) => setPath(target.value)}
      />
      <Field
        label={text('account.archive-address')}
        type="email"
        required
        hint={text('account.archive-address-hint')}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      {children}
      <div className="form-end">
        <Button look="main" type="submit" disabled={isBusy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
