import type { ActivityId, UnixMs } from './ids.ts';
import type { ErrorCode } from '../errors.ts';

/** Where a debt to the CRM stands (rules 7.3). */
export type OutboxState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'sending'; readonly leaseUntil: UnixMs; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly until: UnixMs; readonly attempt: number; readonly because: ErrorCode }
  | { readonly kind: 'done'; readonly activityId: ActivityId | null }
  | { readonly kind: 'dead'; readonly because: ErrorCode };

/** What is owed: the mail on the card, or off it. */
export type OutboxIntent = 'attach' | 'detach';

/** What a CRM says it did with a mail it was given. */
export type AttachOutcome = 'created' | 'linked-existing' | 'already-attached';
/** What a CRM says it did with a mail it was asked to take off a card. */
export type DetachOutcome = 'unlinked' | 'deleted' | 'was-not-linked';
