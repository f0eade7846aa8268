import { useState, type SubmitEvent } from 'react';
import type { ChangeAccount } from '../../../app/contract/commands.ts';
import type { AccountFacts } from '../../../app/contract/status-views.ts';
import type { ImapSettings, MaildirSettings, MboxSettings } from '../../../app/domain/account.ts';
import type { AccountId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { ImapFields, useServerDraft } from '../accounts/imap-fields.tsx';
import { Failure } from '../trouble/failure.tsx';
import '../accounts/accounts.css';

type Change = Omit<ChangeAccount, 'accountId'>;

/** Another server, port, encryption or user for an account, or another place of an archive. Tried first; stored only when it works. */
export function ChangeServerDialog({ accountId }: Readonly<{ accountId: AccountId }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { say } = useAnnouncer();
  const { data } = useAsk('accounts.list', {});
  const change = useCommand('accounts.change');
  const account = data?.find(({ id }) => id === accountId);
  const close = () => dispatch({ kind: 'close' });
  const submit = (order: Change) =>
    change.mutate(
      { accountId, ...order },
      {
        onSuccess: () => {
          say(text('said.account-changed', { address: account?.address ?? '' }));
          close();
        },
      },
    );
  return (
    <Dialog
      title={text('change-server.title', { address: account?.address ?? '', kind: account?.settings.kind ?? 'imap' })}
      closeLabel={text('dialog.close')}
      onClose={close}
    >
      {account !== undefined && (
        <ChangeForm account={account} isBusy={change.isPending} onSubmit={submit}>
          {change.error !== null && <Failure error={change.error} />}
        </ChangeForm>
      )}
    </Dialog>
  );
}

type FormProps<Settings> = Readonly<{
  settings: Settings;
  address: string;
  isBusy: boolean;
  onSubmit: (order: Change) => void;
  /** What went wrong last time. */
  children: React.ReactNode;
}>;

function ChangeForm({ account, ...rest }: Omit<FormProps<never>, 'settings' | 'address'> & { account: AccountFacts }) {
  const { settings, address } = account;
  return settings.kind === 'imap' ? (
    <ServerForm settings={settings} address={address} {...rest} />
  ) : (
    <PlaceForm settings={settings} address={address} {...rest} />
  );
}

function ServerForm({ settings, address, isBusy, onSubmit, children }: FormProps<ImapSettings>) {
  const text = useText();
  const draft = useServerDraft(address, settings);
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({ settings: draft.settings, password: password === '' ? undefined : password });
  };
  return (
    <form className="form" onSubmit={submit}>
      <ImapFields draft={draft} />
      <Field
        label={text('account.password')}
        type="password"
        autoComplete="off"
        hint={text('change-server.password-hint')}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <p className="dim">{text('change-server.hint')}</p>
      {children}
      <SubmitButton isBusy={isBusy} />
    </form>
  );
}

function PlaceForm({ settings, isBusy, onSubmit, children }: FormProps<MaildirSettings | MboxSettings>) {
  const text = useText();
  const [path, setPath] = useState(settings.path);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({ settings: { kind: settings.kind, path: path.trim() } });
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={text('account.path')}
        required
        spellCheck={false}
        hint={text(`account.path-hint.${settings.kind}`)}
        value={path}
        onChange={({ target }) => setPath(target.value)}
      />
      <p className="dim">{text('change-server.hint')}</p>
      {children}
      <SubmitButton isBusy={isBusy} />
    </form>
  );
}

function SubmitButton({ isBusy }: Readonly<{ isBusy: boolean }>) {
  const text = useText();
  return (
    <div className="form-end">
      <Button look="main" type="submit" disabled={isBusy}>
        {text(isBusy ? 'account.connecting' : 'change-server.submit')}
      </Button>
    </div>
  );
}
