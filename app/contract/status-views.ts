/** What accounts, mailboxes and the outbox are doing: facts, no opinions. */
import type { ImportChoice, SourceSettings } from '../domain/account.ts';
import type { AccountId, MailboxId, UnixMs } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { MailboxRole } from '../domain/mail.ts';
import type { ActionView } from './action-views.ts';
import type { WireError } from './wire.ts';

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
