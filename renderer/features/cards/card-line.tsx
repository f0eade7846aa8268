import type { CardSummary } from '../../../app/contract/card-views.ts';
import { Icon } from '../../components/icon.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useCardFacts } from './use-card-facts.ts';
import './cards.css';

/** A card in one line, to be opened. */
export function CardLine({ card }: Readonly<{ card: CardSummary }>) {
  const dispatch = useDispatch();
  const facts = useCardFacts(card);
  return (
    <button
      type="button"
      className="card-line"
      data-card={card.id}
      onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: card.id } })}
    >
      <Icon name={card.kind} />
      <span className="clip" dir="auto">
        {card.name}
      </span>
      <span className="card-line-facts clip">{facts}</span>
    </button>
  );
}
