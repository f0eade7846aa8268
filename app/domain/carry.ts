/** Carrying the mail of one CRM over to another: which card there stands for a card here. */
import type { CardKind, Money } from './card.ts';
import type { CanonicalAddress, CardId } from './ids.ts';
import type { AddressStep } from './link.ts';

/** How sure it is which card stands for a card: one does, several or an uncertain one may, none does. */
export const MATCH_STATES = ['matched', 'unsure', 'none'] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** What speaks for a counterpart. */
export type Likeness =
  | { readonly kind: 'address'; readonly address: CanonicalAddress; readonly step: AddressStep }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'name' }
  /** The same but for words such as GmbH or Inc. */
  | { readonly kind: 'similar-name'; readonly name: string }
  | { readonly kind: 'company'; readonly name: string }
  | { readonly kind: 'people'; readonly names: readonly string[] }
  | { readonly kind: 'value'; readonly value: Money };

/** What speaks against it. */
export type Unlikeness =
  | { readonly kind: 'other-name'; readonly name: string }
  | { readonly kind: 'other-kind'; readonly is: CardKind }
  | { readonly kind: 'other-address' }
  | { readonly kind: 'other-domain' }
  | { readonly kind: 'other-company'; readonly name: string }
  | { readonly kind: 'other-value'; readonly value: Money }
  /** Another card of the old CRM has it as its counterpart too. */
  | { readonly kind: 'shared' };

/** A card of the new CRM that may stand for a card of the old one. */
export interface Counterpart {
  readonly cardId: CardId;
  readonly likeness: readonly Likeness[];
  readonly unlikeness: readonly Unlikeness[];
}

/** Which card stands for a card, as far as the cards themselves tell. */
export interface CardMatching {
  readonly state: MatchState;
  /** Likeliest first; when matched, the first is the one. */
  readonly candidates: readonly Counterpart[];
}

/** What the user said of a card's counterpart; null for nothing. */
export type CarryWord = 'chosen' | 'left-out';
