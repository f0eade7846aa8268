import { useEffect, useRef } from 'react';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useReady } from '../../state/use-ready.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { MailList } from '../mail-list/mail-list.tsx';
import { Failure } from '../trouble/failure.tsx';
import { Column } from './column.tsx';
import { shownPipelines } from './shown-pipelines.ts';
import { stageKey } from './stage-key.ts';
import { useBoardRanks } from './use-board-ranks.ts';
import { usePipelineNames } from './use-pipeline-names.ts';
import './board.css';

const ALL_MAIL = {};

/** Deals by stage, with the mail beside them: mail is dropped on a deal, a deal moved to another stage. */
export function BoardView({ stageKey: wanted }: Readonly<{ stageKey: string | null }>) {
  const { state, dispatch } = useWindow();
  const { data: board, error, isPending } = useAsk('board.get', {});
  const text = useText();
  const ranks = useBoardRanks(state.hand);
  const scroller = useRef<HTMLDivElement>(null);
  useReady(!isPending);
  useEffect(() => {
    if (wanted === null || isPending) return;
    scroller.current?.querySelector(`[data-stage="${CSS.escape(wanted)}"]`)?.scrollIntoView({ inline: 'start' });
  }, [wanted, isPending]);
  const pipelines = shownPipelines(board);
  const columns = pipelines.flatMap((pipeline) => pipeline.columns);
  const isEmpty = board !== undefined && columns.every(({ deals }) => deals.length === 0);
  const nameOf = usePipelineNames(pipelines);
  const hasPipelines = pipelines.length > 1;
  const isMailShown = state.isBoardMailShown;
  return (
    <section className={`board ${isMailShown ? 'board-with-mail' : ''}`} aria-label={text('board.name')}>
      {isMailShown && <MailList filter={ALL_MAIL} />}
      <div className="board-main">
        <header className="board-head">
          <h2>{text('board.title')}</h2>
          <span className="row-gap" />
          <Button
            look="quiet"
            aria-pressed={isMailShown}
            onClick={() => dispatch({ kind: 'show-board-mail', isShown: !isMailShown })}
          >
            <Icon name="mail" />
            {text(isMailShown ? 'board.hide-mail' : 'board.show-mail')}
          </Button>
        </header>
        {error !== null && <Failure error={error} />}
        {isPending && <Bones count={6} label={text('state.loading')} />}
        {isEmpty && (
          <EmptyState
            icon="board"
            title={text('board.empty')}
            actions={
              <Button look="main" onClick={() => dispatch({ kind: 'go', place: { kind: 'crms' } })}>
                {text('board.to-crms')}
              </Button>
            }
          >
            {text('board.empty-hint')}
          </EmptyState>
        )}
        {!isEmpty && (
          <div ref={scroller} className="board-columns">
            {pipelines.map((pipeline) =>
              pipeline.columns.map((column, at) => (
                <Column
                  key={stageKey(column.stage)}
                  column={column}
                  pipeline={hasPipelines && at === 0 ? nameOf(pipeline).whole : null}
                  stages={pipeline.columns.map(({ stage }) => stage)}
                  ranks={ranks}
                />
              )),
            )}
          </div>
        )}
      </div>
    </section>
  );
}
