/** Questions the engine answers. Names are `noun.verb`; inputs and outputs are plain, clonable values. */
import type { TextKeeping } from '../domain/text-keeping.ts';
import type { SpaceFacts } from './space-views.ts';
import type {
  AccountId,
  CardId,
  CrmId,
  EntryId,
  MailId,
  MailboxId,
  MessageId,
  MessageKey,
  ThreadId,
  UnixMs,
} from '../domain/ids.ts';
import type { CardKind } from '../domain/card.ts';
import type { BlocklistView, FilterName, FiltersView, IdentityView, RuledMails } from './rules-views.ts';
import type { MailName } from './mail-name.ts';
import type { CarryName, CarryPreview, CarryReport, CarryRow, CarrySet, CarryView } from './carry-views.ts';
import type { ConnectorView, CrmView } from './crm-views.ts';
import type { LedgerEntry } from './ledger-views.ts';
import type { AccountAddress, DeletionFacts } from './account-views.ts';
import type { RehearsedSet } from '../domain/rehearsal.ts';
import type { HeldMail, HistoryEntry, PersonalWordsView, RehearsalView, RehearsedMail } from './decision-views.ts';
import type { AuditReport } from './audit-views.ts';
import type { SearchAnswer } from './search-views.ts';
import type { ActionView, OutboxEntryView } from './action-views.ts';
import type { Board, CardDetail, CardSummary, DropTarget } from './card-views.ts';
import type { LinkView } from './link-views.ts';
import type { MailBody, MailView } from './mail-views.ts';
import type { Page } from './page.ts';
import type { AccountFacts, StatusFacts } from './status-views.ts';
import type { Question, ThreadDetail, ThreadSummary } from './thread-views.ts';
import type { DealThreadsSuggestion, Suggestions, ThreadSuggestions } from './suggestion-views.ts';
import type { AddressWhy, CardWhy, MailWhy, Why } from './why-views.ts';

export interface ThreadFilter {
  readonly accountId?: AccountId | undefined;
  readonly mailboxId?: MailboxId | undefined;
  readonly cardId?: CardId | undefined;
  readonly isUnlinked?: boolean | undefined;
}

export interface Queries {
  'status.get': { input: Record<never, never>; output: StatusFacts };
  /** The user's addresses that an account has to do with, its own first. Errors: input.unknown-account. */
  'accounts.addresses': { input: { readonly accountId: AccountId }; output: readonly AccountAddress[] };
  /** What deleting the data of an account would take. Errors: input.unknown-account. */
  'accounts.deletion': { input: { readonly accountId: AccountId }; output: DeletionFacts };
  /** How long the texts of mail are kept whole. */
  'space.keeping': { input: Record<never, never>; output: TextKeeping };
  /** How much room the mirror takes, and for what. Reads the whole file: ask when it is asked for. */
  'space.get': { input: Record<never, never>; output: SpaceFacts };
  /** What the last audit of each account found; accounts that were never audited are left out. */
  'audit.last': { input: Record<never, never>; output: readonly AuditReport[] };
  'accounts.list': { input: Record<never, never>; output: readonly AccountFacts[] };
  /** Newest first. `cursor` is the `next` of the page before; the total counts the whole list. */
  'threads.list': {
    input: { readonly filter?: ThreadFilter | undefined; readonly cursor?: string | undefined; readonly limit: number };
    output: Page<ThreadSummary>;
  };
  /** Errors: input.unknown-mail when the thread is gone. */
  'threads.get': { input: { readonly threadId: ThreadId }; output: ThreadDetail };
  /** The thread of a mail. Errors: input.unknown-mail, input.ambiguous. */
  'threads.of': { input: { readonly mail: MailName }; output: ThreadDetail };
  /** Errors: input.unknown-mail, input.ambiguous (two different mails carry this Message-ID). */
  'mails.get': { input: { readonly mail: MailName }; output: MailView };
  'mails.body': { input: { readonly mailId: MailId }; output: MailBody };
  /** Words of the user: prefix match on every word, best and newest first. */
  'mails.search': { input: { readonly text: string; readonly limit: number }; output: SearchAnswer };
  /** Why a mail is, or is not, on cards; made by the functions that decided. */
  'mails.why': { input: { readonly mail: MailName }; output: MailWhy };
  /** Why mail is on a card, kept out of it, or passes it by. Errors: input.unknown-card, input.ambiguous. */
  'cards.why': { input: { readonly cardId: CardId | string }; output: CardWhy };
  /** Who an address is and what its mail leads to. Errors: input.invalid. */
  'addresses.why': { input: { readonly address: string }; output: AddressWhy };
  /**
   * Why of whatever the name means: a mail's number or Message-ID, a card's id or the end of it, an address.
   * Errors: input.unknown-name, input.unknown-mail, input.ambiguous.
   */
  'names.why': { input: { readonly name: string }; output: Why };
  'cards.list': {
    input: { readonly kind?: CardKind | undefined; readonly text?: string | undefined; readonly limit: number };
    output: readonly CardSummary[];
  };
  /** A card by its id or by an unambiguous end of it (`d7`, `deal:d7`). Errors: input.unknown-card, input.ambiguous. */
  'cards.get': { input: { readonly cardId: CardId | string }; output: CardDetail };
  /** Cards worth dropping these mails on, best first; `text` narrows by name. */
  'cards.targets': {
    input: { readonly mailIds: readonly MailId[]; readonly text?: string | undefined; readonly limit: number };
    output: readonly DropTarget[];
  };
  'board.get': { input: Record<never, never>; output: Board };
  /** Newest first, paged as `threads.list`. */
  'questions.list': {
    input: { readonly cursor?: string | undefined; readonly limit: number };
    output: Page<Question>;
  };
  /** What Mailpin proposes: people to make cards of, threads that belong together, threads for new deals. */
  'suggestions.list': { input: { readonly limit: number }; output: Suggestions };
  'suggestions.of-thread': { input: { readonly threadId: ThreadId }; output: ThreadSuggestions };
  /** Null when nothing is proposed. Errors: input.unknown-card, input.ambiguous. */
  'suggestions.of-card': { input: { readonly cardId: CardId | string }; output: DealThreadsSuggestion | null };
  'links.list': {
    input: {
      readonly mail?: MailName | undefined;
      readonly cardId?: CardId | string | undefined;
      readonly limit: number;
    };
    output: readonly (LinkView & {
      readonly messageId: MessageId | null;
      /** Identity of the mail on every computer, also of one without a Message-ID. */
      readonly key: MessageKey;
      readonly subject: string;
    })[];
  };
  'outbox.list': { input: { readonly limit: number }; output: readonly OutboxEntryView[] };
  /** Every CRM that Mailpin can be connected to. */
  'crms.connectors': { input: Record<never, never>; output: readonly ConnectorView[] };
  /** Every CRM Mailpin knows: the one inside it first. */
  'crms.list': { input: Record<never, never>; output: readonly CrmView[] };
  /** Every carry that was planned, the last one first. */
  'carries.list': { input: Record<never, never>; output: readonly CarryView[] };
  /** The cards of a carry: those that need the user first, then by name. Errors: input.nothing-planned. */
  'carries.rows': {
    input: CarryName & {
      readonly set?: CarrySet | undefined;
      readonly cursor?: string | undefined;
      readonly limit: number;
    };
    output: Page<CarryRow>;
  };
  /** What going would do. Errors: input.nothing-planned, input.unknown-crm. */
  'carries.preview': { input: CarryName; output: CarryPreview };
  /** How far it is, and what could not go and why. Errors: input.nothing-planned. */
  'carries.report': { input: CarryName; output: CarryReport };
  /**
   * What the CRMs carried out, newest first: every mail that left, with the answer. Every word of `text` must be in the subject, the
   * people or the card's name. Errors: input.unknown-card, input.unknown-mail, input.ambiguous, input.invalid (cursor).
   */
  'ledger.list': {
    input: {
      readonly text?: string | undefined;
      readonly cardId?: CardId | string | undefined;
      readonly mail?: MailName | undefined;
      readonly cursor?: string | undefined;
      readonly limit: number;
    };
    output: Page<LedgerEntry>;
  };
  /** What the user did, newest first. */
  'actions.list': { input: { readonly limit: number }; output: readonly ActionView[] };
  /** What happened to a card, to a mail, or at all since a time; newest first. Errors as cards.get and mails.get. */
  'history.list': {
    input: {
      readonly cardId?: CardId | string | undefined;
      readonly mail?: MailName | undefined;
      readonly since?: UnixMs | undefined;
      readonly limit: number;
    };
    output: readonly HistoryEntry[];
  };
  /** Mail that looks personal and waits for a yes, newest first. */
  'held.list': { input: { readonly limit: number }; output: Page<HeldMail> };
  'words.list': { input: Record<never, never>; output: PersonalWordsView };
  /** What the first push to each CRM would do. */
  'rehearsal.get': { input: Record<never, never>; output: readonly RehearsalView[] };
  /** The mails behind a number of a rehearsal, newest first. */
  'rehearsal.mails': {
    input: { readonly crmId: CrmId; readonly set: RehearsedSet; readonly limit: number };
    output: Page<RehearsedMail>;
  };
  /** Who is the user, who is a colleague, and what the mailbox proposes. */
  'identity.get': { input: Record<never, never>; output: IdentityView };
  /** What each filter holds, in all and since a time, and what the user lets through. */
  'filters.get': { input: { readonly since: UnixMs }; output: FiltersView };
  /** Mails that a filter holds, newest first. */
  'filters.mails': {
    input: { readonly filter: FilterName; readonly cursor?: string | undefined; readonly limit: number };
    output: RuledMails;
  };
  /** Who is protected or blocked, newest first. */
  'blocklist.list': { input: Record<never, never>; output: readonly BlocklistView[] };
  /** Mails in the mirror with somebody an entry covers, newest first. Errors: input.unknown-entry. */
  'blocklist.mails': {
    input: { readonly entryId: EntryId; readonly cursor?: string | undefined; readonly limit: number };
    output: RuledMails;
  };
}
export type QueryName = keyof Queries;
