import { useDeferredValue, useRef, useState } from 'react';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useSteady } from '../../state/use-steady.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { HeldList } from '../held/held-list.tsx';
import { Failure } from '../trouble/failure.tsx';
import { QuestionList } from './question-list.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useAnswer } from './use-answer.ts';
import { useQuestionPages } from './use-question-pages.ts';
import './needs-you.css';

const SUGGESTIONS = 50;

/** Everything that waits for a word of the user, newest first; J and K go through it, a number answers. Below it what Mailpin proposes. */
export function NeedsYou() {
  const { state } = useWindow();
  const { items: questions, total, error, isLoading, readMore } = useQuestionPages();
  // Below the questions, and drawn in slices: questions are moved through meanwhile.
  const suggestions = useDeferredValue(useAsk('suggestions.list', { limit: SUGGESTIONS }).data);
  const text = useText();
  const answer = useAnswer();
  const page = useRef<HTMLElement>(null);
  const proposals = useRef<HTMLDivElement>(null);
  const [{ at, isByKey }, setActive] = useState({ at: 0, isByKey: false });
  useReady(!isLoading);
  const activeAt = Math.min(at, questions.length - 1);
  const move = (steps: number) =>
    setActive({ at: Math.max(0, Math.min(questions.length - 1, activeAt + steps)), isByKey: true });
  const point = useSteady((to: number) => {
    if (to !== activeAt) setActive({ at: to, isByKey: false });
  });
  useShortcuts({
    next: () => move(1),
    previous: () => move(-1),
    choose: (digit) => {
      const active = questions[activeAt];
      const deal = active?.deals[Number(digit) - 1];
      if (active === undefined || deal === undefined || state.hand !== null) return false;
      answer(active, deal);
      return true;
    },
  });
  const proposed =
    suggestions === undefined ? 0 : suggestions.people.length + suggestions.replies.length + suggestions.deals.length;
  return (
    <section ref={page} className="page" aria-label={text('needs-you.name')}>
      <header className="page-head">
        <h1>{text('needs-you.title')}</h1>
        {!isLoading && error === null && <p className="dim">{text('needs-you.count', { count: total })}</p>}
        {proposed > 0 && (
          <Button look="link" onClick={() => proposals.current?.scrollIntoView({ block: 'start' })}>
            {text('suggestions.count', { count: proposed })}
          </Button>
        )}
      </header>
      {error !== null && <Failure error={error} />}
      {isLoading && <Bones count={6} label={text('state.loading')} />}
      {!isLoading && error === null && total === 0 && proposed === 0 && (
        <EmptyState icon="check" title={text('needs-you.none')}>
          {text('needs-you.none-hint')}
        </EmptyState>
      )}
      <HeldList />
      <QuestionList
        questions={questions}
        total={total}
        activeAt={activeAt}
        isByKey={isByKey}
        onPoint={point}
        onNearEnd={readMore}
        page={page}
      />
      <div ref={proposals}>
        {suggestions !== undefined && proposed > 0 && <SuggestionList suggestions={suggestions} />}
      </div>
    </section>
  );
}
