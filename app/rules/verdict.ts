/** What deciding a thread takes and gives: facts in, desired links with their evidence out. */
import type { Identity } from '../domain/account.ts';
import type { CardId, MailId } from '../domain/ids.ts';
import type { Decision, Evidence, Filter, LinkOrigin, RankedDeal } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { CardLookup } from './card-lookup.ts';

export interface ThreadFacts {
  /** Parents before children; ties by time, then key. */
  readonly mails: readonly MailFacts[];
  /** Standing decisions (not undone) that point at a mail of the thread, or at a person who takes part in it. */
  readonly decisions: readonly Decision[];
}

export interface DecideThread {
  readonly thread: ThreadFacts;
  readonly cards: CardLookup;
  readonly identity: Identity;
  /** Whether a domain (ASCII) gives mailboxes to anybody. */
  readonly isFreeMail: (domain: string) => boolean;
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
  readonly keptOut: readonly TombstoneAtWork[];
  /** Several open deals fit, best first; null when nothing is to be asked. */
  readonly question: readonly RankedDeal[] | null;
  /** The filter that stopped automatic links; null when none did. */
  readonly heldBy: Filter | null;
  /** Cards the rules saw besides those linked, with the evidence that pointed at them, for *why*. */
  readonly passedOver: readonly {
    readonly cardId: CardId;
    readonly evidence: Evidence;
    readonly because: 'tombstone' | 'filter' | 'address-beats-domain' | 'deal-closed' | 'several-deals' | 'deal-given';
  }[];
}
