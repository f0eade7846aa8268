import type { CanonicalAddress, CardId, DecisionId, ActionId, MailId, MessageKey, UnixMs } from './ids.ts';
import type { CardRef } from './card.ts';

/** How far a decision of the user goes: this mail, its branch of the thread, or every mail with this person. */
export const REACHES = ['message', 'thread', 'person'] as const;
export type Reach = (typeof REACHES)[number];

export type Verdict = 'attach' | 'detach';

/**
 * What an action is about: which cards mail is on, how much of mail may leave, decisions read from a file, a rule, a card that was made,
 * mail carried over to another CRM.
 */
export type ActionKind = 'links' | 'extent' | 'import' | 'rule' | 'card' | 'carry';

/**
 * The user's word on mail and a card (rules 5.1 and 6). A `detach` is a tombstone. Keyed by message identity, so it
 * survives re-syncs, reconnects and other computers. A later word on the same thing beats an earlier one; `decidedAt` is later
 * than that of every decision known when it was made, so a clock that is behind changes nothing.
 */
export interface Decision {
  readonly id: DecisionId;
  readonly actionId: ActionId;
  readonly verdict: Verdict;
  readonly reach: Reach;
  /** The mail the user pointed at. */
  readonly messageKey: MessageKey;
  /** Set when reach is `person`. */
  readonly person: CanonicalAddress | null;
  readonly cardId: CardId;
  /** The thread was split at this mail: replies to it follow it and no longer the rest of the thread (rules 6.6). */
  readonly isSplit: boolean;
  readonly decidedAt: UnixMs;
  /** Said with many others when mail was carried over, so it is no yes to a mail that looks personal; left out where it was not. */
  readonly isCarried?: boolean;
}

/** A thread was split at a mail for a while. What was decided then keeps the reach it had (see `Decision.isSplit`). */
export interface FormerSplit {
  readonly messageKey: MessageKey;
  readonly decidedAt: UnixMs;
  readonly undoneAt: UnixMs;
}

/** Which step of the address match found a card (rules 1.2). */
export type AddressStep = 'exact' | 'without-tag' | 'gmail-dots';

/** Why a mail is linked to a card: which rule, and what it saw. Shown by *why*, stored with the link. */
export type Evidence =
  | { readonly rule: 'user'; readonly reach: Reach; readonly decidedAt: UnixMs }
  | { readonly rule: 'reply'; readonly parentId: MailId }
  | {
      readonly rule: 'address';
      readonly address: CanonicalAddress;
      readonly step: AddressStep;
      readonly isPrimary: boolean;
    }
  | { readonly rule: 'converted-lead'; readonly leadId: CardId; readonly address: CanonicalAddress }
  /** Several cards have the address; the user's latest word on a mail with it chose this one. */
  | { readonly rule: 'remembered'; readonly address: CanonicalAddress; readonly decidedAt: UnixMs }
  | { readonly rule: 'domain'; readonly domain: string }
  | { readonly rule: 'only-open-deal'; readonly viaId: CardId };

export type LinkOrigin = 'rule' | 'user';

/** A mail that belongs on a card now. */
export interface Link {
  readonly mailId: MailId;
  readonly cardId: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: Evidence;
  readonly linkedAt: UnixMs;
}

/** Why the rules kept their hands off a mail (rules 5, filters). */
export const FILTERS = [
  'protected',
  'blocked',
  'internal',
  'bulk',
  'auto-reply',
  'bounce',
  'invitation',
  'no-reply',
  'role-address',
] as const;
export type Filter = (typeof FILTERS)[number];

/** One deal that could be meant, with its reasons, best first. */
export interface RankedDeal {
  readonly card: CardRef;
  readonly score: number;
  readonly reasons: readonly RankReason[];
}
export type RankReason =
  | { readonly kind: 'people-on-deal'; readonly names: readonly string[] }
  | { readonly kind: 'words-in-text'; readonly words: readonly string[] }
  | { readonly kind: 'used-in-thread' }
  | { readonly kind: 'late-stage'; readonly stage: string }
  | { readonly kind: 'recent'; readonly updatedAt: UnixMs };
