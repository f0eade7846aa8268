import { useState } from 'react';
import type { AddAccount } from '../../../app/contract/commands.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { ArchiveForm } from './archive-form.tsx';
import { ImapForm } from './imap-form.tsx';
import './accounts.css';

type Source = 'imap' | 'archive';

/** Connects a mailbox or opens a local archive. Signs in before anything is stored, and says exactly what was refused. */
export function AddAccountDialog({ source }: Readonly<{ source: Source }>) {
  const { dispatch } = useWindow();
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  const [shown, setShown] = useState(source);
  const add = useCommand('accounts.add');
  const close = () => dispatch({ kind: 'close' });
  const submit = (account: AddAccount) =>
    add.mutate(account, {
      onSuccess: (accountId) => {
        say(text('said.account-added', { address: account.address }));
        close();
        api.call('sync.once', { accountId }).catch(fail);
      },
    });
  const show = (to: Source) => {
    setShown(to);
    add.reset();
  };
  const Form = shown === 'imap' ? ImapForm : ArchiveForm;
  return (
    <Dialog title={text('account.add')} closeLabel={text('dialog.close')} onClose={close}>
      <div className="sources" role="group" aria-label={text('account.source')}>
        {(['imap', 'archive'] as const).map((kind) => (
          <Button key={kind} aria-pressed={shown === kind} onClick={() => show(kind)}>
            {text(`account.source.${kind}`)}
          </Button>
        ))}
      </div>
      <Form isBusy={add.isPending} onSubmit={submit}>
        {add.error !== null && <Failure error={add.error} />}
      </Form>
    </Dialog>
  );
}
