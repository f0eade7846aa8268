import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Page } from '../../../app/contract/page.ts';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { EXTENTS } from '../../../app/domain/extent.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { useExtent } from '../extent/use-extent.ts';
import '../extent/extent.css';
import { cardsOfMany } from './many-cards.ts';
import { useHandOf } from '../mail-list/use-hand-of.ts';

/** Several threads selected: how many, and what can be done with all of them at once. */
export function ManySelected() {
  const { state, dispatch } = useWindow();
  const text = useText();
  const threads = useListedThreads();
  const handOf = useHandOf(threads);
  const { ids, active } = state.selection;
  const { detach } = useDecisions();
  const setExtent = useExtent();
  const selected = threads.filter(({ id }) => ids.has(id));
  const one = threads.find(({ id }) => id === active) ?? threads.find(({ id }) => ids.has(id));
  return (
    <EmptyState
      icon="mail"
      title={text('many.title', { count: ids.size })}
      actions={
        <>
          <div className="many-rows">
            <div className="many-row">
              <Button
                look="main"
                aria-keyshortcuts="a"
                onClick={() => one !== undefined && dispatch({ kind: 'take', hand: handOf(one, 'choose') })}
              >
                {text('many.attach', { count: ids.size })}
                <Kbd>A</Kbd>
              </Button>
              <Button onClick={() => dispatch({ kind: 'select-none' })}>{text('many.none')}</Button>
            </div>
            <div className="many-row">
              {cardsOfMany(selected).map(({ card, threads: onCard }) => (
                <Button
                  key={card.id}
                  onClick={() =>
                    void detach({
                      mails: onCard.map(({ newestMailId }) => newestMailId),
                      threadIds: onCard.map(({ id }) => id),
                      card,
                      reach: 'thread',
                    })
                  }
                >
                  {text('many.detach', { count: onCard.length, card: card.name })}
                </Button>
              ))}
            </div>
            <div className="many-row">
              {EXTENTS.map((extent) => (
                <Button
                  key={extent}
                  look="quiet"
                  onClick={() =>
                    void setExtent(
                      selected.map(({ newestMailId }) => newestMailId),
                      'thread',
                      extent,
                    )
                  }
                >
                  {text(`many.extent.${extent}`, { count: selected.length })}
                </Button>
              ))}
            </div>
          </div>
        </>
      }
    >
      {text('many.hint')}
    </EmptyState>
  );
}

/** Threads of every list that was read, each once. */
function useListedThreads(): readonly ThreadSummary[] {
  const lists = useQueryClient().getQueriesData<InfiniteData<Page<ThreadSummary>>>({ queryKey: ['threads.list'] });
  const threads = lists.flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? []);
  return [...new Map(threads.map((thread) => [thread.id, thread])).values()];
}
