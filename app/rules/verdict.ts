/** What deciding a thread takes and gives: facts in, desired links with their evidence out. */
import type { Identity } from '../domain/account.ts';
import type { CardId, MailId, UnixMs } from '../domain/ids.ts';
import type { Extent, ExtentChoice } from '../domain/extent.ts';
import type { Decision, Evidence, Filter, FormerSplit, LinkOrigin, RankedDeal } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { Policy } from '../domain/policy.ts';
import type { CardLookup } from './card-lookup.ts';

export interface ThreadFacts {
  /** In any order; parents that are not among them count as none. */
  readonly mails: readonly MailFacts[];
  /**
   * Standing decisions (not undone) that point at a mail of the thread, or by `personKey` at somebody who takes part in
   * it.
   */
  readonly decisions: readonly Decision[];
  /** Splits of the thread that were taken back. */
  readonly formerSplits: readonly FormerSplit[];
  /** Standing words on how much of its mail may leave. */
  readonly extents: readonly ExtentChoice[];
  /** What the user said of people who take part, for those whose address stands on several cards. */
  readonly answers: readonly RememberedAnswer[];
}

/** The user put some mail with a person on it on a card: of rivals for that person's address, this one is meant (rules 1.3). */
export interface RememberedAnswer {
  /** `personKey` of the address. */
  readonly person: string;
  readonly cardId: CardId;
  readonly decidedAt: UnixMs;
}

/** Everything besides the mail that rules ask when they decide; the same for all threads. */
export interface World {
  readonly cards: CardLookup;
  readonly identity: Identity;
  readonly policy: Policy;
}

export interface DecideThread extends World {
  readonly thread: ThreadFacts;
}

export interface DesiredLink {
  readonly cardId: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: Evidence;
}

/** A tombstone that stopped a link, or that would stop one. */
export interface TombstoneAtWork {
  readonly cardId: CardId;
  readonly decision: Decision;
}

export interface MailVerdict {
  readonly mailId: MailId;
  readonly links: readonly DesiredLink[];
  /** How much of it may go to the CRMs of its cards. */
  readonly extent: Extent;
  readonly keptOut: readonly TombstoneAtWork[];
  /**
   * What the user is asked, best first: which of several deals that fit, or whose address it is when several cards have
   * it. Null for nothing.
   */
  readonly question: readonly RankedDeal[] | null;
  /** The filter in force, which lets only the user's word and exact addresses through; null for none. */
  readonly heldBy: Filter | null;
  /** Cards the rules saw besides those linked, with the evidence that pointed at them, for *why*; empty when it was not asked. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly cardId: CardId;
  readonly evidence: Evidence;
  /**
   * `several-cards`: more than one card has the address. `deal-closed`: closed before the mail was sent. `deal-later`:
   * opened after it was sent. `several-deals`: more than one deal fits. `deal-given`: the user, or the mail it answers,
   * already said which.
   */
  readonly because:
    | 'tombstone'
    | 'address-beats-domain'
    | 'several-cards'
    | 'deal-closed'
    | 'deal-later'
    | 'several-deals'
    | 'deal-given';
}
