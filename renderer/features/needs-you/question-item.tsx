import { memo } from 'react';
import type { Question } from '../../../app/contract/thread-views.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useReasonWords } from '../lens/use-reason-words.ts';
import { fullName } from '../mail-list/who.ts';
import { useAnswer } from './use-answer.ts';

type QuestionItemProps = Readonly<{
  question: Question;
  isActive: boolean;
  /** Its place in the list. */
  at: number;
  onPoint: (at: number) => void;
}>;

/** One question; a step of the list draws only those that come into the window. */
export const QuestionItem = memo(OneQuestion);

/** What the mail is about, and the cards it may belong on, each one number away. */
function OneQuestion({ question, isActive, at, onPoint }: QuestionItemProps) {
  const dispatch = useDispatch();
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
    <div
      className={`question ${isActive ? 'question-active' : ''}`}
      aria-current={isActive}
      onFocus={() => onPoint(at)}
      onPointerMove={() => onPoint(at)}
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
        {deals.map((deal, rank) => (
          <li key={deal.card.id}>
            <button
              type="button"
              className="choice"
              aria-keyshortcuts={isActive ? String(rank + 1) : undefined}
              onClick={() => answer(question, deal)}
            >
              <Kbd>{rank + 1}</Kbd>
              <span className="choice-name" dir="auto">
                {deal.card.name}
              </span>
              <span className="card-reason">{reasonWords(deal.reasons)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
