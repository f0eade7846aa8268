import type { CardId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useSuggestions } from '../needs-you/use-suggestions.ts';

/** On a new deal: the last threads with its people, to be put there by one press. */
export function DealThreads({ cardId }: Readonly<{ cardId: CardId }>) {
  const { data } = useAsk('suggestions.of-card', { cardId });
  const { putThreads, dismiss } = useSuggestions();
  const format = useFormat();
  const text = useText();
  if (data === undefined || data === null) return null;
  const { key, people, threads } = data;
  return (
    <div className="deal-threads" role="note">
      <Icon name="mail" />
      <div className="suggestion-words">
        <p>{text('suggestions.deal-facts', { count: threads.length, names: format.list(people) })}</p>
        <p className="dim clip" dir="auto">
          {threads.map(({ subject }) => (subject === '' ? text('mail.no-subject') : subject)).join(' · ')}
        </p>
      </div>
      <Button onClick={() => putThreads(data)}>{text('suggestions.put', { count: threads.length })}</Button>
      <Button look="quiet" onClick={() => dismiss(key)}>
        {text('suggestions.dismiss')}
      </Button>
    </div>
  );
}
