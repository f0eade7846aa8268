import type { CanonicalAddress, CardId, MailId } from '../../../app/domain/ids.ts';
import type { WhyOf } from '../../state/window-state.ts';

/** What W asks about: the person, card or mail that has the keyboard's focus; null when it is on none of them. */
export function whyOfFocus(): WhyOf | null {
  const focused = document.activeElement?.closest<HTMLElement>('[data-address], [data-card], [data-mail]');
  const { address, card, mail } = focused?.dataset ?? {};
  if (address !== undefined) return { kind: 'address', address: address as CanonicalAddress };
  if (card !== undefined) return { kind: 'card', cardId: card as CardId };
  return mail === undefined ? null : { kind: 'mail', mailId: Number(mail) as MailId };
}
