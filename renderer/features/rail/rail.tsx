import type { AccountFacts } from '../../../app/contract/status-views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useWindow } from '../../state/window-context.tsx';
import type { Place } from '../../state/window-state.ts';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { RailItem } from './rail-item.tsx';
import { RailStages } from './rail-stages.tsx';
import './rail.css';

/** Where one can go. A number stands only where someone must act or read. */
export function Rail() {
  const { state, dispatch } = useWindow();
  const { data: status } = useAsk('status.get', {});
  const text = useText();
  const { place } = state;
  const go = (to: Place) => dispatch({ kind: 'go', place: to });
  const isAllMail =
    place.kind === 'mail' && place.filter.accountId === undefined && place.filter.mailboxId === undefined;
  const dead = status?.outbox.dead ?? 0;
  const waiting = status?.questionCount ?? 0;
  return (
    <nav className="rail" aria-label={text('rail.name')}>
      <div className="rail-places">
        <ul>
          <RailItem
            icon="mail"
            label={text('rail.mail')}
            isHere={isAllMail}
            keys="g i"
            onGo={() => go({ kind: 'mail', filter: {} })}
          />
          <RailItem
            icon="question"
            label={text('rail.needs-you')}
            isHere={place.kind === 'needs-you'}
            keys="g n"
            count={waiting}
            tone="warn"
            countLabel={text('rail.questions', { count: waiting })}
            onGo={() => go({ kind: 'needs-you' })}
          />
          <RailItem
            icon="board"
            label={text('rail.board')}
            isHere={place.kind === 'board'}
            keys="g b"
            onGo={() => go({ kind: 'board', stageKey: null })}
          />
          <RailItem
            icon="sent"
            label={text('rail.sent')}
            isHere={place.kind === 'sent'}
            keys="g s"
            count={dead}
            tone="bad"
            countLabel={text('rail.dead', { count: dead })}
            onGo={() => go({ kind: 'sent' })}
          />
          <RailItem
            icon="history"
            label={text('rail.history')}
            isHere={place.kind === 'history'}
            keys="g h"
            onGo={() => go({ kind: 'history' })}
          />
          <RailItem
            icon="cards"
            label={text('rail.crms')}
            isHere={place.kind === 'crms' || place.kind === 'carry'}
            keys="g c"
            onGo={() => go({ kind: 'crms' })}
          />
          <RailItem
            icon="rules"
            label={text('rail.rules')}
            isHere={place.kind === 'rules'}
            keys="g r"
            onGo={() => go({ kind: 'rules', section: 'addresses' })}
          />
        </ul>
        {status?.accounts.map((account) => (
          <RailAccount key={account.id} account={account} />
        ))}
        <RailStages />
      </div>
      <Button
        look="quiet"
        className="rail-add"
        onClick={() => dispatch({ kind: 'open', dialog: { kind: 'add-account', source: 'imap' } })}
      >
        <Icon name="plus" />
        <span className="rail-label">{text('rail.add-account')}</span>
      </Button>
    </nav>
  );
}

/** Codes that end when the user signs in again. */
const SIGN_IN_CODES: ReadonlySet<string> = new Set(['imap.auth-rejected', 'imap.password-missing']);

function RailAccount({ account }: Readonly<{ account: AccountFacts }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const format = useFormat();
  const { place } = state;
  const isSignedOut = account.state.kind === 'trouble' && SIGN_IN_CODES.has(account.state.error.code);
  const mirrored = account.mailboxes.filter(({ isMirrored }) => isMirrored);
  return (
    <section aria-label={account.address}>
      <h2 className="rail-head">
        <Button
          look="quiet"
          className="rail-account"
          aria-current={place.kind === 'account' && place.accountId === account.id ? 'page' : undefined}
          title={text('rail.account', { address: account.address })}
          onClick={() => dispatch({ kind: 'go', place: { kind: 'account', accountId: account.id } })}
        >
          <span className="clip" dir="auto">
            {account.address}
          </span>
        </Button>
      </h2>
      <ul>
        {isSignedOut && (
          <RailItem
            icon="alert"
            label={text('rail.sign-in')}
            isHere={false}
            isBad
            onGo={() => dispatch({ kind: 'open', dialog: { kind: 'sign-in', accountId: account.id } })}
          />
        )}
        {mirrored.map(({ id, role, path, unseenCount }) => (
          <RailItem
            key={id}
            icon={role === 'inbox' ? 'inbox' : role === 'sent' ? 'sent' : 'archive'}
            label={mailboxName(text, { role, path })}
            isHere={place.kind === 'mail' && place.filter.mailboxId === id}
            count={role === 'sent' ? 0 : unseenCount}
            countLabel={text('rail.unseen', { count: format.count(unseenCount) })}
            onGo={() =>
              dispatch({ kind: 'go', place: { kind: 'mail', filter: { accountId: account.id, mailboxId: id } } })
            }
          />
        ))}
      </ul>
    </section>
  );
}
