import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { OutboxEntryView } from '../../../app/contract/action-views.ts';
import type { ErrorDetails } from '../../../app/errors.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { Ledger } from './ledger.tsx';
import { RehearsalNotice } from './rehearsal-notice.tsx';
import { SentRow, SentTable } from './sent-table.tsx';
import './sent.css';

const ENTRIES = 500;

/** What went to the CRM, what waits and what the CRM refused; and the ledger of all that ever left. */
export function Sent() {
  const { data: status } = useAsk('status.get', {});
  const [view, setView] = useState<'now' | 'ledger'>('now');
  const text = useText();
  const { fail } = useAnnouncer();
  const drain = useCommand('outbox.drain');
  const outbox = status?.outbox;
  return (
    <section className="page" aria-label={text('sent.name')}>
      <header className="page-head">
        <h1>{text('sent.title')}</h1>
        {outbox !== undefined && <p className="dim">{text('sent.counts', { ...outbox })}</p>}
        <span className="row-gap" />
        {outbox !== undefined && outbox.waiting > 0 && (
          <Button disabled={drain.isPending} onClick={() => drain.mutate({}, { onError: fail })}>
            {text('sent.drain')}
          </Button>
        )}
      </header>
      <RehearsalNotice />
      <Tabs
        label={text('sent.views')}
        tabs={[
          { id: 'now', label: text('sent.view-now') },
          { id: 'ledger', label: text('sent.view-ledger') },
        ]}
        active={view}
        onChange={setView}
      >
        {view === 'now' ? <Standing /> : <Ledger />}
      </Tabs>
    </section>
  );
}

/** Every mail and card with where its debt stands, newest first. */
function Standing() {
  const { data, error, isPending } = useAsk('outbox.list', { limit: ENTRIES });
  const text = useText();
  useReady(!isPending);
  return (
    <>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data?.length === 0 && (
        <EmptyState icon="sent" title={text('sent.none')}>
          {text('sent.none-hint')}
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && (
        <SentTable first={text('sent.state')}>
          {data.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </SentTable>
      )}
    </>
  );
}

const ICONS = {
  pending: 'clock',
  sending: 'clock',
  waiting: 'clock',
  done: 'check',
  dead: 'alert',
} as const satisfies Record<OutboxEntryView['state']['kind'], IconName>;

function Entry({ entry }: Readonly<{ entry: OutboxEntryView }>) {
  const text = useText();
  const { fail } = useAnnouncer();
  const retry = useCommand('outbox.retry');
  const { id, state, intent, card, createdAt } = entry;
  const because = useBecause(entry);
  const subject = entry.subject === '' ? text('mail.no-subject') : entry.subject;
  return (
    <SentRow
      look={`entry-${state.kind}`}
      state={
        <>
          <span className="entry-state">
            <Icon name={ICONS[state.kind]} />
            {text(`sent.${state.kind}`, { intent })}
          </span>
          {because !== null && <p className="entry-because">{because}</p>}
        </>
      }
      subject={subject}
      card={card}
      at={createdAt}
    >
      {state.kind === 'dead' && (
        <Button
          aria-label={text('sent.retry-name', { subject })}
          disabled={retry.isPending}
          onClick={() => retry.mutate({ outboxId: id }, { onError: fail })}
        >
          {text('sent.retry')}
        </Button>
      )}
    </SentRow>
  );
}

/** Why it is not there yet, in the CRM's own words where it gave some; and for what is parked, what to do. */
function useBecause({ state, card, refusal }: OutboxEntryView): string | null {
  const intl = useIntl();
  if (!('because' in state)) return null;
  const details = { ...refusal?.details, card: card.name };
  const format = (id: string, values: ErrorDetails): string => intl.formatMessage({ id }, values);
  const { what, next } = errorWords(format, { code: state.because, details });
  return state.kind === 'dead' ? `${what} ${next}` : what;
}
