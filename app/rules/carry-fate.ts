import type { Extent } from '../domain/extent.ts';
import type { OutboxState } from '../domain/outbox.ts';
import type { ErrorCode } from '../errors.ts';

/** What is known of one mail on a card whose mail is carried over, and of the counterpart. */
export interface MailToCarry {
  /** The card was carried: what the user said was said of the counterpart too. */
  readonly isWritten: boolean;
  /** The mail is on the counterpart. */
  readonly isLinked: boolean;
  /** The user keeps it off the counterpart. */
  readonly isKeptOut: boolean;
  /** It looks personal, and the user has not said yes. */
  readonly isHeld: boolean;
  readonly extent: Extent;
  /** What the new CRM is owed of it; null for nothing. */
  readonly debt: {
    readonly state: OutboxState['kind'];
    readonly because: ErrorCode | null;
    readonly isHeld: boolean;
  } | null;
}

/** `arrived`: the new CRM has it. `waiting`: on its way there. The others say why not. */
export type CarryFate =
  'arrived' | 'waiting' | 'not-written' | 'kept-out' | 'held' | 'private' | 'elsewhere' | 'refused';

/**
 * How far a mail is on its way to the counterpart of its card. What the new CRM said comes first; where it was asked for nothing, what
 * the user said tells why. Pure; throws nothing.
 */
export function carryFate({ isWritten, isLinked, isKeptOut, isHeld, extent, debt }: MailToCarry): CarryFate {
  if (debt !== null) {
    if (debt.state === 'done') return 'arrived';
    if (debt.state === 'dead') return 'refused';
    if (debt.because === ('crm.one-card-only' satisfies ErrorCode)) return 'elsewhere';
    return debt.isHeld ? 'held' : 'waiting';
  }
  if (isKeptOut) return 'kept-out';
  if (extent === 'none') return 'private';
  if (isHeld) return 'held';
  if (!isWritten) return 'not-written';
  return isLinked ? 'waiting' : 'kept-out';
}
