import type { SpaceFacts, SpaceReport } from '../../../app/contract/space-views.ts';
import type { AccountId } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { KeepingForm } from './keeping-form.tsx';
import { SpaceTable } from './space-table.tsx';
import { useSpaceProgress } from './use-space-progress.ts';
import './space.css';

/** What the mail of an account takes on this computer, how long texts are kept whole, and giving room back. */
export function SpaceSection({ accountId }: Readonly<{ accountId: AccountId }>) {
  const text = useText();
  const { fail } = useAnnouncer();
  const { data: facts, error } = useAsk('space.get', {});
  const progress = useSpaceProgress();
  const compact = useCommand('space.compact');
  const fetchAll = useCommand('space.fetch');
  const isBusy = progress !== null || compact.isPending || fetchAll.isPending;
  const done = useDone();
  const account = facts?.accounts.find((one) => one.accountId === accountId);
  return (
    <section aria-labelledby="account-space">
      <header className="account-head">
        <h2 id="account-space">{text('space.title')}</h2>
        <span className="row-gap" />
        <Button disabled={isBusy} onClick={() => compact.mutate({}, { onSuccess: done, onError: fail })}>
          {text('space.compact')}
        </Button>
      </header>
      {error !== null && <Failure error={error} />}
      {facts === undefined && error === null && <Bones count={3} label={text('state.loading')} />}
      {account !== undefined && account.mailboxes.length > 0 && <SpaceTable account={account} />}
      {facts !== undefined && <WholeFile facts={facts} />}
      {progress !== null && <SpaceWork progress={progress} />}
      {facts !== undefined && (
        <KeepingForm key={JSON.stringify(facts.keeping)} keeping={facts.keeping} isBusy={isBusy} onDone={done} />
      )}
      {facts !== undefined && facts.shortenedCount > 0 && (
        <p className="space-shortened">
          {text('space.shortened', { count: facts.shortenedCount })}{' '}
          <Button look="link" disabled={isBusy} onClick={() => fetchAll.mutate({}, { onSuccess: done, onError: fail })}>
            {text('space.fetch')}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Says what a piece of work came to. */
function useDone(): (report: SpaceReport) => void {
  const text = useText();
  const format = useFormat();
  const { say } = useAnnouncer();
  return ({ mailCount, failedCount, bytesAfter, isStopped }) =>
    say(
      text(isStopped ? 'said.space-stopped' : 'said.space', {
        count: mailCount,
        failed: failedCount,
        size: format.size(bytesAfter),
      }),
    );
}

function WholeFile({ facts }: Readonly<{ facts: SpaceFacts }>) {
  const text = useText();
  const format = useFormat();
  return (
    <p className="dim account-hint">
      {text('space.file', {
        size: format.size(facts.databaseBytes),
        mails: format.size(facts.mailBytes),
        texts: format.size(facts.bodyBytes),
        index: format.size(facts.indexBytes),
        other: format.size(facts.otherBytes),
        free: format.size(facts.freeBytes),
      })}
    </p>
  );
}

function SpaceWork({ progress }: Readonly<{ progress: NonNullable<ReturnType<typeof useSpaceProgress>> }>) {
  const text = useText();
  const { fail } = useAnnouncer();
  const stop = useCommand('space.stop');
  const { step, done, total } = progress;
  return (
    <div className="account-state">
      <p>{text(`space.step.${step}`, { done, total })}</p>
      <Button disabled={stop.isPending} onClick={() => stop.mutate({}, { onError: fail })}>
        {text('space.stop')}
      </Button>
      <progress max={Math.max(1, total)} value={done} aria-label={text('space.progress')} />
    </div>
  );
}
