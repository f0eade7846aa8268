import type { CardId } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';

/**
 * The card that stands for a card today: for a converted lead the contact it became, since links and the user's word on
 * the lead move along (rules 5.3); any other card for itself. A lead whose contact is unknown or gone stays itself.
 */
export function currentCardId(cardId: CardId, cards: Pick<CardLookup, 'card'>): CardId {
  const lead = cards.card(cardId);
  if (lead === null || lead.convertedToId === null) return cardId;
  const contact = cards.card(lead.convertedToId);
  return contact === null || contact.goneAt !== null ? cardId : contact.id;
}
