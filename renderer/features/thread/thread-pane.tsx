import { useEffect, useRef } from 'react';
import { Bones } from '../../components/bones.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { whyOfFocus } from '../why/why-of-focus.ts';
import { ManySelected } from './many-selected.tsx';
import { ThreadView } from './thread-view.tsx';
import './thread.css';

/** What the list's selection shows: a thread, how many threads, or nothing yet. */
export function ThreadPane() {
  const { state } = useWindow();
  const text = useText();
  const { ids, active } = state.selection;
  return (
    <section className="thread" aria-label={text('thread.name')}>
      {ids.size > 1 ? (
        <ManySelected />
      ) : active === null ? (
        <EmptyState icon="mail" title={text('thread.none')}>
          {text('thread.none-hint')}
        </EmptyState>
      ) : (
        <OneThread key={active} threadId={active} />
      )}
    </section>
  );
}

function OneThread({ threadId }: Readonly<{ threadId: ThreadId }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const { data, error } = useAsk('threads.get', { threadId });
  const newestId = data?.mails.at(-1)?.id;
  // W may be quicker than the thread: it is answered when the thread is here.
  const isWhyAsked = useRef(false);
  useEffect(() => {
    if (!isWhyAsked.current || newestId === undefined) return;
    isWhyAsked.current = false;
    dispatch({ kind: 'why', of: { kind: 'mail', mailId: newestId } });
  }, [newestId, dispatch]);
  useShortcuts({
    why: () => {
      const of = whyOfFocus() ?? (newestId === undefined ? null : ({ kind: 'mail', mailId: newestId } as const));
      if (of === null) isWhyAsked.current = !isWhyAsked.current;
      else dispatch({ kind: 'why', of: state.whyOf === null ? of : null });
      return true;
    },
  });
  if (error !== null && data === undefined) return <Failure error={error} />;
  if (data === undefined) return <Bones count={7} label={text('state.loading')} />;
  return <ThreadView detail={data} />;
}
