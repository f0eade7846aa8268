import { useIntl } from 'react-intl';
import type { Why, WhyFix, WhyLine } from '../../../app/contract/why-views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import type { WhyOf } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { useFix } from './use-fix.ts';
import { useWhy } from './use-why.ts';
import './why.css';

/** Why a mail is on its cards, what brings mail to a card, or who an address is: line by line, each with what can be done about it. */
export function WhyPanel({ of, isFloating = false }: Readonly<{ of: WhyOf; isFloating?: boolean }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { data, error } = useWhy(of);
  return (
    <section className={isFloating ? 'why why-floating' : 'why'} aria-label={text('why.name')}>
      <header>
        <h2>{text(`why.title.${of.kind}`)}</h2>
        <Button look="icon" aria-label={text('why.close')} onClick={() => dispatch({ kind: 'why', of: null })}>
          <Icon name="close" />
        </Button>
      </header>
      {isFloating && data !== undefined && <Subject why={data} />}
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Bones count={4} label={text('state.loading')} />}
      {data !== undefined && (
        <ol>
          {data.lines.map((line, at) => (
            <Line key={at} line={line} isNewTopic={line.topic !== data.lines[at - 1]?.topic} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** What the lines are about, where it does not stand above them anyway; opens it. */
function Subject({ why }: Readonly<{ why: Why }>) {
  const dispatch = useDispatch();
  const text = useText();
  switch (why.kind) {
    case 'mail':
      return (
        <p className="why-subject clip" dir="auto">
          {why.mail.subject === '' ? text('mail.no-subject') : why.mail.subject}
        </p>
      );
    case 'card':
      return (
        <Button
          look="link"
          className="why-subject"
          onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: why.card.id } })}
        >
          <Icon name={why.card.kind} />
          <span className="clip" dir="auto">
            {why.card.name}
          </span>
        </Button>
      );
    case 'address':
      return (
        <p className="why-subject clip selectable" dir="auto">
          {why.name === '' ? why.address : `${why.name}  ${why.address}`}
        </p>
      );
    case 'absent':
      return <p className="why-subject clip selectable">{why.messageId}</p>;
  }
}

function Line({ line, isNewTopic }: Readonly<{ line: WhyLine; isNewTopic: boolean }>) {
  const intl = useIntl();
  const text = useText();
  const fix = useFix();
  return (
    <li className="why-line">
      <span className={isNewTopic ? 'why-topic' : 'why-topic why-topic-same'}>{text(`why.topic.${line.topic}`)}</span>
      <span dir="auto">{intl.formatMessage({ id: `why.${line.sentence}` }, line.values)}</span>
      {line.fix !== null && <FixButton fix={line.fix} onFix={fix} />}
    </li>
  );
}

function FixButton({ fix, onFix }: Readonly<{ fix: WhyFix; onFix: (fix: WhyFix) => void }>) {
  const text = useText();
  return (
    <Button look="link" onClick={() => onFix(fix)}>
      {text(fix.kind === 'change-extent' ? `why.fix.extent.${fix.extent}` : `why.fix.${fix.kind}`)}
    </Button>
  );
}
