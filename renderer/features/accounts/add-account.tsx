import { useState } from 'react';
import type { AddAccount } from '../../../app/contract/commands.ts';
import type { ImportChoice } from '../../../app/domain/account.ts';
import { NEWEST_COUNT } from '../../../app/rules/import-choice.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useNow } from '../../text/use-now.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { ArchiveForm } from './archive-form.tsx';
import { ImapForm } from './imap-form.tsx';
import { aYearBefore, ImportFields } from './import-fields.tsx';
import './accounts.css';

type Source = 'imap' | 'archive';

/** Connects a mailbox or opens a local archive. Signs in before anything is stored, and says exactly what was refused. */
export function AddAccountDialog({ source }: Readonly<{ source: Source }>) {
  const dispatch = useDispatch();
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  const [shown, setShown] = useState(source);
  const add = useCommand('accounts.add');
  const count = useCommand('accounts.count');
  const now = useNow();
  const [checked, setChecked] = useState<AddAccount | null>(null);
  const [choice, setChoice] = useState<ImportChoice>({ kind: 'since', day: aYearBefore(now) });
  const close = () => dispatch({ kind: 'close' });
  /** First the sign-in, with the counts to choose by; then the choice is made. */
  const ask = (account: AddAccount) => {
    const { address, settings, password } = account;
    const day = choice.kind === 'since' ? choice.day : aYearBefore(now);
    count.mutate(
      { address, settings, password, day, newestCount: NEWEST_COUNT },
      { onSuccess: () => setChecked(account) },
    );
  };
  const choose = (next: ImportChoice) => {
    setChoice(next);
    if (checked === null || next.kind !== 'since' || next.day === count.data?.day) return;
    const { address, settings, password } = checked;
    count.mutate({ address, settings, password, day: next.day, newestCount: NEWEST_COUNT });
  };
  const submit = (account: AddAccount) =>
    add.mutate(
      { ...account, importChoice: choice },
      {
        onSuccess: (accountId) => {
          say(text('said.account-added', { address: account.address }));
          close();
          api.call('sync.once', { accountId }).catch(fail);
        },
      },
    );
  const show = (to: Source) => {
    setShown(to);
    add.reset();
    count.reset();
  };
  const Form = shown === 'imap' ? ImapForm : ArchiveForm;
  return (
    <Dialog title={text('account.add')} closeLabel={text('dialog.close')} onClose={close}>
      {checked !== null && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            submit(checked);
          }}
        >
          <p>{text('import.question', { address: checked.address, count: count.data?.everything ?? 0 })}</p>
          <ImportFields choice={choice} counts={count.data ?? null} onChoose={choose} />
          <p className="dim">{text('import.later')}</p>
          {add.error !== null && <Failure error={add.error} />}
          <div className="form-end">
            <Button onClick={() => setChecked(null)}>{text('import.back')}</Button>
            <Button look="main" type="submit" disabled={add.isPending}>
              {text(add.isPending ? 'account.connecting' : 'account.connect')}
            </Button>
          </div>
        </form>
      )}
      <div hidden={checked !== null}>
        <div className="sources" role="group" aria-label={text('account.source')}>
          {(['imap', 'archive'] as const).map((kind) => (
            <Button key={kind} aria-pressed={shown === kind} onClick={() => show(kind)}>
              {text(`account.source.${kind}`)}
            </Button>
          ))}
        </div>
        <Form
          isBusy={count.isPending}
          label={text(count.isPending ? 'account.connecting' : 'account.next')}
          onSubmit={ask}
        >
          {count.error !== null && <Failure error={count.error} />}
        </Form>
      </div>
    </Dialog>
  );
}
