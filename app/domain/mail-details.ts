/** What is known of a mail that is not simply a mail between people. */
import type { MessageId, UnixMs } from './ids.ts';

/** Why a mail did not reach somebody, in the words of the window. */
export const BOUNCE_REASONS = [
  'no-such-mailbox',
  'no-such-domain',
  'moved',
  'accepts-no-mail',
  'mailbox-full',
  'mailbox-disabled',
  'too-large',
  'too-many',
  'spam',
  'blocked',
  'not-authenticated',
  'not-allowed',
  'unreachable',
  'server-trouble',
  'unknown',
] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** What became of a mail on its way to one recipient. Source: RFC 3464 2.3.3; `delivered` stands also for relayed and expanded. */
export type DeliveryOutcome = 'failed' | 'delayed' | 'delivered';

export interface BounceRecipient {
  /** Canonical where it is an address. */
  readonly address: string;
  readonly outcome: DeliveryOutcome;
  /** Whether the address itself is bad, so that sending again cannot help. Never for what is delayed or delivered. */
  readonly isHard: boolean;
  readonly reason: BounceReason;
  /** Enhanced status code (RFC 3463), for example `5.1.1`. */
  readonly statusCode: string | null;
  /** What the refusing server said, on one line. */
  readonly diagnostic: string | null;
}

export interface BounceDetails {
  readonly kind: 'bounce';
  readonly recipients: readonly BounceRecipient[];
  /** Message-ID of the mail that bounced. It never threads or matches the bounce. */
  readonly originalId: MessageId | null;
  readonly originalSubject: string | null;
}

export interface AutoReplyDetails {
  readonly kind: 'auto-reply';
  /** `receipt`: the mail was displayed or deleted (RFC 8098); `away`: out of office; `answer`: any other robot. */
  readonly sort: 'away' | 'receipt' | 'answer';
  /** Last day of the absence as the text says it, `2026-11-30`; null when it says none that can be read for sure. */
  readonly awayUntil: string | null;
}

/** A moment of a calendar. `at` is null for a whole day and for a zone that nobody knows. */
export interface CalendarMoment {
  /** As written, in its own zone: `2026-11-22` or `2026-11-22T15:00:00`. */
  readonly local: string;
  /** `UTC`, an IANA name, another name as written, or null for floating times and days. */
  readonly zone: string | null;
  readonly at: UnixMs | null;
}

export interface Attendee {
  readonly address: string;
  readonly name: string;
  /** PARTSTAT in lower case, for example `accepted`. */
  readonly status: string;
}

export interface InvitationDetails {
  readonly kind: 'invitation';
  /** METHOD of RFC 5546, for example `REQUEST`. */
  readonly method: string;
  readonly uid: string | null;
  readonly sequence: number;
  readonly summary: string;
  readonly location: string;
  readonly organizer: Attendee | null;
  readonly attendees: readonly Attendee[];
  readonly startsAt: CalendarMoment | null;
  /** For whole days the day after the last one, as in the calendar. */
  readonly endsAt: CalendarMoment | null;
  readonly isRecurring: boolean;
}

export interface BulkDetails {
  readonly kind: 'bulk';
  /** Id of the mailing list (RFC 2919), without angle brackets. */
  readonly listId: string | null;
  /** Names of the header fields that say so, in lower case. */
  readonly signs: readonly string[];
}

export type MailDetails = BounceDetails | AutoReplyDetails | InvitationDetails | BulkDetails;
