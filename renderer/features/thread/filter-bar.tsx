import type { ThreadDetail } from '../../../app/contract/views.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../text/use-text.ts';
import { allowOffers, isAllowable } from '../rules/allow-offers.ts';
import { useRuleChange } from '../rules/use-rule-change.ts';

/** Above a thread that a filter keeps private: which one, and how to let it through. */
export function FilterBar({ detail: { summary, mails } }: Readonly<{ detail: ThreadDetail }>) {
  const text = useText();
  const { change } = useRuleChange();
  const chip = summary.chips.find(({ kind }) => kind === 'private');
  const newest = mails.at(-1);
  if (chip?.kind !== 'private' || newest === undefined || !isAllowable(chip.because)) return null;
  const author = newest.participants.find(({ role }) => role === 'from')?.address ?? '';
  const isOwn = newest.direction === 'outbound';
  const { id: mailId, subject } = newest;
  const offers = allowOffers({ mailId, subject, address: isOwn ? '' : author, listId: null });
  return (
    <p className="thread-suggestion">
      <span>{text(`cards.private.${chip.because}`)}</span>
      <span className="dim">{text('rules.allow')}</span>
      {offers
        .filter(({ kind }) => kind !== 'mail')
        .map(({ kind, name, order }) => (
          <Button
            key={kind}
            look="link"
            title={name}
            aria-label={text(`rules.allow-name.${kind}`, { name })}
            onClick={() => change(order)}
          >
            {text(`rules.allow.${kind}`)}
          </Button>
        ))}
    </p>
  );
}
