import type { AccountFacts } from '../../../app/contract/status-views.ts';
import type { AccountId } from '../../../app/domain/ids.ts';
import { policyOf } from '../../../app/errors.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useErrorWords } from '../trouble/error-words.ts';
import { Failure } from '../trouble/failure.tsx';
import { SpaceSection } from '../space/space-section.tsx';
import { AccountAddresses } from './account-addresses.tsx';
import { AccountAudit } from './account-audit.tsx';
import { AccountImport } from './account-import.tsx';
import { AccountMailboxes } from './account-mailboxes.tsx';
import { AccountVerbs } from './account-verbs.tsx';
import { useAccountState } from './use-account-state.ts';
import './account.css';

/** One account: what it is doing, which mailboxes are read, what of their mail, what the last audit found, and its three verbs. */
export function AccountPage({ accountId }: Readonly<{ accountId: AccountId }>) {
  const { data, error, isPending } = useAsk('accounts.list', {});
  const dispatch = useDispatch();
  const text = useText();
  useReady(!isPending);
  const account = data?.find(({ id }) => id === accountId);
  return (
    <section className="page account" aria-label={text('account-page.name')}>
      <header className="page-head">
        <h1 dir="auto">{account?.address ?? text('account-page.name')}</h1>
        {account !== undefined && <SourceLine account={account} />}
        <span className="row-gap" />
        {account !== undefined && account.state.kind !== 'disconnected' && account.state.kind !== 'deleting' && (
          <Button onClick={() => dispatch({ kind: 'open', dialog: { kind: 'change-server', accountId } })}>
            {text(account.settings.kind === 'imap' ? 'account-page.change-server' : 'account-page.change-place')}
          </Button>
        )}
      </header>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={8} label={text('state.loading')} />}
      {data !== undefined && account === undefined && (
        <EmptyState icon="mail" title={text('account-page.gone')}>
          {text('account-page.gone-hint')}
        </EmptyState>
      )}
      {account !== undefined && (
        <>
          <AccountState account={account} />
          <div className="account-columns">
            <div className="account-column">
              <AccountMailboxes account={account} />
              <AccountAddresses accountId={account.id} />
            </div>
            <AccountImport account={account} />
          </div>
          <AccountAudit account={account} />
          <SpaceSection accountId={account.id} />
          <AccountVerbs account={account} />
        </>
      )}
    </section>
  );
}

function SourceLine({ account: { settings } }: Readonly<{ account: AccountFacts }>) {
  const text = useText();
  const source =
    settings.kind === 'imap'
      ? text('account-page.imap', { user: settings.user, host: settings.host, port: String(settings.port) })
      : text('account-page.archive', { path: settings.path });
  return (
    <p className="dim clip" title={source}>
      {source}
    </p>
  );
}

/** What the account is doing, in exact words, with what can be done about it. */
function AccountState({ account }: Readonly<{ account: AccountFacts }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { fail } = useAnnouncer();
  const errorWords = useErrorWords();
  const words = useAccountState(account);
  const sync = useCommand('sync.once');
  const pause = useCommand('sync.pause');
  const resume = useCommand('sync.resume');
  const { id, state, isBackfillPaused } = account;
  if (state.kind === 'trouble') {
    const { what, next } = errorWords(state.error);
    const needsSignIn = policyOf(state.error.code).retry === 'after-sign-in';
    return (
      <Notice
        tone="bad"
        icon="alert"
        actions={
          <Button
            disabled={sync.isPending}
            onClick={() =>
              needsSignIn
                ? dispatch({ kind: 'open', dialog: { kind: 'sign-in', accountId: id } })
                : sync.mutate({ accountId: id }, { onError: fail })
            }
          >
            {text(needsSignIn ? 'rail.sign-in' : 'status.retry')}
          </Button>
        }
      >
        {what} {next}
      </Notice>
    );
  }
  const isReading = state.kind === 'mirroring' || state.kind === 'paused';
  return (
    <div className="account-state">
      <p>{words}</p>
      {isReading && (
        <Button
          disabled={pause.isPending || resume.isPending}
          onClick={() => (isBackfillPaused ? resume : pause).mutate({ accountId: id }, { onError: fail })}
        >
          {text(isBackfillPaused ? 'account-page.resume' : 'account-page.pause')}
        </Button>
      )}
      {isReading && (
        <progress max={Math.max(1, state.total)} value={state.done} aria-label={text('account-page.progress')} />
      )}
    </div>
  );
}
