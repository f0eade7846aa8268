import { useDeferredValue, useMemo } from 'react';
import type { SearchHit } from '../../../app/contract/search-views.ts';
import type { ThreadSummary } from '../../../app/contract/views.ts';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Bones } from '../../components/bones.tsx';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { CardLine } from '../cards/card-line.tsx';
import { ThreadList } from '../mail-list/thread-list.tsx';
import { useHandOf } from '../mail-list/use-hand-of.ts';
import { Failure } from '../trouble/failure.tsx';

const MAIL_LIMIT = 200;
const CARD_LIMIT = 4;
const nothingMore = () => undefined;

/** Mail and cards that have the words, best first, in the place of the list. */
export function SearchResults({ words }: Readonly<{ words: string }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const asked = useDeferredValue(words.trim());
  const { data, error } = useAsk('mails.search', { text: asked, limit: MAIL_LIMIT }, { isEnabled: asked !== '' });
  const hits = useLast(data)?.hits;
  const cards = useLast(useAsk('cards.list', { text: asked, limit: CARD_LIMIT }, { isEnabled: asked !== '' }).data);
  const threads = useMemo(() => threadsOf(hits ?? []), [hits]);
  const handOf = useHandOf(threads);
  const active = threads.find(({ id }) => id === state.selection.active);
  useShortcuts({
    attach: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'choose') }),
    cut: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'cut') }),
  });
  const isNothing = hits !== undefined && threads.length === 0;
  return (
    <section className="mail-list search-results" aria-label={text('search.results')}>
      <header className="mail-list-head">
        <h2>{text('search.results')}</h2>
        <span className="dim" role="status">
          {hits !== undefined && text('search.count', { count: threads.length })}
        </span>
      </header>
      {error !== null && <Failure error={error} />}
      {hits === undefined && error === null && <Bones count={6} label={text('state.loading')} />}
      {(cards?.length ?? 0) > 0 && (
        <ul className="search-cards" aria-label={text('search.cards')}>
          {cards?.map((card) => (
            <li key={card.id}>
              <CardLine card={card} />
            </li>
          ))}
        </ul>
      )}
      {isNothing ? (
        <EmptyState icon="search" title={text('search.nothing')}>
          {text('search.nothing-hint')}
        </EmptyState>
      ) : (
        <ThreadList label={text('search.results')} threads={threads} total={threads.length} onNearEnd={nothingMore} />
      )}
    </section>
  );
}

/** Each thread once, at the place of its best mail, with the words that were found. */
function threadsOf(hits: readonly SearchHit[]): readonly ThreadSummary[] {
  const byId = new Map<ThreadId, ThreadSummary>();
  for (const { thread, snippet } of hits) {
    if (!byId.has(thread.id)) byId.set(thread.id, { ...thread, snippet });
  }
  return [...byId.values()];
}
