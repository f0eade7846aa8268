import type { CarryView } from '../../../app/contract/carry-views.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { CardName } from './carry-table.tsx';
import { useCarryWords } from './use-carry-words.ts';

/** What came of a carry, what could not go and why, and taking it back as a whole. */
export function CarryOutcome({ view }: Readonly<{ view: CarryView }>) {
  const text = useText();
  const words = useCarryWords();
  const { undo } = useDecisions();
  const { fromId, toId, actionId } = view;
  const { data } = useAsk('carries.report', { fromId, toId });
  if (data === undefined) return null;
  const isToldAbove = data.state === 'stopped';
  return (
    <section className="carry-report" aria-label={text('carry.report')}>
      <header>
        <h2>{isToldAbove ? words.arrived(data) : words.state(data)}</h2>
        {!isToldAbove && <p>{words.arrived(data)}</p>}
        <span className="row-gap" />
        {actionId !== null && data.state !== 'undone' && (
          <Button look="quiet" disabled={data.state === 'going'} onClick={() => void undo(actionId)}>
            {text('carry.undo')}
          </Button>
        )}
      </header>
      <ul>
        {data.troubles.map((trouble) => (
          <li key={`${trouble.card.id} ${trouble.because} ${trouble.refusal?.code ?? ''}`}>
            <CardName card={trouble.card} />
            <span className="carry-count">{text('carry.mails', { count: trouble.mailCount })}</span>
            <span className="dim">{words.trouble(trouble)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
