import type { ActivityId, UnixMs } from './ids.ts';
import type { ErrorCode } from '../errors.ts';

/** Where a debt to the CRM stands (rules 7.3). */
export type OutboxState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'sending'; readonly leaseUntil: UnixMs; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly until: UnixMs; readonly attempt: number; readonly because: ErrorCode }
  | { readonly kind: 'done'; readonly activityId: ActivityId | null }
  | { readonly kind: 'dead'; readonly because: ErrorCode };

/**
 * What a debt waits for before its time (rules 8): a look at the mail, nothing, the user's yes to a mail that looks personal, the user's go
 * for a whole CRM. What is owed off a card waits for nothing.
 */
export type Gate = 'unscreened' | 'open' | 'personal' | 'rehearsal';

/** A word of the user that a debt waits for. */
export type AwaitedWord = 'yes' | 'go';

/** What is owed: the mail on the card, or off it. */
export type OutboxIntent = 'attach' | 'detach';

/** What a CRM says it did with a mail it was given. */
export type AttachOutcome = 'created' | 'linked-existing' | 'already-attached';
/** What a CRM says it did with a mail it was asked to take off a card. */
export type DetachOutcome = 'unlinked' | 'deleted' | 'was-not-linked';
