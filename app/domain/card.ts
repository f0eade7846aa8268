import type { CanonicalAddress, CardId, CrmId, UnixMs } from './ids.ts';

export const CARD_KINDS = ['lead', 'contact', 'company', 'deal'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** What a chip or a target needs to name a card. */
export interface CardRef {
  readonly id: CardId;
  readonly kind: CardKind;
  readonly name: string;
}

/** Where a card stands: deals are open, won or lost; leads are open or converted; the others are always open. */
export const CARD_STATUSES = ['open', 'won', 'lost', 'converted'] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export interface CardAddress {
  readonly address: CanonicalAddress;
  readonly isPrimary: boolean;
}

/** An amount of money as the CRM writes it; `amount` is a decimal string, so no cent is lost to binary fractions. */
export interface Money {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** A lead, contact, company or deal of a CRM, as the engine knows it. */
export interface Card extends CardRef {
  readonly crmId: CrmId;
  readonly remoteId: string;
  readonly status: CardStatus;
  /** Leads, contacts and companies; empty for deals. */
  readonly addresses: readonly CardAddress[];
  /** Companies: the domains their people write from, in ASCII. */
  readonly domains: readonly string[];
  /** Contacts: their company. Deals: the company the deal is with. */
  readonly companyId: CardId | null;
  /** Deals: the contacts on the deal. */
  readonly peopleIds: readonly CardId[];
  /** Deals. */
  readonly stageId: string | null;
  readonly value: Money | null;
  readonly ownerName: string | null;
  /** The card that stands for this one now: the contact that a lead became, or the card that this one was merged into. */
  readonly convertedToId: CardId | null;
  /** When the card came to be at the CRM; null when the CRM does not say. */
  readonly createdAt: UnixMs | null;
  /** Deals: when they were won or lost; null while open or when the CRM does not say. */
  readonly closedAt: UnixMs | null;
  readonly updatedAt: UnixMs;
  /** When the CRM said the card is gone (deleted or merged away). */
  readonly goneAt: UnixMs | null;
}

/** What a card has that nothing is said of. */
export const EMPTY_CARD = {
  status: 'open',
  addresses: [],
  domains: [],
  companyId: null,
  peopleIds: [],
  stageId: null,
  value: null,
  ownerName: null,
  convertedToId: null,
  createdAt: null,
  closedAt: null,
  goneAt: null,
} as const satisfies Partial<Card>;

/** One column of the board. */
export interface Stage {
  readonly id: string;
  readonly crmId: CrmId;
  readonly pipeline: string;
  readonly name: string;
  readonly position: number;
  /** What a deal in this stage is. */
  readonly outcome: 'open' | 'won' | 'lost';
}

/** What somebody wrote down of a card, checked; the rest is the CRM's to fill in. */
export interface CardDraft extends Pick<
  Card,
  | 'id'
  | 'kind'
  | 'remoteId'
  | 'name'
  | 'addresses'
  | 'domains'
  | 'companyId'
  | 'peopleIds'
  | 'value'
  | 'ownerName'
  | 'convertedToId'
  | 'createdAt'
  | 'closedAt'
> {
  /** Null: what the stage says, else open. */
  readonly status: CardStatus | null;
  /** Deals: stage by its name; a stage or pipeline that does not exist is created. Null: the first open stage. */
  readonly stage: { readonly pipeline: string | null; readonly name: string } | null;
}

const KIND_ORDER = { deal: 0, contact: 1, company: 2, lead: 3 } as const satisfies Record<CardKind, number>;

/** Deals first, then contacts, companies and leads. */
export function compareKinds(left: CardKind, right: CardKind): number {
  return KIND_ORDER[left] - KIND_ORDER[right];
}
