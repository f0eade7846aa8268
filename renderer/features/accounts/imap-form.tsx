import { useState, type SubmitEvent, type ReactNode } from 'react';
import type { AddAccount } from '../../../app/contract/commands.ts';
import { IMAP_SECURITIES, type ImapSecurity } from '../../../app/domain/account.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';

/** Ports as IANA gives them: RFC 8314 for TLS, RFC 3501 for the others. */
const PORTS = { tls: 993, starttls: 143, none: 143 } as const satisfies Record<ImapSecurity, number>;

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
  const [host, setHost] = useState<string | null>(null);
  const [user, setUser] = useState<string | null>(null);
  const [security, setSecurity] = useState<ImapSecurity>('tls');
  const [port, setPort] = useState<string | null>(null);
  const [caFile, setCaFile] = useState('');
  const domain = address.split('@')[1] ?? '';
  const settings = {
    host: host ?? (domain === '' ? '' : `imap.${domain}`),
    port: port ?? String(PORTS[security]),
    user: user ?? address,
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({
      address: address.trim(),
      password,
      isChecked: true,
      settings: {
        kind: 'imap',
        host: settings.host.trim(),
        port: Number(settings.port),
        security,
        user: settings.user.trim(),
        caFile: caFile.trim() === '' ? null : caFile.trim(),
      },
    });
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
      <div className="form-row">
        <Field
          label={text('account.host')}
          required
          spellCheck={false}
          value={settings.host}
          onChange={({ target }) => setHost(target.value)}
        />
        <Field
          label={text('account.port')}
          type="number"
          min={1}
          max={65_535}
          required
          value={settings.port}
          onChange={({ target }) => setPort(target.value)}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor="account-security">
          {text('account.security')}
        </label>
        <select
          id="account-security"
          className="input"
          value={security}
          onChange={({ target }) => setSecurity(IMAP_SECURITIES.find((one) => one === target.value) ?? 'tls')}
        >
          {IMAP_SECURITIES.map((one) => (
            <option key={one} value={one}>
              {text(`account.security.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <details className="form-more">
        <summary>{text('account.more')}</summary>
        <div className="form">
          <Field
            label={text('account.user')}
            spellCheck={false}
            hint={text('account.user-hint')}
            value={settings.user}
            onChange={({ target }) => setUser(target.value)}
          />
          <Field
            label={text('account.ca-file')}
            spellCheck={false}
            hint={text('account.ca-file-hint')}
            value={caFile}
            onChange={({ target }) => setCaFile(target.value)}
          />
        </div>
      </details>
      {children}
      <div className="form-end">
        <Button look="main" type="submit" disabled={isBusy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
