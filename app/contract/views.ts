/** What queries answer with: made for reading, plain values only. */
import type {
  AccountId,
  ActionId,
  MailboxId,
  MailId,
  MessageId,
  MessageKey,
  CrmId,
  OutboxId,
  ThreadId,
  UnixMs,
} from '../domain/ids.ts';
import type { ImportChoice, Relation, SourceSettings } from '../domain/account.ts';
import type { CardRef, CardStatus, Money, Stage } from '../domain/card.ts';
import type {
  ActionKind,
  Evidence,
  Filter,
  LinkOrigin,
  RankedDeal,
  RankReason,
  Reach,
  Verdict,
} from '../domain/link.ts';
import type { Attachment, Direction, MailboxRole, MailKind, Participant } from '../domain/mail.ts';
import type { Extent } from '../domain/extent.ts';
import type { MailDetails } from '../domain/mail-details.ts';
import type { OutboxIntent, OutboxState } from '../domain/outbox.ts';
import type { PersonalSign } from '../domain/personal.ts';
import type { RuleSaying } from '../domain/policy.ts';
import type { CrmEntryView } from './crm-entry-views.ts';
import type { WireError } from './wire.ts';
import type { BouncedMail, DeliveryTrouble } from './mail-details-views.ts';

/** A page of a long list; `next` is the cursor of the following page, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: number;
}

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

/** The chips of a thread: which card it is on, what is asked, what was refused. */
export type Chip =
  | { readonly kind: 'card'; readonly card: CardRef; readonly push: PushState; readonly isHeadersOnly: boolean }
  | { readonly kind: 'question'; readonly dealCount: number }
  | { readonly kind: 'kept-out'; readonly card: CardRef }
  | { readonly kind: 'private'; readonly because: Filter }
  | { readonly kind: 'many-recipients'; readonly count: number };

/** A person as lists show them. */
export interface Person {
  readonly name: string;
  readonly address: string;
  readonly isMe: boolean;
}

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

/** Somebody in the header of a mail, and who that is to the user; null when what stands there is no address. */
export interface ParticipantView extends Participant {
  readonly relation: Relation | null;
}

/** A mail in the reading pane; its body comes by `mails.body`. */
export interface MailView {
  readonly id: MailId;
  readonly messageId: MessageId | null;
  readonly key: MessageKey;
  readonly subject: string;
  readonly participants: readonly ParticipantView[];
  readonly recipientCount: number;
  readonly sentAt: UnixMs;
  readonly isDateGuessed: boolean;
  readonly direction: Direction;
  readonly kind: MailKind;
  /** What its kind tells; null for a personal and for a bulk mail. */
  readonly details: MailDetails | null;
  /** For a mail of the user: whom it did not reach. */
  readonly troubles: readonly DeliveryTrouble[];
  /** For a bounce: the mail it is about, when the mirror has it. */
  readonly bounced: BouncedMail | null;
  readonly isSeen: boolean;
  readonly snippet: string;
  readonly attachments: readonly Attachment[];
  /** How much of it may go to the CRMs of its cards. */
  readonly extent: Extent;
  readonly links: readonly LinkView[];
  readonly keptOut: readonly KeptOut[];
  readonly mailboxes: readonly MailboxRef[];
}

export interface MailboxRef {
  readonly accountId: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
}

export interface MailBody {
  readonly mailId: MailId;
  /** Plain text; made from the HTML when the mail has no text part. */
  readonly text: string;
  /** As the sender wrote it: hostile until sanitised. */
  readonly html: string | null;
  /** Only the beginning of the text is here, of so many bytes; `mails.fetch-text` fetches the rest. Null for a whole text. */
  readonly shortened: { readonly textBytes: number; readonly isLost: boolean } | null;
}

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

/** A card as lists and the board show it. */
export interface CardSummary extends CardRef {
  readonly status: CardStatus;
  readonly stageId: string | null;
  readonly stageName: string | null;
  readonly value: Money | null;
  readonly companyName: string | null;
  readonly people: readonly string[];
  readonly mailCount: number;
  /** Who wrote the newest mail on the card, and when. */
  readonly lastMail: { readonly name: string; readonly direction: Direction; readonly at: UnixMs } | null;
}

export interface MailOnCard {
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly subject: string;
  readonly from: Person;
  readonly direction: Direction;
  readonly sentAt: UnixMs;
  readonly snippet: string;
  readonly origin: LinkOrigin;
  readonly evidence: Evidence;
  readonly push: PushState;
}

export interface CardDetail {
  readonly card: CardSummary;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  readonly company: CardRef | null;
  /** Deals: contacts on it. Companies and contacts: their deals and people. */
  readonly related: readonly CardSummary[];
  /** Newest first. */
  readonly mails: readonly MailOnCard[];
  readonly keptOut: readonly KeptOut[];
  /** What the CRM itself says is on the card. */
  readonly atCrm: readonly CrmEntryView[];
  /** Why the CRM could not be asked what is on the card; `atCrm` is empty then. */
  readonly crmError?: WireError;
}

/** A card that can be dropped on, best first, with its reasons. */
export interface DropTarget {
  readonly card: CardSummary;
  readonly reasons: readonly RankReason[];
  readonly isAttached: boolean;
  /** Mails of the dragged thread that are kept out of this card. */
  readonly keptOut: readonly KeptOut[];
}

export interface Board {
  readonly pipelines: readonly Pipeline[];
}
/** Two CRMs may both call theirs "Sales". */
export interface Pipeline {
  readonly crmId: CrmId;
  readonly name: string;
  readonly columns: readonly BoardColumn[];
}
export interface BoardColumn {
  readonly stage: Stage;
  readonly deals: readonly CardSummary[];
}

/** How fast the past of an account is read. */
export interface BackfillPace {
  readonly mailsPerSecond: number;
  readonly secondsLeft: number;
}

/** What an account is doing, for people (architecture: two vocabularies). */
export type AccountState =
  | { readonly kind: 'never-synced' }
  | { readonly kind: 'connecting' }
  /** The past is read; new mail comes beside it. `pace` is null before there is anything to say. */
  | { readonly kind: 'mirroring'; readonly done: number; readonly total: number; readonly pace: BackfillPace | null }
  /** New mail comes; reading the past waits until the user goes on with it. */
  | { readonly kind: 'paused'; readonly done: number; readonly total: number }
  | { readonly kind: 'up-to-date'; readonly at: UnixMs }
  | { readonly kind: 'watching'; readonly since: UnixMs }
  | { readonly kind: 'trouble'; readonly error: WireError; readonly since: UnixMs; readonly retryAt: UnixMs | null }
  /** The user disconnected it: its password is forgotten, its mail stays. */
  | { readonly kind: 'disconnected'; readonly since: UnixMs }
  /** Its data is being deleted; a deletion that was cut off goes on with the next start. */
  | { readonly kind: 'deleting'; readonly since: UnixMs };

export interface MailboxFacts {
  readonly id: MailboxId;
  readonly path: string;
  readonly role: MailboxRole | null;
  readonly isMirrored: boolean;
  /** Whether the user may choose to read it: drafts, junk and trash never are. */
  readonly isChoosable: boolean;
  /** Mails at the server when it was last asked; null before that. */
  readonly serverCount: number | null;
  readonly mirroredCount: number;
  /** Mails that the import choice leaves at the server. */
  readonly outsideCount: number;
  /** Mails that could not be read; they are counted, never forgotten. */
  readonly failedCount: number;
  readonly unseenCount: number;
  readonly lastSuccessAt: UnixMs | null;
}

export interface AccountFacts {
  readonly id: AccountId;
  readonly address: string;
  readonly settings: SourceSettings;
  readonly state: AccountState;
  readonly importChoice: ImportChoice;
  readonly mailboxes: readonly MailboxFacts[];
  readonly lastMailAt: UnixMs | null;
  /** The user lets older mail wait; new mail comes all the same. */
  readonly isBackfillPaused: boolean;
}

/** Facts for the status line and `mailpin status`; nothing here is an opinion. */
export interface StatusFacts {
  readonly accounts: readonly AccountFacts[];
  readonly mailCount: number;
  readonly threadCount: number;
  readonly linkedMailCount: number;
  readonly linkCount: number;
  readonly questionCount: number;
  /** Mails with no card, by the filter that held them; `nobody` are those no card matched. */
  readonly heldBack: Readonly<Record<Filter | 'nobody', number>>;
  readonly keptOutCount: number;
  readonly outbox: OutboxFacts;
  readonly cardCounts: {
    readonly lead: number;
    readonly contact: number;
    readonly company: number;
    readonly deal: number;
  };
  readonly lastAction: ActionView | null;
  readonly databaseBytes: number;
}

export interface OutboxFacts {
  readonly waiting: number;
  /** Looks personal and waits for the user's yes. */
  readonly held: number;
  /** Waits until the user saw what would happen and says go. */
  readonly rehearsing: number;
  /** Mails that are on a card at the CRM, once a card. */
  readonly arrived: number;
  /** Mails that were on a card at the CRM and were taken off again. */
  readonly takenOff: number;
  readonly dead: number;
}

export interface OutboxEntryView {
  readonly id: OutboxId;
  readonly intent: OutboxIntent;
  readonly state: OutboxState;
  /** What it waits for before its time comes; null for nothing. */
  readonly waitsFor: 'yes' | 'go' | null;
  readonly crmId: CrmId;
  /** What the CRM said with its refusal, for the words of the error; null when nothing was refused. */
  readonly refusal: WireError | null;
  readonly card: CardRef;
  readonly mailId: MailId | null;
  readonly subject: string;
  readonly createdAt: UnixMs;
}

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

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows that were refused: where they stand in the file, a code for what is wrong, and the value that is. */
  readonly refused: readonly { readonly row: number; readonly problem: string; readonly value: string }[];
  readonly relinkedMails: number;
}

export interface SyncReport {
  readonly accountId: AccountId;
  readonly error: WireError | null;
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
  readonly mailboxes: readonly MailboxFacts[];
}
export interface DrainReport {
  readonly attached: number;
  readonly detached: number;
  readonly waiting: number;
  readonly held: number;
  readonly rehearsing: number;
  readonly dead: number;
}

/** What a decision changed, so that the window can show it and undo it. */
export interface DecisionOutcome {
  readonly actionId: ActionId;
  readonly mailIds: readonly MailId[];
  readonly threadIds: readonly ThreadId[];
}
