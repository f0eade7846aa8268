/** What the user holds: mail picked up by dragging, by A (to choose a card for it), or by cutting it. */
import type { CardRef } from '../../app/domain/card.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import type { Reach } from '../../app/domain/link.ts';

/** One picked-up thing: a thread by its newest mail, or a single mail. */
export interface HeldMail {
  readonly threadId: ThreadId;
  readonly mailId: MailId;
  readonly subject: string;
  readonly who: string;
}

export interface Hand {
  readonly how: 'drag' | 'choose' | 'cut';
  readonly mails: readonly HeldMail[];
  readonly unit: 'thread' | 'message';
  /** The card the mail was taken from; dropping it on another card moves it there. */
  readonly from: CardRef | null;
}

/**
 * Whether dropping on a card also takes the mail off the one it came from: between cards of one kind, so that a mail moves
 * from deal to deal but stays on its deal when it is put on a contact.
 */
export function isMove({ from }: Hand, to: CardRef): boolean {
  return from !== null && from.id !== to.id && from.kind === to.kind;
}

/** How far an attach from this hand goes; Alt narrows threads to the mail that was taken. */
export function reachOf(hand: Hand, isAlt: boolean): Reach {
  return isAlt ? 'message' : hand.unit;
}
