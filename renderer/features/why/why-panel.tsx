import { useIntl } from 'react-intl';
import type { Why, WhyFix, WhyLine } from '../../../app/contract/views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { useFix } from './use-fix.ts';
import './why.css';

/** Why a mail is on its cards, or not: line by line, each with what can be done about it. */
export function WhyPanel({ mailId }: Readonly<{ mailId: MailId }>) {
  const { dispatch } = useWindow();
  const text = useText();
  const { data, error } = useAsk('mails.why', { mail: { mailId } });
  return (
    <section className="why" aria-label={text('why.name')}>
      <header>
        <h2>{text('why.title')}</h2>
        <Button look="icon" aria-label={text('why.close')} onClick={() => dispatch({ kind: 'why', mailId: null })}>
          <Icon name="close" />
        </Button>
      </header>
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Bones count={4} label={text('state.loading')} />}
      {data !== undefined && (
        <ol>
          {data.lines.map((line, at) => (
            <Line key={at} line={line} why={data} isNewTopic={line.topic !== data.lines[at - 1]?.topic} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ line, why, isNewTopic }: Readonly<{ line: WhyLine; why: Why; isNewTopic: boolean }>) {
  const intl = useIntl();
  const text = useText();
  const fix = useFix(why);
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
      {text(`why.fix.${fix.kind}`)}
    </Button>
  );
}
