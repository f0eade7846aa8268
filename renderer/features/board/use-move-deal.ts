import { useQueryClient } from '@tanstack/react-query';
import type { Board, CardSummary } from '../../../app/contract/card-views.ts';
import type { Stage } from '../../../app/domain/card.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { stageKey } from './stage-key.ts';

/** Moves a deal to another stage: shown at once, put back when the CRM objects. */
export function useMoveDeal(): (cardId: CardId, stage: Stage) => void {
  const api = useApi();
  const client = useQueryClient();
  const { say, fail } = useAnnouncer();
  const text = useText();
  return (cardId, stage) => {
    const before = client.getQueryData<Board>(['board.get', {}]);
    if (before === undefined) return;
    const deal = before.pipelines
      .flatMap(({ columns }) => columns.flatMap(({ deals }) => deals))
      .find(({ id }) => id === cardId);
    if (deal === undefined || deal.stageId === stage.id) return;
    client.setQueryData<Board>(['board.get', {}], boardWith(before, deal, stage));
    api.call('cards.move', { cardId, stageId: stage.id }).then(
      () => say(text('said.moved-deal', { deal: deal.name, stage: stage.name })),
      (thrown: unknown) => {
        client.setQueryData<Board>(['board.get', {}], before);
        fail(toMailpinError(thrown));
      },
    );
  };
}

/** The board with a deal on top of another stage. Pure. */
function boardWith(board: Board, deal: CardSummary, to: Stage): Board {
  const moved: CardSummary = { ...deal, stageId: to.id, stageName: to.name };
  return {
    pipelines: board.pipelines.map((pipeline) => ({
      ...pipeline,
      columns: pipeline.columns.map((column) => {
        const others = column.deals.filter(({ id }) => id !== deal.id);
        return { ...column, deals: stageKey(column.stage) === stageKey(to) ? [moved, ...others] : others };
      }),
    })),
  };
}
