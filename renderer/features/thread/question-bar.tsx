import type { Question } from '../../../app/contract/thread-views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useAnswer } from '../needs-you/use-answer.ts';

/** Several deals fit the open thread: which one, by click or by number. */
export function QuestionBar({ question }: Readonly<{ question: Question }>) {
  const { state } = useWindow();
  const text = useText();
  const answer = useAnswer();
  const isAboutDeals = question.deals.every(({ card }) => card.kind === 'deal');
  useShortcuts({
    choose: (digit) => {
      const deal = question.deals[Number(digit) - 1];
      if (deal === undefined || state.hand !== null) return false;
      answer(question, deal);
      return true;
    },
  });
  return (
    <section className="question-bar" aria-label={text('question.name')}>
      <p>
        <Icon name="question" />
        {text('question.which', { count: question.deals.length, kind: isAboutDeals ? 'deal' : 'card' })}
      </p>
      <div className="question-deals">
        {question.deals.map((deal, at) => (
          <Button key={deal.card.id} aria-keyshortcuts={String(at + 1)} onClick={() => answer(question, deal)}>
            <Kbd>{at + 1}</Kbd>
            <span className="clip" dir="auto">
              {deal.card.name}
            </span>
          </Button>
        ))}
      </div>
    </section>
  );
}
