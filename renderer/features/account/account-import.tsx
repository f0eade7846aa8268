import { useState } from 'react';
import type { AccountFacts } from '../../../app/contract/status-views.ts';
import type { ImportChoice } from '../../../app/domain/account.ts';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { ImportFields } from '../accounts/import-fields.tsx';

/** What of the mail that was there before is read; a wider choice fetches the rest, a narrower one deletes nothing. */
export function AccountImport({ account }: Readonly<{ account: AccountFacts }>) {
  const text = useText();
  const { say, fail } = useAnnouncer();
  const change = useCommand('accounts.change');
  const { id, address, importChoice, state } = account;
  const [draft, setDraft] = useState<ImportChoice>(importChoice);
  const isNew = JSON.stringify(draft) !== JSON.stringify(importChoice);
  const save = () =>
    change.mutate(
      { accountId: id, importChoice: draft },
      { onSuccess: () => say(text('said.account-changed', { address })), onError: fail },
    );
  return (
    <section aria-labelledby="account-import">
      <header className="account-head">
        <h2 id="account-import">{text('account-page.import')}</h2>
      </header>
      <ImportFields choice={draft} counts={null} onChoose={setDraft} />
      <p className="dim account-hint">{text('account-page.import-hint')}</p>
      <Button disabled={!isNew || change.isPending || state.kind === 'disconnected'} onClick={save}>
        {text(change.isPending ? 'account-page.changing' : 'account-page.change')}
      </Button>
    </section>
  );
}
