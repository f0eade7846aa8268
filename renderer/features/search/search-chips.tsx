import { Fragment } from 'react';
import type { SearchQuery } from '../../../app/domain/search.ts';
import { isMoreThanWords, partsOfSearch, withoutPart } from '../../../app/rules/search-parts.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Tag } from '../../components/tag.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { usePartWords } from './use-part-words.ts';

/** What of the search was understood as more than words; each can be taken away. */
export function SearchChips({ query }: Readonly<{ query: SearchQuery }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const wordsOf = usePartWords();
  const clauses = partsOfSearch(query).filter((clause) => clause.some(isMoreThanWords));
  if (clauses.length === 0) return null;
  return (
    <ul className="search-chips" aria-label={text('search.understood')}>
      {clauses.map((clause) => (
        <li key={clause.map(({ source }) => source).join(' ')}>
          {clause.map((part, at) => (
            <Fragment key={part.source}>
              {at > 0 && <span className="dim">{text('search.or')}</span>}
              <Tag
                tone="accent"
                mark={
                  <Button
                    look="icon"
                    className="search-chip-off"
                    aria-label={text('search.part.remove', { part: wordsOf(part) })}
                    onClick={() => dispatch({ kind: 'search', text: withoutPart(state.search, part.source) })}
                  >
                    <Icon name="close" />
                  </Button>
                }
              >
                {wordsOf(part)}
              </Tag>
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}
