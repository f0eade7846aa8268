import { memo } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Tag } from '../../components/tag.tsx';
import { useAsk } from '../../data/ask.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useExtent } from '../extent/use-extent.ts';
import { fullName } from '../mail-list/who.ts';
import { useSignWords } from './use-sign-words.ts';
import './held.css';

const HELD = 200;

/** Not drawn again when the questions below it change. */
export const HeldList = memo(AllHeld);

/** Mail that looks personal or confidential: on its card here, and not at the CRM before the user says yes. */
function AllHeld() {
  const { data } = useAsk('held.list', { limit: HELD });
  const dispatch = useDispatch();
  const text = useText();
  const format = useFormat();
  const signWords = useSignWords();
  const setExtent = useExtent();
  if (data === undefined || data.total === 0) return null;
  return (
    <section className="held" aria-label={text('held.title')}>
      <h2 className="section-title">{text('held.count', { count: data.total })}</h2>
      <ul>
        {data.items.map((mail) => {
          const subject = mail.subject === '' ? text('mail.no-subject') : mail.subject;
          const open = () => {
            dispatch({ kind: 'go', place: { kind: 'mail', filter: {} } });
            dispatch({ kind: 'select', id: mail.threadId, isReading: true });
          };
          return (
            <li key={mail.mailId} className="held-mail">
              <div className="held-what">
                <Button look="link" className="question-subject clip" onClick={open}>
                  <span dir="auto">{subject}</span>
                </Button>
                <p className="dim clip" dir="auto">
                  {text('needs-you.from', { names: fullName(mail.from), when: format.when(mail.sentAt) })}
                </p>
                <p className="chips">
                  <Tag tone="warn" mark={<Icon name="private" />}>
                    {signWords(mail.sign)}
                  </Tag>
                  {mail.cards.map((card) => (
                    <Tag key={card.id}>{card.name}</Tag>
                  ))}
                </p>
              </div>
              <Button
                aria-label={text('held.keep-name', { subject })}
                onClick={() => void setExtent([mail.mailId], 'message', 'none')}
              >
                {text('held.keep')}
              </Button>
              <Button
                aria-label={text('held.push-name', { subject })}
                onClick={() => void setExtent([mail.mailId], 'message', 'full')}
              >
                {text('held.push')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
