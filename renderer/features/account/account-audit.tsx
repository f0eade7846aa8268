import type { AuditReport, MailboxAudit } from '../../../app/contract/audit-views.ts';
import type { AccountFacts } from '../../../app/contract/status-views.ts';
import { AUDIT_REASONS, REPAIRABLE_REASONS } from '../../../app/domain/audit.ts';
import { FILTERS } from '../../../app/domain/link.ts';
import { MailpinError, toMailpinError } from '../../../app/errors.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useAuditProgress } from './use-audit-progress.ts';
import { Failure } from '../trouble/failure.tsx';

/** What the last audit found, mailbox by mailbox with a reason for every difference, and the buttons to look, repair and save. */
export function AccountAudit({ account }: Readonly<{ account: AccountFacts }>) {
  const text = useText();
  const { say, fail } = useAnnouncer();
  const { data } = useAsk('audit.last', {});
  const run = useCommand('audit.run');
  const progress = useAuditProgress(account.id);
  const { id, address, state } = account;
  const report = data?.find(({ accountId }) => accountId === id);
  const wrong = report === undefined ? 0 : wrongCount(report);
  const start = (isRepair: boolean, path?: string) =>
    run.mutate(
      { accountId: id, isRepair, path },
      {
        onSuccess: () => say(text(path === undefined ? 'said.audited' : 'said.saved', { address, name: path ?? '' })),
        onError: (error) => toMailpinError(error).code !== 'cancelled' && fail(error),
      },
    );
  const nameOf = (path: string) =>
    mailboxName(text, account.mailboxes.find((mailbox) => mailbox.path === path) ?? { role: null, path });
  const failed = run.data?.[0]?.error ?? null;
  const isBlocked = run.isPending || state.kind === 'disconnected';
  return (
    <section aria-labelledby="account-audit">
      <header className="account-head">
        <h2 id="account-audit">{text('audit.title')}</h2>
        <span className="row-gap" />
        <Button disabled={isBlocked} onClick={() => start(false)}>
          {text(run.isPending ? 'audit.running' : 'audit.run')}
        </Button>
        {wrong > 0 && (
          <Button look="main" disabled={isBlocked} onClick={() => start(true)}>
            {text('audit.repair', { count: wrong })}
          </Button>
        )}
        <Button look="quiet" disabled={isBlocked} onClick={() => start(false, `audit-${address}.csv`)}>
          {text('audit.save')}
        </Button>
      </header>
      {run.isPending && progress !== null && (
        <p className="dim">
          {text('audit.progress', { mailbox: nameOf(progress.path), done: progress.done, total: progress.total })}
        </p>
      )}
      {failed !== null && <Failure error={new MailpinError(failed.code, failed.details)} />}
      {report === undefined ? <p className="dim">{text('audit.never')}</p> : <AuditTable report={report} />}
    </section>
  );
}

function wrongCount({ mailboxes }: AuditReport): number {
  return mailboxes.reduce(
    (sum, { differenceCounts }) =>
      sum + REPAIRABLE_REASONS.reduce((part, reason) => part + differenceCounts[reason], 0),
    0,
  );
}

function AuditTable({ report }: Readonly<{ report: AuditReport }>) {
  const text = useText();
  const format = useFormat();
  const { mailboxes, heldBack, repaired, endedAt } = report;
  const held = [...FILTERS, 'over-limit' as const].flatMap((name) =>
    heldBack[name] > 0
      ? [
          text('audit.held-part', {
            count: heldBack[name],
            what: text(`audit.held.${name}`, { count: heldBack[name] }),
          }),
        ]
      : [],
  );
  return (
    <>
      <table className="ledger audit">
        <thead>
          <tr>
            <th scope="col">{text('audit.mailbox')}</th>
            <th scope="col">{text('audit.matching')}</th>
            <th scope="col">{text('audit.differences')}</th>
          </tr>
        </thead>
        <tbody>
          {mailboxes.map((mailbox) => (
            <AuditRow key={mailbox.mailboxId} mailbox={mailbox} />
          ))}
        </tbody>
      </table>
      <p className="dim account-hint">
        {held.length > 0 && <>{text('audit.held', { parts: format.list(held) })} </>}
        {repaired !== null && <>{text('audit.repaired', { ...repaired })} </>}
        <time dateTime={new Date(endedAt).toISOString()} title={format.fullWhen(endedAt)}>
          {text('audit.when', { ago: format.ago(endedAt) })}
        </time>
      </p>
    </>
  );
}

function AuditRow({ mailbox }: Readonly<{ mailbox: MailboxAudit }>) {
  const text = useText();
  const format = useFormat();
  const { path, matchingCount, serverCount, differenceCounts, error } = mailbox;
  const isWrong = REPAIRABLE_REASONS.some((reason) => differenceCounts[reason] > 0);
  const reasons = AUDIT_REASONS.filter((reason) => differenceCounts[reason] > 0).map((reason) =>
    text('audit.held-part', { count: differenceCounts[reason], what: text(`audit.reason.${reason}`) }),
  );
  return (
    <tr className={isWrong || error !== null ? 'audit-wrong' : ''}>
      <td className="clip" title={path} dir="auto">
        {mailboxName(text, mailbox)}
      </td>
      <td className="dim">{text('audit.of', { matching: matchingCount, server: serverCount })}</td>
      <td>{error !== null ? text('audit.gone') : reasons.length === 0 ? text('audit.none') : format.list(reasons)}</td>
    </tr>
  );
}
