import { useMemo } from 'react';
import type { SearchHit } from '../../../app/contract/search-views.ts';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { wordsOf } from '../../../app/rules/search-query.ts';
import { Bones } from '../../components/bones.tsx';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { SearchedWordsContext } from '../mail-list/marked.tsx';
import { ThreadList } from '../mail-list/thread-list.tsx';
import { useHandOf } from '../mail-list/use-hand-of.ts';
import { Failure } from '../trouble/failure.tsx';
import { FoundCards } from './found-cards.tsx';
import { SearchChips } from './search-chips.tsx';
import { SearchMisread } from './search-misread.tsx';
import { SearchNothing } from './search-nothing.tsx';
import { useSearch } from './use-search.ts';

const nothingMore = () => undefined;

/** Mail and cards that have what was asked for, best first, in the place of the list. */
export function SearchResults({ words }: Readonly<{ words: string }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const { query, answer, misread, error } = useSearch(words);
  const threads = useMemo(() => threadsOf(answer?.hits ?? []), [answer]);
  const marked = useMemo(
    () => ({ subject: wordsOf(query, ['any', 'subject']), snippet: wordsOf(query, ['any']) }),
    [query],
  );
  const handOf = useHandOf(threads);
  const active = threads.find(({ id }) => id === state.selection.active);
  useShortcuts({
    attach: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'choose') }),
    cut: () => active !== undefined && dispatch({ kind: 'take', hand: handOf(active, 'cut') }),
  });
  const isNothing = answer !== undefined && threads.length === 0 && misread === null;
  const unsearched = answer?.unsearchedCount ?? 0;
  const shortened = answer?.shortenedCount ?? 0;
  return (
    <section className="mail-list search-results" aria-label={text('search.results')}>
      <header className="mail-list-head">
        <h2>{text('search.results')}</h2>
        <span className="dim" role="status">
          {answer !== undefined &&
            misread === null &&
            text('search.found', { count: answer.foundCount, isMore: String(answer.isMore) })}
          {answer !== undefined && misread !== null && text('search.before')}
        </span>
      </header>
      <div className="search-told">
        {misread !== null && <SearchMisread misread={misread} />}
        <SearchChips query={query} />
        {shortened > 0 && <p className="dim">{text('search.shortened', { count: shortened })}</p>}
        {unsearched > 0 && <p className="dim">{text('search.unsearched', { count: unsearched })}</p>}
        {error !== null && <Failure error={error} />}
        <FoundCards words={wordsOf(query, ['any']).join(' ')} />
      </div>
      {answer === undefined && error === null && misread === null && <Bones count={6} label={text('state.loading')} />}
      {isNothing ? (
        <SearchNothing query={query} />
      ) : (
        <SearchedWordsContext value={marked}>
          <ThreadList label={text('search.results')} threads={threads} total={threads.length} onNearEnd={nothingMore} />
        </SearchedWordsContext>
      )}
    </section>
  );
}

/** Each thread once, at the place of its best mail, with the words that were found. */
function threadsOf(hits: readonly SearchHit[]): readonly ThreadSummary[] {
  const byId = new Map<ThreadId, ThreadSummary>();
  for (const { thread, subject, snippet } of hits) {
    if (!byId.has(thread.id)) byId.set(thread.id, { ...thread, subject, snippet });
  }
  return [...byId.values()];
}
