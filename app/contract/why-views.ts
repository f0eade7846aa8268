/** What *why* answers with: lines, and what they are about. */
import type { CanonicalAddress } from '../domain/ids.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';
import type { CardSummary } from './card-views.ts';
import type { MailView } from './mail-views.ts';

export type { WhyFix, WhyLine };

export interface MailWhy {
  readonly kind: 'mail';
  /** Of a mail to a crowd with the first hundred people and links only; `recipientCount` and the lines count all. */
  readonly mail: MailView;
  readonly lines: readonly WhyLine[];
}
export interface CardWhy {
  readonly kind: 'card';
  readonly card: CardSummary;
  readonly lines: readonly WhyLine[];
}
export interface AddressWhy {
  readonly kind: 'address';
  readonly address: CanonicalAddress;
  /** The name that mail gives it most recently; empty when none does. */
  readonly name: string;
  readonly lines: readonly WhyLine[];
}
/** A Message-ID that is not in the mirror: where it may be. */
export interface AbsentWhy {
  readonly kind: 'absent';
  readonly messageId: string;
  readonly lines: readonly WhyLine[];
}
export type Why = MailWhy | CardWhy | AddressWhy | AbsentWhy;
