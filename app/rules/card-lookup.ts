import type { Card } from '../domain/card.ts';
import type { AddressKey } from '../domain/address.ts';
import type { CardId } from '../domain/ids.ts';

/** A card whose address answers a look-up. */
export interface AddressHit {
  readonly card: Card;
  readonly isPrimary: boolean;
}

/** Where a deal stands in its pipeline. */
export interface StagePlace {
  readonly name: string;
  /** 0 at the first open stage, 1 at the last. */
  readonly progress: number;
}

/**
 * The cards, as rules look them up. Synchronous and side-effect free: the store answers from what it read before, tests
 * from arrays. Gone cards are never answered by the first three.
 */
export interface CardLookup {
  /** Leads, contacts and companies of whose addresses one has this key among its `addressKeys`. */
  byAddress(key: AddressKey): readonly AddressHit[];
  /** Companies with this domain (ASCII). Never asked for free-mail or own domains. */
  byDomain(domain: string): readonly Card[];
  /** Deals with any of these leads or contacts on it, or a lead that became one of them, or with one of these companies. */
  dealsOf(cardIds: readonly CardId[]): readonly Card[];
  /** Any card, gone or not; null when unknown. */
  card(id: CardId): Card | null;
  /** Whether cards of more than one CRM are known. */
  hasSeveralCrms(): boolean;
  /** Null when the deal has no stage or an unknown one. */
  stageOf(deal: Card): StagePlace | null;
}
