import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BoardColumn } from '../../../app/contract/card-views.ts';
import type { Stage } from '../../../app/domain/card.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { movedDealOf, type MovedDeal } from '../drag/drag-data.ts';
import { sumOf } from './sum-of.ts';
import { DealTile } from './deal-tile.tsx';
import { stageKey } from './stage-key.ts';
import type { BoardRank } from './use-board-ranks.ts';
import { useMoveDeal } from './use-move-deal.ts';

type ColumnProps = Readonly<{
  column: BoardColumn;
  /** Shown above the first column of each pipeline when there are several. */
  pipeline: string | null;
  stages: readonly Stage[];
  ranks: ReadonlyMap<CardId, BoardRank>;
}>;

/** One stage: its deals, and a place to drop a deal that has come so far. */
export function Column({ column, pipeline, stages, ranks }: ColumnProps) {
  const { stage, deals } = column;
  const ref = useRef<HTMLElement>(null);
  const [isOver, setIsOver] = useState(false);
  const text = useText();
  const format = useFormat();
  const moveDeal = useMoveDeal();
  const canTake = useEffectEvent(
    (deal: MovedDeal | null) => deal?.crmId === stage.crmId && deals.every(({ id }) => id !== deal.cardId),
  );
  const take = useEffectEvent((deal: MovedDeal | null) => {
    if (deal !== null) moveDeal(deal.cardId, stage);
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => canTake(movedDealOf(source.data)),
      onDragEnter: () => setIsOver(true),
      onDragLeave: () => setIsOver(false),
      onDrop: ({ source }) => {
        setIsOver(false);
        take(movedDealOf(source.data));
      },
    });
  }, []);
  const sum = sumOf(deals);
  return (
    <section
      ref={ref}
      className={`column ${isOver ? 'column-over' : ''} column-${stage.outcome}`}
      data-stage={stageKey(stage)}
      aria-label={text('board.column', { stage: stage.name, count: deals.length })}
    >
      {pipeline !== null && <p className="column-pipeline">{pipeline}</p>}
      <header className="column-head">
        <h3 className="clip">{stage.name}</h3>
        <span className="dim">{format.count(deals.length)}</span>
        <span className="row-gap" />
        {sum !== null && <span className="dim">{format.money(sum)}</span>}
      </header>
      <ul className="column-deals">
        {deals.map((deal) => (
          <DealTile key={deal.id} deal={deal} stages={stages} rank={ranks.get(deal.id) ?? null} />
        ))}
        {deals.length === 0 && <li className="column-empty dim">{text('board.column-empty')}</li>}
      </ul>
    </section>
  );
}
