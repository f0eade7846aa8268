import type { KeptOut } from '../../../app/contract/link-views.ts';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';

type KeptOutListProps = Readonly<{
  keptOut: readonly KeptOut[];
  title: string;
  /** On a card's own page the mail is named, elsewhere the card. */
  names?: 'card' | 'mail';
}>;

/** What the user said no to, and how to let it in after all. */
export function KeptOutList({ keptOut, title, names = 'card' }: KeptOutListProps) {
  const text = useText();
  const format = useFormat();
  const { letIn } = useDecisions();
  if (keptOut.length === 0) return null;
  return (
    <section className="kept-out" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {byDecision(keptOut).map((out) => {
          const name = names === 'card' ? out.card.name : out.subject || text('mail.no-subject');
          return (
            <li key={`${out.mailId} ${out.card.id}`} className="kept-out-item">
              <p dir="auto">{name}</p>
              <p className="dim">
                {text('kept-out.words', { reach: out.reach, person: out.person ?? '', day: format.day(out.decidedAt) })}
              </p>
              <Button look="link" aria-label={text('kept-out.let-in-name', { name })} onClick={() => void letIn(out)}>
                {text('kept-out.let-in')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** One line a decision: the last of the mails it keeps out stands for the others. */
function byDecision(keptOut: readonly KeptOut[]): readonly KeptOut[] {
  const decisionOf = ({ card, reach, person, decidedAt }: KeptOut) => [card.id, reach, person, decidedAt].join(' ');
  return [...new Map(keptOut.map((out) => [decisionOf(out), out])).values()];
}
