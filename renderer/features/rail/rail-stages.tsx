import { useAsk } from '../../data/ask.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { RailItem } from './rail-item.tsx';

/** The stages of each pipeline, as short ways to their column of the board. */
export function RailStages() {
  const { state, dispatch } = useWindow();
  const { data: board } = useAsk('board.get', {});
  const text = useText();
  const { place } = state;
  return board?.pipelines.map(({ name, columns }) => (
    <section key={name} className="rail-stages" aria-label={text('rail.pipeline', { name })}>
      <h2 className="rail-head clip">{name}</h2>
      <ul>
        {columns.map(({ stage, deals }) => (
          <RailItem
            key={stage.id}
            icon={null}
            label={stage.name}
            isHere={place.kind === 'board' && place.stageId === stage.id}
            count={deals.length}
            countLabel={text('board.deals', { count: deals.length })}
            onGo={() => dispatch({ kind: 'go', place: { kind: 'board', stageId: stage.id } })}
          />
        ))}
      </ul>
    </section>
  ));
}
