/** Orders the engine carries out. They answer with ids and counts; what changed arrives as an event after the commit. */
import type {
  AccountId,
  ActionId,
  CardId,
  CrmId,
  Day,
  LedgerId,
  MailId,
  OutboxId,
  SignInId,
  ThreadId,
  UnixMs,
} from '../domain/ids.ts';
import type { SignInValues } from '../domain/sign-in.ts';
import type { ImportChoice, SourceSettings } from '../domain/account.ts';
import type { Extent, ExtentReach } from '../domain/extent.ts';
import type { DeletionReport, ImportCounts } from './account-views.ts';
import type { AuditReport } from './audit-views.ts';
import type { TextKeeping } from '../domain/text-keeping.ts';
import type { ShorteningPreview, SpaceReport } from './space-views.ts';
import type { CarryName, CarryView } from './carry-views.ts';
import type { Reach } from '../domain/link.ts';
import type { WordLanguage } from '../domain/personal.ts';
import type { DecisionImportReport, DetachPreview, ExportReport, UndoReport } from './decision-views.ts';
import type { MailName } from './mail-name.ts';
import type { MadeCard, SuggestionKey } from './suggestion-views.ts';
import type { MailPictures, OpenedMail } from './opened-mail-views.ts';
import type { BegunSignIn, BrowserSignInOrder, ConnectCrm } from './sign-in-views.ts';
import type { RuleChange, RuleOutcome, RulePreview } from './rules-views.ts';
import type { DecisionOutcome } from './action-views.ts';
import type { DrainReport, ImportReport, SyncReport } from './report-views.ts';
import type { MailboxFacts } from './status-views.ts';

export interface AddAccount {
  readonly address: string;
  readonly settings: SourceSettings;
  /** Goes straight into the keychain; null for local archives, or when the keychain already holds it. */
  readonly password: string | null;
  /** Connect and sign in before saving; `account add` and the window always do. */
  readonly isChecked: boolean;
  /** Everything when left out. */
  readonly importChoice?: ImportChoice | undefined;
}

/** What of an account becomes different; what is left out stays. */
export interface ChangeAccount {
  readonly accountId: AccountId;
  readonly settings?: SourceSettings | undefined;
  readonly password?: string | undefined;
  /** A wider choice fetches the rest, a narrower one deletes nothing. */
  readonly importChoice?: ImportChoice | undefined;
}

/** A card of the built-in CRM as an import file gives it; `docs/card-import.md` describes the file. */
export interface CardRow {
  readonly kind: 'lead' | 'contact' | 'company' | 'deal';
  readonly id: string;
  readonly name: string;
  readonly emails?: readonly string[] | undefined;
  readonly domains?: readonly string[] | undefined;
  /** Id of the company card. */
  readonly company?: string | undefined;
  /** Deals: ids of contacts (or leads) on the deal. */
  readonly people?: readonly string[] | undefined;
  readonly pipeline?: string | undefined;
  readonly stage?: string | undefined;
  readonly status?: 'open' | 'won' | 'lost' | 'converted' | undefined;
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
  readonly owner?: string | undefined;
  /** Leads: id of the contact the lead became. */
  readonly convertedTo?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly closedAt?: string | undefined;
  readonly row: number;
}

export interface Commands {
  /** Tries the credential and connects the CRM. Errors: input.invalid, input.crm-exists, keychain.*, crm.*. */
  'crms.connect': { input: ConnectCrm; output: CrmId };
  /**
   * Signs in again to a connected CRM, with another credential. Nothing changes before the CRM accepted it. Errors: input.unknown-crm,
   * input.invalid, keychain.*, crm.*.
   */
  'crms.sign-in': {
    input: { readonly crmId: CrmId; readonly values: SignInValues };
    output: { readonly user: string | null };
  };
  /**
   * Begins a sign-in in the browser. The address is to be opened there; then `sign-ins.end` waits. Errors: input.invalid,
   * input.crm-exists, input.unknown-crm, crm.port-taken, crm.*.
   */
  'sign-ins.begin': { input: BrowserSignInOrder; output: BegunSignIn };
  /** Waits until the user signed in, and connects the CRM. Errors: cancelled, crm.sign-in-refused, crm.sign-in-timeout, and as crms.connect. */
  'sign-ins.end': { input: { readonly signInId: SignInId }; output: CrmId };
  /** Ends a sign-in that nobody waits for any more. */
  'sign-ins.cancel': { input: { readonly signInId: SignInId }; output: null };
  /** Signs in and says who the user is there, if it is anybody in particular. Errors: input.unknown-crm, keychain.*, crm.*. */
  'crms.check': { input: { readonly crmId: CrmId }; output: { readonly user: string | null } };
  /** Reads what changed at a CRM since the last time and matches the mails it touches. Errors: as crms.check. */
  'crms.load': { input: { readonly crmId: CrmId }; output: { readonly cardCount: number } };
  /** Stops speaking with a CRM and forgets its token; cards and ledger stay. Errors: input.unknown-crm, keychain.*. */
  'crms.disconnect': { input: { readonly crmId: CrmId }; output: null };
  /**
   * Reads the cards of both CRMs and looks which card of the new one stands for each card of the old one that has mail. Carries nothing;
   * what the user said of counterparts before stays. The old CRM may be disconnected. Errors: input.same-crm, input.unknown-crm,
   * keychain.*, crm.* of the new CRM.
   */
  'carries.plan': { input: CarryName; output: CarryView };
  /**
   * Which card stands for a card: `counterpart` null leaves its mail where it is, left out it is whatever was found. Errors:
   * input.nothing-planned, input.not-carried, input.already-carried, input.unknown-card, input.ambiguous, input.other-crm, crm.card-gone.
   */
  'carries.match': {
    input: CarryName & { readonly cardId: CardId | string; readonly counterpart?: CardId | string | null | undefined };
    output: CarryView;
  };
  /**
   * Puts the mail of every card on its counterpart, as one action, and lets it leave for the new CRM. What was stopped goes on, without
   * asking again. Errors: input.nothing-planned, input.unconfirmed-carry, input.unknown-crm, store.*.
   */
  'carries.go': { input: CarryName & { readonly isConfirmed: boolean }; output: CarryView };
  /** Stops what goes, after its current step. */
  'carries.stop': { input: Record<never, never>; output: null };
  /** Writes the table of a carry into a file (CSV). Errors: input.nothing-planned, store.unwritable, store.full. */
  'carries.export': { input: CarryName & { readonly path: string }; output: { readonly cardCount: number } };
  /** Errors: input.account-exists, keychain.*, and with `isChecked` every imap.* and archive.* code. */
  'accounts.add': { input: AddAccount; output: AccountId };
  /**
   * Counts what each import choice would read, without fetching a mail and without storing anything. Errors: keychain.*, imap.*,
   * archive.*.
   */
  'accounts.count': {
    input: Pick<AddAccount, 'address' | 'settings' | 'password'> & { readonly day: Day; readonly newestCount: number };
    output: ImportCounts;
  };
  /**
   * Corrects an account. New settings are tried before anything is stored. Errors: input.unknown-account, input.other-account (mail
   * was read, and the new place has none of it), input.account-disconnected, keychain.*, imap.*, archive.*.
   */
  'accounts.change': { input: ChangeAccount; output: null };
  /** Stops reading and forgets the password; mail, links and decisions stay. Errors: input.unknown-account, keychain.*. */
  'accounts.disconnect': { input: { readonly accountId: AccountId }; output: null };
  /**
   * Connects a disconnected account again and reads what came meanwhile. Settings may be given to get there another way, to the same
   * mailbox only. Errors: input.unknown-account, input.other-account, keychain.*, imap.*, archive.*.
   */
  'accounts.reconnect': {
    input: {
      readonly accountId: AccountId;
      readonly settings?: SourceSettings | undefined;
      readonly password: string | null;
    };
    output: null;
  };
  /**
   * Deletes an account with its mail, for good: see `accounts.deletion` for what goes. `confirmation` is the account's address, typed by
   * the user. Errors: input.unknown-account, input.not-confirmed, store.*, keychain.*.
   */
  'accounts.delete': {
    input: { readonly accountId: AccountId; readonly confirmation: string };
    output: DeletionReport;
  };
  /** Asks the server which mailboxes there are and how many mails they hold. Errors: input.unknown-account, imap.*, archive.*. */
  'mailboxes.look': { input: { readonly accountId: AccountId }; output: readonly MailboxFacts[] };
  /**
   * Has a mailbox read from now on, or not any more; what was read stays. Errors: input.unknown-account, input.unknown-mailbox,
   * input.never-read.
   */
  'mailboxes.choose': {
    input: { readonly accountId: AccountId; readonly mailbox: string; readonly isRead: boolean };
    output: null;
  };
  /** What a way of keeping texts would do, without doing it. Errors: store.*. */
  'space.preview': { input: { readonly keeping: TextKeeping }; output: ShorteningPreview };
  /**
   * From now on texts are kept so long. Shortens what is older at once, in slices that keep nothing waiting; the night goes on with
   * what is left. Nothing that only this computer has is shortened. Tells `space.progress`. Errors: store.*.
   */
  'space.keep': { input: { readonly keeping: TextKeeping }; output: SpaceReport };
  /**
   * Fetches every shortened text again. Errors: store.*, and imap.*, archive.* when one server after the other cannot be reached.
   */
  'space.fetch': { input: Record<never, never>; output: SpaceReport };
  /** Gives unused space of the database back to the disk, in slices that keep nothing waiting. Errors: store.*. */
  'space.compact': { input: Record<never, never>; output: SpaceReport };
  /** Stops what runs of the three above, after its current slice. */
  'space.stop': { input: Record<never, never>; output: null };
  /**
   * Fetches the whole text of one shortened mail and keeps it for a while. A whole text is left as it is.
   * Errors: input.unknown-mail, input.account-disconnected, mail.text-gone, imap.*, archive.*, store.*.
   */
  'mails.fetch-text': { input: { readonly mailId: MailId }; output: null };
  /**
   * Holds every mail of the named account, or of all, against its server (rules 9.5); with `isRepair` puts right what is wrong. An
   * account in trouble has its error in its report. `path`: writes every difference into a file there.
   * Errors: input.unknown-account, input.account-disconnected, store.*.
   */
  'audit.run': {
    input: {
      readonly accountId?: AccountId | undefined;
      readonly isRepair: boolean;
      readonly path?: string | undefined;
    };
    output: readonly AuditReport[];
  };
  /** Stores a new password and tries again at once. Errors: input.unknown-account, keychain.*. */
  'accounts.sign-in': { input: { readonly accountId: AccountId; readonly password: string }; output: null };
  /** Brings accounts up to date once; one account's trouble is in its report and stops no other. */
  'sync.once': { input: { readonly accountId?: AccountId | undefined }; output: readonly SyncReport[] };
  /** Keeps every account up to date until `sync.stop`. */
  'sync.start': { input: Record<never, never>; output: null };
  /** Lets reading the past wait, of one account or of all; new mail comes all the same. Errors: input.unknown-account. */
  'sync.pause': { input: { readonly accountId?: AccountId | undefined }; output: null };
  /** Goes on where it was paused. Errors: input.unknown-account. */
  'sync.resume': { input: { readonly accountId?: AccountId | undefined }; output: null };
  'sync.stop': { input: Record<never, never>; output: null };
  /** Puts cards into the built-in CRM and matches the mails they touch. Rows that are refused are named, the others go in. */
  'cards.import': { input: { readonly rows: readonly CardRow[] }; output: ImportReport };
  /** Moves a deal to another stage of the built-in CRM. Errors: input.unknown-card, crm.invalid. */
  'cards.move': { input: { readonly cardId: CardId; readonly stageId: string }; output: null };
  /**
   * Makes a card of somebody who has none, in the built-in CRM, and matches their mail. What is not given is proposed: the name as
   * they write it, the company by their domain; `company: null` is none, `companyName` makes a new one.
   * Errors: input.invalid (no address), input.has-card, input.unknown-card, input.ambiguous, crm.*.
   */
  'cards.make': {
    input: {
      readonly kind: 'lead' | 'contact';
      readonly address: string;
      readonly name?: string | undefined;
      readonly company?: CardId | string | null | undefined;
      readonly companyName?: string | undefined;
    };
    output: MadeCard;
  };
  /** This suggestion is not made again. */
  'suggestions.dismiss': { input: { readonly key: SuggestionKey }; output: null };
  /**
   * Takes a mail as an answer to another because the user said so: their threads become one. A later word on the same mail counts.
   * Errors: input.unknown-mail, input.ambiguous, input.same-mail.
   */
  'threads.join': { input: { readonly mail: MailName; readonly answers: MailName }; output: ThreadId };
  /** Takes a join back. Errors: input.unknown-mail, input.ambiguous, input.not-joined. */
  'threads.part': { input: { readonly mail: MailName }; output: ThreadId };
  /**
   * Attaches mails to a card because the user said so. Clears what a detach said before. `from` with reach `message`
   * takes the mail off that card in the same action: the thread is split there. `person` is needed when reach is `person` and
   * the mail has several outsiders.
   * Errors: input.unknown-mail, input.unknown-card, input.ambiguous, input.person-unclear.
   */
  'links.attach': {
    input: {
      readonly mails: readonly MailName[];
      readonly cardId: CardId | string;
      readonly reach: Reach;
      readonly from?: CardId | string | undefined;
      readonly person?: string | undefined;
    };
    output: DecisionOutcome;
  };
  /** Takes mails off a card and keeps them off. `person` is needed when reach is `person` and the mail has several outsiders. */
  'links.detach': {
    input: {
      readonly mails: readonly MailName[];
      readonly cardId: CardId | string;
      readonly reach: Reach;
      readonly person?: string | undefined;
    };
    output: DecisionOutcome;
  };
  /** How many mails a detach would take off its card. Errors: as links.detach. */
  'links.preview-detach': { input: Commands['links.detach']['input']; output: DetachPreview };
  /**
   * Takes back one action, the newest when none is named. A change of the rules, an import or a made card whose undo touches many mails is
   * refused until it is confirmed (rules 8). Errors: input.nothing-to-undo, input.unconfirmed-change with the action and the counts.
   */
  'actions.undo': {
    input: { readonly actionId?: ActionId | undefined; readonly isConfirmed?: boolean | undefined };
    output: DecisionOutcome;
  };
  /** Takes back all that was done since a time, at once; with `isPreview` only tells what that would change. */
  'actions.undo-since': {
    input: { readonly since: UnixMs; readonly isPreview: boolean };
    output: UndoReport;
  };
  /**
   * Says how much of mails may go to a CRM, before the push or after it: what stands there is changed. Of a mail that looks personal,
   * anything but `none` is the yes it waits for. Errors: input.unknown-mail, input.ambiguous.
   */
  'extents.set': {
    input: { readonly mails: readonly MailName[]; readonly reach: ExtentReach; readonly extent: Extent };
    output: DecisionOutcome;
  };
  /** Writes everything the user decided into a file for another computer. Errors: store.unwritable, store.full. */
  'decisions.export': { input: { readonly path: string }; output: ExportReport };
  /**
   * Takes over what was decided on another computer, as one action. Errors: input.unreadable-file, input.decisions-damaged,
   * input.decisions-newer.
   */
  'decisions.import': {
    input: { readonly path: string; readonly isPreview: boolean };
    output: DecisionImportReport;
  };
  /** Adds a word that holds mail back. Errors: input.invalid when nothing of it can be compared. */
  'words.add': { input: { readonly language: WordLanguage; readonly word: string }; output: null };
  /** Takes a word off the list, also one that came with Mailpin. Errors: input.unknown-word. */
  'words.remove': { input: { readonly language: WordLanguage; readonly word: string }; output: null };
  /** Holds back all mail with an address. Errors: input.invalid when it is none. */
  'words.add-address': { input: { readonly address: string }; output: null };
  /** Errors: input.unknown-word. */
  'words.remove-address': { input: { readonly address: string }; output: null };
  /** Whether a CRM is rehearsed before its first push. Errors: input.unknown-crm. */
  'rehearsal.set': { input: { readonly crmId: CrmId; readonly isOn: boolean }; output: null };
  /** The user saw what would happen: what waits for it goes. Errors: input.unknown-crm. */
  'rehearsal.go': { input: { readonly crmId: CrmId }; output: null };
  /** What a change of the rules would do, without making it (rules 8). Errors: those of `rules.change` but input.unconfirmed-change and input.own-domain. */
  'rules.preview': { input: { readonly change: RuleChange }; output: RulePreview };
  /**
   * Changes the rules, for mail that is here and mail to come. A change that touches more than twenty mails, or takes mail out of the
   * mirror, needs `isConfirmed`: who shows its preview may set it.
   * Errors: input.unconfirmed-change, input.own-domain, input.invalid, input.own-address, input.top-level-domain,
   * input.free-mail-domain, input.not-a-person, input.unknown-mail, input.unknown-card, input.unknown-entry, input.ambiguous.
   */
  'rules.change': {
    input: { readonly change: RuleChange; readonly isConfirmed?: boolean | undefined };
    output: RuleOutcome;
  };
  /**
   * Pays what is owed to the CRM now, and reports it with what was paid unasked since the engine opened or reported last.
   * Errors: store.*, crm.* when the CRM cannot be read.
   */
  'outbox.drain': { input: Record<never, never>; output: DrainReport };
  /** Puts a dead entry back in line. */
  'outbox.retry': { input: { readonly outboxId: OutboxId }; output: null };
  /**
   * Takes back what a line of the ledger put on a card: the mail is detached and stays off. Also for mail that the mirror no longer
   * has. Errors: input.unknown-ledger-line.
   */
  'ledger.take-back': { input: { readonly ledgerId: LedgerId }; output: DecisionOutcome };
  /** Fetches a mail within a mail and reads it. Errors: input.unknown-mail, input.not-a-mail, mail.gone, mail.unparsable, imap.*, archive.*. */
  'attachments.open': { input: { readonly mailId: MailId; readonly part: string }; output: OpenedMail };
  /** Fetches the pictures that a mail carries and shows in its text. Errors: mail.gone, imap.*, archive.*. */
  'mails.pictures': { input: { readonly mailId: MailId }; output: MailPictures };
  /** Fetches an attachment and stores it where the user said. Errors: input.unknown-mail, mail.gone, imap.*, store.*. */
  'attachments.save': {
    input: { readonly mailId: MailId; readonly part: string; readonly path: string };
    output: { readonly sizeBytes: number };
  };
}
export type CommandName = keyof Commands;
