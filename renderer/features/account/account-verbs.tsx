import type { AccountFacts } from '../../../app/contract/status-views.ts';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';

/** Disconnect, reconnect, delete: three different things, each with what it does beside it. */
export function AccountVerbs({ account }: Readonly<{ account: AccountFacts }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { say, fail } = useAnnouncer();
  const disconnect = useCommand('accounts.disconnect');
  const { id, address, state } = account;
  if (state.kind === 'deleting') return null;
  return (
    <section className="account-verbs" aria-label={text('account-page.verbs')}>
      {state.kind === 'disconnected' ? (
        <div>
          <Button look="main" onClick={() => dispatch({ kind: 'open', dialog: { kind: 'reconnect', accountId: id } })}>
            {text('account-page.reconnect')}
          </Button>
          <p className="dim">{text('account-page.reconnect-hint')}</p>
        </div>
      ) : (
        <div>
          <Button
            disabled={disconnect.isPending}
            onClick={() =>
              disconnect.mutate(
                { accountId: id },
                { onSuccess: () => say(text('said.disconnected', { address })), onError: fail },
              )
            }
          >
            {text('account-page.disconnect')}
          </Button>
          <p className="dim">{text('account-page.disconnect-hint')}</p>
        </div>
      )}
      <div>
        <Button onClick={() => dispatch({ kind: 'open', dialog: { kind: 'delete-account', accountId: id } })}>
          {text('account-page.delete')}
        </Button>
        <p className="dim">{text('account-page.delete-hint')}</p>
      </div>
    </section>
  );
}
