import { useState } from 'react';
import type { Question } from '../../../app/contract/views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useReasonWords } from '../lens/use-reason-words.ts';
import { fullName } from '../mail-list/who.ts';
import { Failure } from '../trouble/failure.tsx';
import { useAnswer } from './use-answer.ts';
import './needs-you.css';

const QUESTIONS = 200;

/** Everything that waits for a word of the user, newest first; J and K go through it, a number answers. */
export function NeedsYou() {
  const { state } = useWindow();
  const { data, error, isPending } = useAsk('questions.list', { limit: QUESTIONS });
  const text = useText();
  const answer = useAnswer();
  const [at, setAt] = useState(0);
  useReady(!isPending);
  const questions = data?.items ?? [];
  const active = questions[Math.min(at, questions.length - 1)];
  const move = (steps: number) => setAt((now) => Math.max(0, Math.min(questions.length - 1, now + steps)));
  useShortcuts({
    next: () => move(1),
    previous: () => move(-1),
    choose: (digit) => {
      const deal = active?.deals[Number(digit) - 1];
      if (active === undefined || deal === undefined || state.hand !== null) return false;
      answer(active, deal);
      return true;
    },
  });
  return (
    <section className="page" aria-label={text('needs-you.name')}>
      <header className="page-head">
        <h1>{text('needs-you.title')}</h1>
        {data !== undefined && <p className="dim">{text('needs-you.count', { count: data.total })}</p>}
      </header>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data?.total === 0 && (
        <EmptyState icon="check" title={text('needs-you.none')}>
          {text('needs-you.none-hint')}
        </EmptyState>
      )}
      <ol className="questions">
        {questions.map((question, index) => (
          <QuestionItem
            key={question.mailId}
            question={question}
            isActive={question === active}
            onPoint={() => setAt(index)}
          />
        ))}
      </ol>
    </section>
  );
}

type QuestionItemProps = Readonly<{ question: Question; isActive: boolean; onPoint: () => void }>;

function QuestionItem({ question, isActive, onPoint }: QuestionItemProps) {
  const { dispatch } = useWindow();
  const text = useText();
  const format = useFormat();
  const reasonWords = useReasonWords();
  const answer = useAnswer();
  const { subject, snippet, people, sentAt, deals, threadId } = question;
  const names = people
    .filter(({ isMe }) => !isMe)
    .slice(0, 3)
    .map(fullName);
  const open = () => {
    dispatch({ kind: 'go', place: { kind: 'mail', filter: {} } });
    dispatch({ kind: 'select', id: threadId, isReading: true });
  };
  return (
    <li
      className={`question ${isActive ? 'question-active' : ''}`}
      aria-current={isActive}
      onFocus={onPoint}
      onPointerEnter={onPoint}
    >
      <div className="question-mail">
        <Button look="link" className="question-subject" onClick={open}>
          <span className="clip" dir="auto">
            {subject === '' ? text('mail.no-subject') : subject}
          </span>
        </Button>
        <p className="dim" dir="auto">
          {text('needs-you.from', { names: format.list(names), when: format.when(sentAt) })}
        </p>
        {snippet !== '' && (
          <p className="question-snippet" dir="auto">
            {snippet}
          </p>
        )}
      </div>
      <ul className="question-choices">
        {deals.map((deal, at) => (
          <li key={deal.card.id}>
            <button
              type="button"
              className="choice"
              aria-keyshortcuts={isActive ? String(at + 1) : undefined}
              onClick={() => answer(question, deal)}
            >
              <Kbd>{at + 1}</Kbd>
              <span className="choice-name" dir="auto">
                {deal.card.name}
              </span>
              <span className="card-reason">{reasonWords(deal.reasons)}</span>
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
