import { useAsk } from '../../data/ask.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { shownPipelines } from '../board/shown-pipelines.ts';
import { stageKey } from '../board/stage-key.ts';
import { usePipelineNames } from '../board/use-pipeline-names.ts';
import { RailItem } from './rail-item.tsx';

/** The stages of each pipeline, as short ways to their column of the board. */
export function RailStages() {
  const { state, dispatch } = useWindow();
  const { data: board } = useAsk('board.get', {});
  const text = useText();
  const { place } = state;
  const pipelines = shownPipelines(board);
  const nameOf = usePipelineNames(pipelines);
  return pipelines.map((pipeline) => {
    const { name, crm, whole } = nameOf(pipeline);
    return (
      <section
        key={`${pipeline.crmId} ${pipeline.name}`}
        className="rail-stages"
        aria-label={text('rail.pipeline', { name: whole })}
      >
        <h2 className="rail-head rail-pipeline" title={whole}>
          <span className="clip" dir="auto">
            {name}
          </span>
          {crm !== null && (
            <span className="rail-crm clip" dir="auto">
              {crm}
            </span>
          )}
        </h2>
        <ul>
          {pipeline.columns.map(({ stage, deals }) => (
            <RailItem
              key={stageKey(stage)}
              icon={null}
              label={stage.name}
              isHere={place.kind === 'board' && place.stageKey === stageKey(stage)}
              count={deals.length}
              countLabel={text('board.deals', { count: deals.length })}
              onGo={() => dispatch({ kind: 'go', place: { kind: 'board', stageKey: stageKey(stage) } })}
            />
          ))}
        </ul>
      </section>
    );
  });
}
