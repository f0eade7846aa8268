import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import { useText } from '../../text/use-text.ts';
import { AllowButtons } from '../rules/allow-buttons.tsx';
import { allowOffers, isAllowable } from '../rules/allow-offers.ts';

/** Above a thread that a filter keeps private: which one, and how to let it through. */
export function FilterBar({ detail: { summary, mails } }: Readonly<{ detail: ThreadDetail }>) {
  const text = useText();
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
      <AllowButtons offers={offers.filter(({ kind }) => kind !== 'mail')} />
    </p>
  );
}
