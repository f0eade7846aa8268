/** What the user did and what followed: history, undo of many, files of decisions, rehearsal, and mail that waits for a yes. */
import type { CardRef } from '../domain/card.ts';
import type { Extent, ExtentReach } from '../domain/extent.ts';
import type { ActionId, CrmId, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../domain/ids.ts';
import type { Evidence, Reach, Verdict } from '../domain/link.ts';
import type { PersonalSign, WordLanguage } from '../domain/personal.ts';
import type { RehearsedSet } from '../domain/rehearsal.ts';
import type { ActionView } from './action-views.ts';
import type { Person } from './people-views.ts';

/** A mail that history speaks of; only its key is known while it is not, or no longer, on this computer. */
export interface MailInHistory {
  readonly key: MessageKey;
  readonly mailId: MailId | null;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId | null;
  readonly subject: string;
}

/**
 * One thing that happened to a mail and a card, or to a mail alone: the user said something, took it back, a rule put the mail on the
 * card or took it off, the CRM took it or gave it back.
 */
export type HistoryEvent =
  | {
      readonly kind: 'decided';
      readonly verdict: Verdict;
      readonly reach: Reach;
      readonly person: string | null;
      readonly isSplit: boolean;
    }
  | { readonly kind: 'undone'; readonly verdict: Verdict; readonly reach: Reach }
  | { readonly kind: 'extent'; readonly extent: Extent; readonly reach: ExtentReach }
  | { readonly kind: 'extent-undone'; readonly extent: Extent; readonly reach: ExtentReach }
  | { readonly kind: 'linked'; readonly evidence: Evidence }
  | { readonly kind: 'unlinked'; readonly evidence: Evidence }
  | { readonly kind: 'pushed'; readonly extent: Extent; readonly answer: string }
  | { readonly kind: 'taken-off'; readonly answer: string };

export interface HistoryEntry {
  readonly at: UnixMs;
  readonly by: 'you' | 'rules' | 'crm';
  readonly event: HistoryEvent;
  readonly mail: MailInHistory;
  /** Null for words on how much of a mail may leave. */
  readonly card: CardRef | null;
  /** The action it was part of, and whether that can be taken back still. */
  readonly actionId: ActionId | null;
  readonly canUndo: boolean;
}

/** What taking back several actions changed, or would change. */
export interface UndoReport {
  /** Newest first. */
  readonly actions: readonly ActionView[];
  readonly mailCount: number;
  readonly isPreview: boolean;
}

/** What a detach would do. */
export interface DetachPreview {
  /** Mails that would leave the card. */
  readonly mailCount: number;
}

export interface ExportReport {
  readonly path: string;
  readonly decisions: number;
  readonly extents: number;
}

/** What a file of decisions brought, or would bring. */
export interface DecisionImportReport {
  /** Null when nothing was new, and for a preview. */
  readonly actionId: ActionId | null;
  /** Words in the file. */
  readonly total: number;
  /** Words that were not known here, also those about rules and about words that hold mail back. */
  readonly added: number;
  /** Words known here that were taken back on the other computer. */
  readonly takenBack: number;
  /** Words known here already. */
  readonly known: number;
  /** New words on mail that has not come to this computer; they count when it comes. */
  readonly waiting: number;
  /** Mails that come on a card or leave one. */
  readonly mailCount: number;
  readonly isPreview: boolean;
}

/** A mail that looks personal: on its cards here, and not pushed before the user says yes. */
export interface HeldMail {
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly subject: string;
  readonly from: Person;
  readonly sentAt: UnixMs;
  readonly snippet: string;
  readonly cards: readonly CardRef[];
  readonly sign: PersonalSign;
}

export interface PersonalWordView {
  readonly language: WordLanguage;
  /** As it was written; commands take any form that is compared as the same. */
  readonly word: string;
  /** It came with Mailpin. */
  readonly isDefault: boolean;
  /** A word that came with Mailpin may be off. */
  readonly isOn: boolean;
}
export interface PersonalWordsView {
  readonly words: readonly PersonalWordView[];
  readonly addresses: readonly string[];
}

/** What the first push to a CRM would do. */
export interface RehearsalView {
  readonly crmId: CrmId;
  readonly isLocal: boolean;
  /** Whether this CRM is rehearsed at all. */
  readonly isOn: boolean;
  /** Mails that wait for the go, and the cards they would come on. */
  readonly mailCount: number;
  readonly cardCount: number;
  /** Of these mails, how many belong to each set. */
  readonly counts: Readonly<Record<RehearsedSet, number>>;
  readonly attachmentBytes: number;
  /** When the user said go last; null before. */
  readonly goneAt: UnixMs | null;
}

export interface RehearsedMail {
  readonly mailId: MailId;
  readonly threadId: ThreadId;
  readonly messageId: MessageId | null;
  readonly subject: string;
  readonly from: Person;
  readonly sentAt: UnixMs;
  readonly cards: readonly CardRef[];
  readonly sign: PersonalSign | null;
}
