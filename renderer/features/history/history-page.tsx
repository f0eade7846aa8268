import { useState } from 'react';
import type { ActionView } from '../../../app/contract/action-views.ts';
import type { UndoReport } from '../../../app/contract/decision-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useAsk } from '../../data/ask.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { Failure } from '../trouble/failure.tsx';
import { useActionWords } from './use-action-words.ts';
import './history.css';

const ACTIONS = 500;
const HOUR_MS = 3_600_000;
/** Of what would be taken back, so many are named. */
const SHOWN_ACTIONS = 10;

/** What I did, newest first; each of it can be taken back for 30 days, the last hour in one go. */
export function HistoryPage() {
  const { data, error, isPending } = useAsk('actions.list', { limit: ACTIONS });
  const text = useText();
  useReady(!isPending);
  return (
    <section className="page actions-page" aria-label={text('actions.name')}>
      <header className="page-head">
        <h1>{text('actions.title')}</h1>
        <p className="dim">{text('actions.lead')}</p>
        <span className="row-gap" />
        {data !== undefined && data.length > 0 && <LastHour />}
      </header>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data?.length === 0 && (
        <EmptyState icon="history" title={text('actions.none')}>
          {text('actions.none-hint')}
        </EmptyState>
      )}
      <ul className="actions" aria-label={text('actions.title')}>
        {data?.map((action) => (
          <Action key={action.id} action={action} />
        ))}
      </ul>
    </section>
  );
}

function Action({ action }: Readonly<{ action: ActionView }>) {
  const text = useText();
  const format = useFormat();
  const { undo } = useDecisions();
  const words = useActionWords()(action);
  return (
    <li className={`action ${action.isUndone ? 'action-undone' : ''}`}>
      <span className="action-what clip" dir="auto" title={words}>
        {words}
      </span>
      <time className="dim" dateTime={new Date(action.at).toISOString()} title={format.fullWhen(action.at)}>
        {format.when(action.at)}
      </time>
      {action.canUndo ? (
        <Button aria-label={text('actions.undo-name', { what: words })} onClick={() => void undo(action.id)}>
          {text('history.undo')}
        </Button>
      ) : (
        <span className="dim">{text(action.isUndone ? 'actions.undone' : 'actions.final')}</span>
      )}
    </li>
  );
}

/** "Put my last hour back", with what that would change before it is done. */
function LastHour() {
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  const actionWords = useActionWords();
  const [preview, setPreview] = useState<{ readonly since: UnixMs; readonly report: UndoReport } | null>(null);
  const ask = async (): Promise<void> => {
    const since = (Date.now() - HOUR_MS) as UnixMs;
    setPreview({ since, report: await api.call('actions.undo-since', { since, isPreview: true }) });
  };
  const undo = async (since: UnixMs): Promise<void> => {
    setPreview(null);
    const { actions } = await api.call('actions.undo-since', { since, isPreview: false });
    say(text('said.undone-many', { count: actions.length }));
  };
  const run = (work: Promise<void>): void => void work.catch((error: unknown) => fail(toMailpinError(error)));
  const close = () => setPreview(null);
  const left = (preview?.report.actions.length ?? 0) - SHOWN_ACTIONS;
  return (
    <>
      <Button onClick={() => run(ask())}>{text('actions.last-hour')}</Button>
      {preview !== null && (
        <Dialog title={text('actions.last-hour')} closeLabel={text('dialog.close')} onClose={close}>
          <p>{text('actions.would', { actions: preview.report.actions.length, mails: preview.report.mailCount })}</p>
          <ul className="selectable">
            {preview.report.actions.slice(0, SHOWN_ACTIONS).map((action) => (
              <li key={action.id} className="clip dim" dir="auto">
                {actionWords(action)}
              </li>
            ))}
            {left > 0 && <li className="dim">{text('actions.more', { count: left })}</li>}
          </ul>
          <div className="form-end">
            <Button onClick={close}>{text('rules.preview.cancel')}</Button>
            <Button look="main" disabled={preview.report.actions.length === 0} onClick={() => run(undo(preview.since))}>
              {text('actions.undo-many', { count: preview.report.actions.length })}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
