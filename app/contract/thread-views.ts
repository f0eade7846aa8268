/** Threads as lists, the reading pane and "Needs you" show them. */
import type { CardRef } from '../domain/card.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../domain/ids.ts';
import type { Filter, RankedDeal } from '../domain/link.ts';
import type { Direction } from '../domain/mail.ts';
import type { CardSummary } from './card-views.ts';
import type { PushState } from './link-views.ts';
import type { MailView } from './mail-views.ts';
import type { Person } from './people-views.ts';

/** The chips of a thread: which card it is on, what is asked, what was refused. */
export type Chip =
  | { readonly kind: 'card'; readonly card: CardRef; readonly push: PushState; readonly isHeadersOnly: boolean }
  | { readonly kind: 'question'; readonly dealCount: number }
  | { readonly kind: 'kept-out'; readonly card: CardRef }
  | { readonly kind: 'private'; readonly because: Filter }
  | { readonly kind: 'many-recipients'; readonly count: number };

export interface ThreadSummary {
  readonly id: ThreadId;
  /** The newest mail, by which a thread can be named outside this computer. */
  readonly newestMessageId: MessageId | null;
  readonly newestMailId: MailId;
  readonly subject: string;
  /** In order of first appearance, at most five; `peopleCount` has them all. */
  readonly people: readonly Person[];
  readonly peopleCount: number;
  readonly snippet: string;
  readonly lastAt: UnixMs;
  readonly lastDirection: Direction;
  readonly mailCount: number;
  readonly unseenCount: number;
  readonly hasAttachments: boolean;
  readonly chips: readonly Chip[];
}

/** A question for the user: several open deals fit this mail. */
export interface Question {
  readonly threadId: ThreadId;
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly subject: string;
  /** First words of the mail, by which one can tell what it is about. */
  readonly snippet: string;
  readonly people: readonly Person[];
  readonly sentAt: UnixMs;
  readonly deals: readonly RankedDeal[];
}

export interface ThreadDetail {
  readonly summary: ThreadSummary;
  /** Oldest first. */
  readonly mails: readonly MailView[];
  /** Cards any mail of the thread is on, deals first. */
  readonly cards: readonly CardSummary[];
  readonly question: Question | null;
}
