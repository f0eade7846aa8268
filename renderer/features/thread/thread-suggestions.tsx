import type { ThreadId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useSuggestions } from '../needs-you/use-suggestions.ts';

/** Beside an open thread: which earlier one it looks like an answer to, what the user joined, and people without a card. */
export function ThreadSuggestions({ threadId, isUnmatched }: Readonly<{ threadId: ThreadId; isUnmatched: boolean }>) {
  const { data } = useAsk('suggestions.of-thread', { threadId });
  const { join, part, makeCard, dismiss } = useSuggestions();
  const format = useFormat();
  const text = useText();
  if (data === undefined) return null;
  const { reply, joined, people } = data;
  return (
    <>
      {reply !== null && (
        <p className="thread-suggestion">
          <Icon name="mail" />
          <span dir="auto">
            {text('suggestions.looks-like', {
              subject: reply.answers.subject,
              when: format.when(reply.answers.sentAt),
            })}
          </span>
          <Button look="link" onClick={() => join(reply.mail.mailId, reply.answers.mailId)}>
            {text('suggestions.join')}
          </Button>
          <Button look="link" className="dim" onClick={() => dismiss(reply.key)}>
            {text('suggestions.dismiss')}
          </Button>
        </p>
      )}
      {joined.map((mail) => (
        <p key={mail.mailId} className="thread-suggestion dim">
          <span dir="auto">
            {text('suggestions.is-joined', { subject: mail.subject, when: format.when(mail.sentAt) })}
          </span>
          <Button look="link" onClick={() => part(mail.mailId)}>
            {text('suggestions.part')}
          </Button>
        </p>
      ))}
      {isUnmatched &&
        people.map(({ key, address, name }) => (
          <p key={key} className="thread-suggestion">
            <Icon name="contact" />
            <span dir="auto">{text('suggestions.make-of', { name })}</span>
            <Button look="link" onClick={() => makeCard('contact', address)}>
              {text('suggestions.make-contact')}
            </Button>
            <Button look="link" onClick={() => makeCard('lead', address)}>
              {text('suggestions.make-lead')}
            </Button>
          </p>
        ))}
    </>
  );
}
