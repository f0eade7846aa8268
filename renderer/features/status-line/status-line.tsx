import type { ActionView } from '../../../app/contract/action-views.ts';
import type { AccountFacts } from '../../../app/contract/status-views.ts';
import { policyOf } from '../../../app/errors.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useActionWords } from '../history/use-action-words.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { useErrorWords } from '../trouble/error-words.ts';
import './status-line.css';

/** What is, in numbers: how much of each mailbox is here, what is in trouble, what waits, and the last thing that can be undone. */
export function StatusLine() {
  const dispatch = useDispatch();
  const { data: status } = useAsk('status.get', {});
  const text = useText();
  const { undo } = useDecisions();
  const action = status?.lastAction ?? null;
  return (
    <footer className="status" aria-label={text('status.name')}>
      <div className="status-accounts">
        {status?.accounts.map((account) => (
          <AccountStatus key={account.id} account={account} />
        ))}
        {status?.accounts.length === 0 && <span>{text('status.no-account')}</span>}
      </div>
      {status !== undefined && status.outbox.waiting > 0 && (
        <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'sent' } })}>
          {text('status.waiting', { count: status.outbox.waiting })}
        </Button>
      )}
      {action !== null && !action.isUndone && (
        <Button look="link" className="status-undo" aria-keyshortcuts="u" onClick={() => void undo()}>
          <span className="clip" dir="auto">
            <LastAction action={action} />
          </span>
          <Kbd>U</Kbd>
        </Button>
      )}
    </footer>
  );
}

function LastAction({ action }: Readonly<{ action: ActionView }>) {
  const text = useText();
  return text('status.undo', { what: useActionWords()(action) });
}

function AccountStatus({ account }: Readonly<{ account: AccountFacts }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { fail } = useAnnouncer();
  const sync = useCommand('sync.once');
  const errorWords = useErrorWords();
  const { state, address, id } = account;
  if (state.kind !== 'trouble') {
    return (
      <span className="status-fine">
        <Button
          look="link"
          className="clip"
          onClick={() => dispatch({ kind: 'go', place: { kind: 'account', accountId: id } })}
        >
          <AccountFactsLine account={account} />
        </Button>
      </span>
    );
  }
  const needsSignIn = policyOf(state.error.code).retry === 'after-sign-in';
  const { what, next } = errorWords(state.error);
  return (
    <span className="status-trouble" role="alert" title={`${what} ${next}`}>
      <Button
        look="link"
        className="clip"
        onClick={() => dispatch({ kind: 'go', place: { kind: 'account', accountId: id } })}
      >
        <span className="clip">{text('status.trouble', { address, what })}</span>
      </Button>
      <Button
        look="link"
        disabled={sync.isPending}
        onClick={() =>
          needsSignIn
            ? dispatch({ kind: 'open', dialog: { kind: 'sign-in', accountId: id } })
            : sync.mutate({ accountId: id }, { onError: fail })
        }
      >
        {text(needsSignIn ? 'rail.sign-in' : 'status.retry')}
      </Button>
    </span>
  );
}

/** "Inbox 1,268 of 1,268, Sent 337 of 337, last mail 20 minutes ago". */
function AccountFactsLine({ account }: Readonly<{ account: AccountFacts }>) {
  const text = useText();
  const format = useFormat();
  const { address, mailboxes, lastMailAt, state } = account;
  const counts = mailboxes
    .filter(({ isMirrored }) => isMirrored)
    .map(({ role, path, mirroredCount, serverCount, failedCount }) =>
      text('status.mailbox', {
        mailbox: mailboxName(text, { role, path }),
        mirrored: mirroredCount,
        server: serverCount ?? mirroredCount,
        failed: failedCount,
      }),
    );
  const last = lastMailAt === null ? text('status.no-mail') : text('status.last-mail', { ago: format.ago(lastMailAt) });
  const doing = workWords(text, state);
  return (
    <span className="clip">{text('status.account', { address, facts: format.list([...counts, last, ...doing]) })}</span>
  );
}

/** "reading 1,204 of 20,000, 380 a second, 2 minutes left". */
function workWords(text: ReturnType<typeof useText>, state: AccountFacts['state']): readonly string[] {
  if (state.kind === 'connecting') return [text('status.connecting')];
  if (state.kind === 'paused') return [text('status.paused', { done: state.done, total: state.total })];
  if (state.kind !== 'mirroring') return [];
  const { done, total, pace } = state;
  if (pace === null) return [text('status.mirroring', { done, total })];
  const minutes = Math.ceil(pace.secondsLeft / 60);
  return [text('status.mirroring-pace', { done, total, rate: Math.round(pace.mailsPerSecond), minutes })];
}
