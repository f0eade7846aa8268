import { useEffect } from 'react';
import type { AccountFacts, MailboxFacts } from '../../../app/contract/status-views.ts';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';

/** The mailboxes of the account with a tick each; drafts, junk and trash are never read, so they have none. */
export function AccountMailboxes({ account }: Readonly<{ account: AccountFacts }>) {
  const text = useText();
  const { fail } = useAnnouncer();
  const look = useCommand('mailboxes.look');
  const choose = useCommand('mailboxes.choose');
  const { id, mailboxes, state } = account;
  const isReadable = state.kind !== 'disconnected' && state.kind !== 'deleting';
  const { mutate } = look;
  useEffect(() => {
    if (isReadable) mutate({ accountId: id });
  }, [id, isReadable, mutate]);
  return (
    <section aria-labelledby="account-mailboxes">
      <header className="account-head">
        <h2 id="account-mailboxes">{text('account-page.mailboxes')}</h2>
        <Button look="link" disabled={!isReadable || look.isPending} onClick={() => mutate({ accountId: id })}>
          {text(look.isPending ? 'account-page.looking' : 'account-page.look')}
        </Button>
      </header>
      {look.error !== null && state.kind !== 'trouble' && <Failure error={look.error} />}
      {mailboxes.length === 0 && !look.isPending && <p className="dim">{text('account-page.no-mailboxes')}</p>}
      <ul className="account-boxes">
        {mailboxes.map((mailbox) => (
          <MailboxTick
            key={mailbox.id}
            mailbox={mailbox}
            isDisabled={!isReadable || choose.isPending}
            onTick={(isRead) => choose.mutate({ accountId: id, mailbox: mailbox.path, isRead }, { onError: fail })}
          />
        ))}
      </ul>
    </section>
  );
}

type MailboxTickProps = Readonly<{ mailbox: MailboxFacts; isDisabled: boolean; onTick: (isRead: boolean) => void }>;

function MailboxTick({ mailbox, isDisabled, onTick }: MailboxTickProps) {
  const text = useText();
  const format = useFormat();
  const { path, isMirrored, isChoosable, serverCount, mirroredCount, outsideCount, failedCount } = mailbox;
  const name = mailboxName(text, mailbox);
  const facts = isMirrored
    ? text('account-page.mailbox-read', {
        mirrored: mirroredCount,
        server: serverCount ?? mirroredCount,
        outside: outsideCount,
        failed: failedCount,
      })
    : serverCount === null
      ? ''
      : format.count(serverCount);
  return (
    <li>
      <label className={isChoosable ? '' : 'dim'} title={path}>
        <input
          type="checkbox"
          checked={isMirrored}
          disabled={isDisabled || !isChoosable}
          onChange={({ target }) => onTick(target.checked)}
        />
        <span className="clip" dir="auto">
          {name}
        </span>
        <span className="dim account-count">{isChoosable ? facts : text('account-page.never-read')}</span>
      </label>
    </li>
  );
}
