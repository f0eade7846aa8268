import { useDeferredValue } from 'react';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { useText } from '../../text/use-text.ts';
import { CardLine } from '../cards/card-line.tsx';

const CARD_LIMIT = 4;

/** Cards whose name has the words of a search. */
export function FoundCards({ words }: Readonly<{ words: string }>) {
  const text = useText();
  const asked = useDeferredValue(words);
  const cards = useLast(useAsk('cards.list', { text: asked, limit: CARD_LIMIT }, { isEnabled: asked !== '' }).data);
  if (asked === '' || cards === undefined || cards.length === 0) return null;
  return (
    <ul className="search-cards" aria-label={text('search.cards')}>
      {cards.map((card) => (
        <li key={card.id}>
          <CardLine card={card} />
        </li>
      ))}
    </ul>
  );
}
