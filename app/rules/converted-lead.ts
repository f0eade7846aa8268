import type { CardId } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';

/** More in a row are no chain that a CRM makes. */
const LONGEST_CHAIN = 16;

/**
 * The card that stands for a card today: for a converted lead the contact it became, for a merged card the one it was merged into,
 * since links and the user's word on it move along (rules 5.3); any other card for itself. A card whose successor is unknown or gone
 * stays itself.
 */
export function currentCardId(cardId: CardId, cards: Pick<CardLookup, 'card'>): CardId {
  let current = cardId;
  for (let step = 0, at = cards.card(cardId); at !== null && step < LONGEST_CHAIN; step += 1) {
    if (at.goneAt === null) current = at.id;
    at = at.convertedToId === null ? null : cards.card(at.convertedToId);
  }
  return current;
}
