import type { Filter } from './link.ts';
import type { CardId, MailId, MessageKey, ThreadId } from './ids.ts';

/** What a change of rules, decisions or cards would do to one mail. */
export interface MailChange {
  readonly mailId: MailId;
  readonly messageKey: MessageKey;
  readonly threadId: ThreadId;
  /** Cards it would come on. */
  readonly joins: readonly CardId[];
  /** Cards it would leave. */
  readonly leaves: readonly CardId[];
  /** Whether it would ask the user something it does not ask now. */
  readonly isAsking: boolean;
  /** The filter that holds it now, and that would. */
  readonly heldBefore: Filter | null;
  readonly heldBy: Filter | null;
  /** Whether it would be on any card. */
  readonly isOnCard: boolean;
}

/** The same in numbers. A mail that moves from one card to another is counted under both. */
export interface ChangeCounts {
  readonly mailCount: number;
  readonly joiningCount: number;
  readonly leavingCount: number;
  readonly askingCount: number;
  /** Cards that would get or lose mail. */
  readonly cardCount: number;
}
