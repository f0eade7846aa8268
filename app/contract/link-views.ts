/** That a mail is on a card, how far that has come at the CRM, and that it is kept out of one. */
import type { CardRef } from '../domain/card.ts';
import type { MailId, UnixMs } from '../domain/ids.ts';
import type { Evidence, LinkOrigin, Reach } from '../domain/link.ts';
import type { PersonalSign } from '../domain/personal.ts';
import type { WireError } from './wire.ts';

/** How far a link has come on its way to the CRM. `arrived` is said only after the CRM's answer. */
export type PushState =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'waiting'; readonly until: UnixMs | null; readonly because: WireError['code'] | null }
  /** It looks personal and waits for the user's yes. */
  | { readonly kind: 'held'; readonly sign: PersonalSign }
  /** The CRM gets nothing before the user saw what would happen. */
  | { readonly kind: 'rehearsal' }
  /** The user keeps it on this computer. */
  | { readonly kind: 'private' }
  | { readonly kind: 'failed'; readonly because: WireError['code'] };

export interface LinkView {
  readonly mailId: MailId;
  readonly card: CardRef;
  readonly origin: LinkOrigin;
  readonly evidence: Evidence;
  readonly linkedAt: UnixMs;
  readonly push: PushState;
}

/** A tombstone at work: this mail would be, or was, on the card, and the user said no. */
export interface KeptOut {
  readonly mailId: MailId;
  readonly card: CardRef;
  readonly reach: Reach;
  /** Set when the reach is `person`. */
  readonly person: string | null;
  readonly decidedAt: UnixMs;
  readonly subject: string;
}
