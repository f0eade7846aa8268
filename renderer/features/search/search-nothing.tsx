import type { SearchQuery } from '../../../app/domain/search.ts';
import { partsOfSearch } from '../../../app/rules/search-parts.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { usePartWords } from './use-part-words.ts';

/** Says what was looked for, so that one sees which part to change. */
export function SearchNothing({ query }: Readonly<{ query: SearchQuery }>) {
  const text = useText();
  const format = useFormat();
  const wordsOf = usePartWords();
  const parts = partsOfSearch(query).map((clause) => format.anyOf(clause.map(wordsOf)));
  return (
    <EmptyState icon="search" title={text('search.nothing')}>
      {parts.length > 0 && text('search.nothing-has', { parts: format.allOf(parts) })} {text('search.nothing-hint')}
    </EmptyState>
  );
}
