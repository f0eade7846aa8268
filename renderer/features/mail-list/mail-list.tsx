import type { ThreadFilter } from '../../../app/contract/queries.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useWindow } from '../../state/window-context.tsx';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { useHomeDrop } from '../drag/use-home-drop.ts';
import { RowBones, ThreadList } from './thread-list.tsx';
import { useHandOf } from './use-hand-of.ts';
import { useThreadPages } from './use-thread-pages.ts';
import './mail-list.css';

/** The mail of one mailbox, or of all, newest first. */
export function MailList({ filter }: Readonly<{ filter: ThreadFilter }>) {
  const { state, dispatch } = useWindow();
  const { items: threads, total, isLoading, error, readMore } = useThreadPages(filter);
  const text = useText();
  const title = useTitle(filter);
  const handOf = useHandOf(threads);
  const home = useHomeDrop<HTMLElement>();
  const active = threads.find(({ id }) => id === state.selection.active);
  useReady(!isLoading);
  useShortcuts({
    attach: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'choose') }),
    cut: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'cut') }),
  });
  const isUnlinkedOnly = filter.isUnlinked === true;
  return (
    <section ref={home} className="mail-list" aria-label={text('list.name')}>
      <header className="mail-list-head">
        <h2 className="clip">{title}</h2>
        {!isLoading && <span className="dim">{text('list.count', { count: total })}</span>}
        <span className="row-gap" />
        <Button
          look="link"
          aria-pressed={isUnlinkedOnly}
          onClick={() => {
            const others = { accountId: filter.accountId, mailboxId: filter.mailboxId };
            dispatch({
              kind: 'go',
              place: { kind: 'mail', filter: isUnlinkedOnly ? others : { ...others, isUnlinked: true } },
            });
          }}
        >
          {text('list.unlinked')}
        </Button>
      </header>
      {error !== null && <Failure error={error} />}
      {isLoading && <LoadingRows label={text('state.loading')} />}
      {!isLoading && error === null && total === 0 && (
        <EmptyState icon="inbox" title={text('list.empty')}>
          {text(isUnlinkedOnly ? 'list.empty-unlinked' : 'list.empty-hint')}
        </EmptyState>
      )}
      {total > 0 && <ThreadList label={title} threads={threads} total={total} onNearEnd={readMore} />}
    </section>
  );
}

const LOADING_ROWS = 9;

function LoadingRows({ label }: Readonly<{ label: string }>) {
  return (
    <div role="progressbar" aria-label={label} className="mail-list-loading">
      {Array.from({ length: LOADING_ROWS }, (_, at) => (
        <RowBones key={at} />
      ))}
    </div>
  );
}

function useTitle({ accountId, mailboxId }: ThreadFilter): string {
  const text = useText();
  const { data } = useAsk('status.get', {});
  const account = data?.accounts.find(({ id, mailboxes }) =>
    mailboxId === undefined ? id === accountId : mailboxes.some((mailbox) => mailbox.id === mailboxId),
  );
  const mailbox = account?.mailboxes.find(({ id }) => id === mailboxId);
  if (mailbox === undefined) return account?.address ?? text('list.all');
  return mailboxName(text, mailbox);
}
