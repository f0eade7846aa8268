import { useRef, useState } from 'react';
import type { Question } from '../../../app/contract/views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { HeldList } from '../held/held-list.tsx';
import { Failure } from '../trouble/failure.tsx';
import { QuestionList } from './question-list.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useAnswer } from './use-answer.ts';
import './needs-you.css';

const QUESTIONS = 5_000;
const SUGGESTIONS = 50;
const NO_QUESTIONS: readonly Question[] = [];

/** Everything that waits for a word of the user, newest first; J and K go through it, a number answers. Below it what Mailpin proposes. */
export function NeedsYou() {
  const { state } = useWindow();
  const { data, error, isPending } = useAsk('questions.list', { limit: QUESTIONS });
  const { data: suggestions } = useAsk('suggestions.list', { limit: SUGGESTIONS });
  const text = useText();
  const answer = useAnswer();
  const page = useRef<HTMLElement>(null);
  const proposals = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  useReady(!isPending);
  const questions = data?.items ?? NO_QUESTIONS;
  const activeAt = Math.min(at, questions.length - 1);
  const move = (steps: number) => setAt(Math.max(0, Math.min(questions.length - 1, activeAt + steps)));
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
        {data !== undefined && <p className="dim">{text('needs-you.count', { count: data.total })}</p>}
        {proposed > 0 && (
          <Button look="link" onClick={() => proposals.current?.scrollIntoView({ block: 'start' })}>
            {text('suggestions.count', { count: proposed })}
          </Button>
        )}
      </header>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data?.total === 0 && proposed === 0 && (
        <EmptyState icon="check" title={text('needs-you.none')}>
          {text('needs-you.none-hint')}
        </EmptyState>
      )}
      <HeldList />
      <QuestionList questions={questions} activeAt={activeAt} onPoint={setAt} page={page} />
      <div ref={proposals}>
        {suggestions !== undefined && proposed > 0 && <SuggestionList suggestions={suggestions} />}
      </div>
    </section>
  );
}
