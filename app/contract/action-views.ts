/** What the user did, what it changed, and what is owed to the CRM for it. */
import type { CardRef } from '../domain/card.ts';
import type { Extent } from '../domain/extent.ts';
import type { ActionId, CrmId, MailId, OutboxId, ThreadId, UnixMs } from '../domain/ids.ts';
import type { ActionKind, Reach, Verdict } from '../domain/link.ts';
import type { AwaitedWord, OutboxIntent, OutboxState } from '../domain/outbox.ts';
import type { RuleSaying } from '../domain/policy.ts';
import type { WireError } from './wire.ts';

/** One thing the user did, and whether it still can be taken back. */
export interface ActionView {
  readonly id: ActionId;
  readonly kind: ActionKind;
  /** Of links; null for other kinds. */
  readonly verdict: Verdict | null;
  /** Of links and extents; null for an import. */
  readonly reach: Reach | null;
  /** Of an extent; null for other kinds. */
  readonly extent: Extent | null;
  readonly mailCount: number;
  readonly subject: string;
  /** Those the verdict is about. */
  readonly cards: readonly CardRef[];
  /** A move: the card the mails were taken off in the same action. With reach `message` their replies move along. */
  readonly from: CardRef | null;
  /** Of a rule; null for other kinds. `subject` is then whom or what it is about. */
  readonly rule: RuleSaying | null;
  readonly at: UnixMs;
  readonly isUndone: boolean;
  /** It stands, and its 30 days are not over. */
  readonly canUndo: boolean;
}

export interface OutboxEntryView {
  readonly id: OutboxId;
  readonly intent: OutboxIntent;
  readonly state: OutboxState;
  /** What it waits for before its time comes; null for nothing. */
  readonly waitsFor: AwaitedWord | null;
  readonly crmId: CrmId;
  /** What the CRM said with its refusal, for the words of the error; null when nothing was refused. */
  readonly refusal: WireError | null;
  readonly card: CardRef;
  readonly mailId: MailId | null;
  readonly subject: string;
  readonly createdAt: UnixMs;
}

/** What a decision changed, so that the window can show it and undo it. */
export interface DecisionOutcome {
  readonly actionId: ActionId;
  readonly mailIds: readonly MailId[];
  readonly threadIds: readonly ThreadId[];
}
