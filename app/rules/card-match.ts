import type { Card } from '../domain/card.ts';
import type { Evidence } from '../domain/link.ts';

/** A card that something on a mail points at. */
export interface CardMatch {
  readonly card: Card;
  readonly evidence: Evidence;
}

/** Matches by the ids of their cards, so that the order in which a store answers never shows. */
export function byCardId(one: CardMatch, other: CardMatch): number {
  return one.card.id < other.card.id ? -1 : 1;
}
