import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react';
import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { Stage } from '../../../app/domain/card.ts';
import { Kbd } from '../../components/kbd.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { firstName } from '../mail-list/who.ts';
import { useCardDrop } from '../drag/use-card-drop.ts';
import { useDrop } from '../drag/use-drop.ts';
import { useReasonWords } from '../lens/use-reason-words.ts';
import { focusNeighbour } from './focus-neighbour.ts';
import type { BoardRank } from './use-board-ranks.ts';
import { useMoveDeal } from './use-move-deal.ts';

type DealTileProps = Readonly<{ deal: CardSummary; stages: readonly Stage[]; rank: BoardRank | null }>;

/** A deal on the board: who wrote last and when. Mail is dropped or pasted on it, it is moved by dragging or [ and ]. */
export function DealTile({ deal, stages, rank }: DealTileProps) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const format = useFormat();
  const drop = useDrop();
  const moveDeal = useMoveDeal();
  const reasonWords = useReasonWords();
  const { ref, isOver } = useCardDrop<HTMLButtonElement>(deal);
  const [isMoving, setIsMoving] = useState(false);
  const data = useEffectEvent(() => ({ kind: 'deal', cardId: deal.id, crmId: stages[0]?.crmId }));
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return draggable({
      element,
      getInitialData: () => data(),
      onDragStart: () => setIsMoving(true),
      onDrop: () => setIsMoving(false),
    });
  }, [ref]);
  const open = () => dispatch({ kind: 'go', place: { kind: 'card', cardId: deal.id } });
  const shift = (steps: number) => {
    const to = stages[stages.findIndex(({ id }) => id === deal.stageId) + steps];
    if (to !== undefined) moveDeal(deal.id, to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isMod = event.ctrlKey || event.metaKey;
    if (event.key === '[') shift(-1);
    else if (event.key === ']') shift(1);
    else if (event.key.toLowerCase() === 'v' && state.hand !== null) drop(state.hand, deal);
    else if (isMod || !focusNeighbour(event.currentTarget, event.key)) return;
    event.preventDefault();
  };
  const isHot = isOver || (rank !== null && rank.number === 1);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className={`card deal ${isHot ? 'card-hot' : ''} ${isMoving ? 'deal-moving' : ''} ${rank === null ? '' : 'deal-ranked'}`}
        aria-label={text('board.deal', { name: deal.name })}
        aria-keyshortcuts={rank === null ? 'Enter [ ]' : `${rank.number} Control+V`}
        data-card={deal.id}
        onClick={open}
        onKeyDown={onKeyDown}
      >
        <span className="deal-name" dir="auto">
          {deal.name}
          {rank !== null && <Kbd>{rank.number}</Kbd>}
        </span>
        <span className="card-facts clip">
          {deal.companyName !== null && <span dir="auto">{deal.companyName}</span>}
          {deal.value !== null && <span>{format.money(deal.value)}</span>}
        </span>
        {rank !== null ? (
          <span className="card-reason">
            {rank.target.isAttached ? text('lens.attached') : reasonWords(rank.target.reasons)}
          </span>
        ) : (
          <span className="deal-last">
            {deal.lastMail === null
              ? text('board.no-mail')
              : text('card.last', {
                  who: deal.lastMail.direction === 'outbound' ? 'you' : 'them',
                  name: firstName({ name: deal.lastMail.name, address: deal.lastMail.name }),
                  ago: format.ago(deal.lastMail.at),
                })}
          </span>
        )}
      </button>
    </li>
  );
}
