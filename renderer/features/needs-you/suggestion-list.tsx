import { memo } from 'react';
import type {
  DealThreadsSuggestion,
  PersonSuggestion,
  ReplySuggestion,
  Suggestions,
} from '../../../app/contract/suggestion-views.ts';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useSuggestions } from './use-suggestions.ts';

/** Not drawn again when the questions above it change. */
export const SuggestionList = memo(AllSuggestions);

/** What Mailpin proposes; nothing of it happens before a button is pressed. */
function AllSuggestions({ suggestions: { people, replies, deals } }: Readonly<{ suggestions: Suggestions }>) {
  const text = useText();
  return (
    <section className="suggestions" aria-label={text('suggestions.name')}>
      <h2 className="section-title">{text('suggestions.name')}</h2>
      <ul>
        {deals.map((one) => (
          <DealThreads key={one.key} suggestion={one} />
        ))}
        {replies.map((one) => (
          <Reply key={one.key} suggestion={one} />
        ))}
        {people.map((one) => (
          <PersonRow key={one.key} suggestion={one} />
        ))}
      </ul>
    </section>
  );
}

function PersonRow({ suggestion }: Readonly<{ suggestion: PersonSuggestion }>) {
  const { key, address, name, company, receivedCount, sentCount, newest } = suggestion;
  const { makeCard, dismiss } = useSuggestions();
  const open = useOpenThread();
  const text = useText();
  return (
    <li className="suggestion" aria-label={text('suggestions.person', { name })}>
      <div className="suggestion-words">
        <p>
          <Icon name="contact" />
          <b dir="auto">{name}</b> <span className="dim selectable">{address}</span>
        </p>
        <p className="dim">
          {text('suggestions.person-facts', { received: receivedCount, sent: sentCount })}
          {company !== null && <> {text('suggestions.person-company', { company: company.name })}</>}
        </p>
        <Button look="link" className="clip" onClick={() => open(newest.threadId)}>
          {newest.subject === '' ? text('mail.no-subject') : newest.subject}
        </Button>
      </div>
      <div className="suggestion-actions">
        <Button onClick={() => makeCard('contact', address)}>{text('suggestions.make-contact')}</Button>
        <Button onClick={() => makeCard('lead', address)}>{text('suggestions.make-lead')}</Button>
        <Button look="quiet" onClick={() => dismiss(key)}>
          {text('suggestions.dismiss')}
        </Button>
      </div>
    </li>
  );
}

function Reply({ suggestion: { key, mail, answers, people } }: Readonly<{ suggestion: ReplySuggestion }>) {
  const { join, dismiss } = useSuggestions();
  const open = useOpenThread();
  const format = useFormat();
  const text = useText();
  return (
    <li className="suggestion" aria-label={text('suggestions.reply', { subject: mail.subject })}>
      <div className="suggestion-words">
        <p>
          <Icon name="mail" />
          <Button look="link" onClick={() => open(mail.threadId)}>
            {mail.subject}
          </Button>
        </p>
        <p className="dim">
          {text('suggestions.reply-facts', {
            subject: answers.subject,
            when: format.when(answers.sentAt),
            names: format.list(people),
          })}
        </p>
      </div>
      <div className="suggestion-actions">
        <Button onClick={() => join(mail.mailId, answers.mailId)}>{text('suggestions.join')}</Button>
        <Button look="quiet" onClick={() => dismiss(key)}>
          {text('suggestions.dismiss')}
        </Button>
      </div>
    </li>
  );
}

function DealThreads({ suggestion }: Readonly<{ suggestion: DealThreadsSuggestion }>) {
  const { key, deal, people, threads } = suggestion;
  const { putThreads, dismiss } = useSuggestions();
  const dispatch = useDispatch();
  const format = useFormat();
  const text = useText();
  return (
    <li className="suggestion" aria-label={text('suggestions.deal', { deal: deal.name })}>
      <div className="suggestion-words">
        <p>
          <Icon name="deal" />
          <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: deal.id } })}>
            {deal.name}
          </Button>
        </p>
        <p className="dim">{text('suggestions.deal-facts', { count: threads.length, names: format.list(people) })}</p>
        <p className="clip" dir="auto">
          {threads.map(({ subject }) => (subject === '' ? text('mail.no-subject') : subject)).join(' · ')}
        </p>
      </div>
      <div className="suggestion-actions">
        <Button onClick={() => putThreads(suggestion)}>{text('suggestions.put', { count: threads.length })}</Button>
        <Button look="quiet" onClick={() => dismiss(key)}>
          {text('suggestions.dismiss')}
        </Button>
      </div>
    </li>
  );
}

function useOpenThread(): (threadId: ThreadId) => void {
  const dispatch = useDispatch();
  return (threadId) => {
    dispatch({ kind: 'go', place: { kind: 'mail', filter: {} } });
    dispatch({ kind: 'select', id: threadId, isReading: true });
  };
}
