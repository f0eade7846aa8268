/** What the engine needs from the world. Everything behind these can be replaced in a test by another real thing. */
import type { Account } from './domain/account.ts';
import type { Card, CardDraft, CardKind, Stage } from './domain/card.ts';
import type { ActivityId, CardId, CrmId, Day, MessageId, MessageKey, Uid, UnixMs } from './domain/ids.ts';
import type { MailboxRole, MailContent, PackedMail } from './domain/mail.ts';
import type { MailSign } from './domain/served-mail.ts';
import type { Activity, Omission } from './domain/activity.ts';
import type { ChangesWay, CrmCapabilities } from './domain/crm-capabilities.ts';
import type { AttachOutcome, DetachOutcome } from './domain/outbox.ts';
import type { ErrorCode, ErrorDetails } from './errors.ts';

export interface Clock {
  now(): UnixMs;
}

/** What ports use of an AbortSignal; spelled out because `app` knows neither DOM nor Node. Every AbortSignal is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Codes, counts and ids only: never subjects, addresses or text. */
export interface Logger {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** Where passwords and tokens live. Throws `keychain.missing`, `keychain.locked`, `keychain.failed`; null = no such secret. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** A mailbox as the server lists it. */
export interface ListedMailbox {
  readonly path: string;
  readonly role: MailboxRole | null;
}

/** What a server says of a mailbox when it is opened (RFC 3501 6.3.1, RFC 7162 3.1.2). */
export interface MailboxStatus {
  readonly uidValidity: number;
  readonly uidNext: number;
  readonly messageCount: number;
  /** 63-bit; null where the server has no CONDSTORE. */
  readonly highestModSeq: bigint | null;
}

/** What a source makes of a mail; one that works beside the engine makes it ready for storing, too. */
export type FetchedContent = MailContent | PackedMail;

/** A mail as a source delivers it: parsed, with where it was found. `failure` stands for a mail that could not be read. */
export type FetchedMail<Content extends FetchedContent = FetchedContent> =
  | {
      readonly kind: 'mail';
      readonly uid: Uid;
      readonly isSeen: boolean;
      readonly arrivedAt: UnixMs;
      readonly content: Content;
    }
  | { readonly kind: 'failure'; readonly uid: Uid; readonly because: ErrorCode; readonly details: ErrorDetails };

/** State of one stored mail as the server has it now. */
export interface FlagChange {
  readonly uid: Uid;
  readonly isSeen: boolean;
  /** Gmail's labels, without that of the open mailbox; null where the server has none. */
  readonly labels: readonly string[] | null;
}

/** What a mail of the open mailbox calls itself; null when it has no Message-ID, or none that is one. */
export interface UidIdentity {
  readonly uid: Uid;
  readonly messageId: MessageId | null;
}

/** What happened to the mails of a mailbox. */
export interface MailboxChanges {
  readonly flags: readonly FlagChange[];
  /** Mails that went (QRESYNC), and perhaps some that were gone before; null where the server does not say. */
  readonly vanished: readonly Uid[] | null;
}

/** Mails that came into the open mailbox since it was opened. */
export interface ArrivedMails {
  readonly uidValidity: number;
  readonly uids: readonly Uid[];
}

/** One open connection to one account. Every method throws MailpinError; a failure is never an empty answer. */
export interface MailSession<Content extends FetchedContent = FetchedContent> {
  listMailboxes(): Promise<readonly ListedMailbox[]>;
  /** How many mails a mailbox holds, without opening it. Throws `mailbox.gone`. */
  countMails(path: string): Promise<number>;
  /** Opens a mailbox for the calls below. Throws `mailbox.gone`. */
  openMailbox(path: string): Promise<MailboxStatus>;
  /** A word on a mailbox that is not open; as long as it stays the same, nothing changed there. Throws `mailbox.gone`. */
  glance(path: string): Promise<string>;
  /** UIDs of the open mailbox, ascending: all, or those from one on. */
  listUids(from?: Uid): Promise<readonly Uid[]>;
  /**
   * What came into a mailbox since it was opened: UIDs from one on, ascending. Null when another mailbox is open, or the server told of
   * nothing new: then opening it tells.
   */
  listArrived(path: string, from: Uid): Promise<ArrivedMails | null>;
  /** UIDs of mails that arrived on that day or later (INTERNALDATE, by the server's calendar), ascending. */
  listUidsSince(day: Day): Promise<readonly Uid[]>;
  /** Message-IDs of the given mails, in any order; vanished ones are left out. The caller bounds how many it asks for. */
  readMessageIds(uids: readonly Uid[]): Promise<readonly UidIdentity[]>;
  /** Mails of the open mailbox that carry one of these Message-IDs. */
  findMails(messageIds: readonly MessageId[]): Promise<readonly UidIdentity[]>;
  /** What changed since a modification sequence (CONDSTORE); when it is null, the flags of all mails. */
  listChanges(sinceModSeq: bigint | null): Promise<MailboxChanges>;
  /**
   * What the server says of mails before their bytes are read, in the given order; vanished ones are left out. Null when it has no ids
   * of its own for mails. The caller bounds how many it asks for.
   */
  readSigns(uids: readonly Uid[]): Promise<readonly MailSign[] | null>;
  /**
   * The given mails in batches, in the given order; header and text first, attachments only described. Vanished ones are left out. Going
   * through a batch may be what reads its mails: once is enough.
   * @param onReading told of each mail before its bytes are read, and null after
   */
  fetchMails(
    uids: readonly Uid[],
    signal: CancelSignal,
    onReading?: (uid: Uid | null) => void,
  ): AsyncIterable<Iterable<FetchedMail<Content>>>;
  /** Bytes of one attachment, decoded. Throws `mail.gone`. */
  fetchAttachment(uid: Uid, part: string): Promise<Uint8Array>;
  /** A mail within a mail, read. `arrivedAt` stands for its time where it says none. Throws `mail.gone`, `mail.unparsable`. */
  readAttached(uid: Uid, part: string, arrivedAt: UnixMs): Promise<MailContent>;
  /**
   * From now on hears of changes in these mailboxes too, besides the open one.
   * @returns false when the server cannot tell (no NOTIFY): then somebody has to look
   */
  listenTo(paths: readonly string[]): Promise<boolean>;
  /**
   * Resolves when the open mailbox, or one listened to, has changed since it was opened, or with the signal; throws when the
   * connection is lost. Which ones: their paths; none when the signal came first.
   */
  waitForChange(signal: CancelSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface MailSource<Content extends FetchedContent = FetchedContent> {
  /** Connects and signs in. `secret` is the password, null for local archives. */
  connect(account: Account, secret: string | null, signal: CancelSignal): Promise<MailSession<Content>>;
}

export interface CardPage {
  /**
   * The cursor was not one of this store, or is ahead of it, as after the CRM was replaced or put back from a copy: this page is the
   * first of all cards, and what was written to the CRM before may be lost.
   */
  readonly isFromStart: boolean;
  /**
   * New and changed ones, as they are now. Deleted ones come with `goneAt`; merged ones with `goneAt` and, in `convertedToId`, the card
   * they were merged into; converted leads with the contact they became.
   */
  readonly cards: readonly Card[];
  readonly stages: readonly Stage[];
  /** Every card of a kind that stands at the CRM: those we know besides are gone. For CRMs that tell of no deletions. */
  readonly standing?: { readonly kind: CardKind; readonly ids: readonly CardId[] };
  /** Cards of which the CRM says that they are gone, and no more; those that we do not know are left out of account. */
  readonly gone?: readonly CardId[];
  readonly cursor: string | null;
  /** How changes come from this account, where that depends on its plan; else it is as the capabilities say. */
  readonly way?: ChangesWay;
  /** How many cards this load brings in all, as far as the CRM says; for showing how far it is. */
  readonly totalCount?: number;
}
export interface AttachAnswer {
  readonly outcome: AttachOutcome;
  readonly activityId: ActivityId;
  /** What the connector had to leave out beyond what the activity says itself, such as a file that the CRM refused. */
  readonly dropped?: readonly Omission[];
}

/**
 * A CRM. Throws `crm.*`, with `ambiguous: 1` in the details when what was ordered may have taken effect, and `cancelled` with the
 * signal. Attach and detach by key are repeatable without a second copy; attaching sends no mail, notifies nobody and makes no card.
 */
export interface CrmConnector {
  readonly id: CrmId;
  readonly capabilities: CrmCapabilities;
  /** Signs in and looks around. Throws `crm.*` with what is wrong: address, certificate, token, rights. */
  check(signal?: CancelSignal): Promise<CrmIdentity>;
  /** Cards changed since a cursor, pages until `cursor` stays the same. */
  changes(cursor: string | null, signal?: CancelSignal): Promise<CardPage>;
  findActivity(key: MessageKey, cardId: CardId, signal?: CancelSignal): Promise<ActivityId | null>;
  /** Throws `crm.one-card-only` when the CRM keeps a mail on one card and ours is on another. */
  attach(activity: Activity, cardId: CardId, signal?: CancelSignal): Promise<AttachAnswer>;
  detach(key: MessageKey, cardId: CardId, signal?: CancelSignal): Promise<DetachOutcome>;
  /** What is on a card, newest first. */
  activitiesOn(cardId: CardId, signal?: CancelSignal): Promise<readonly CrmActivity[]>;
}

/** Whose CRM it is, as the CRM says. */
export interface CrmIdentity {
  /** Null where the credential belongs to a workspace and to nobody in it. */
  readonly user: string | null;
}

export interface CrmActivity {
  readonly activityId: ActivityId;
  /** Of which mail it is; null when the CRM does not say. */
  readonly key: MessageKey | null;
  readonly isOurs: boolean;
  /** Whether it is a mail, or stands for one; left out means that it is. False for a note that somebody wrote by hand. */
  readonly isMail?: boolean;
  /** The Message-ID under which the CRM keeps it, as the CRM writes it; left out where it keeps none. */
  readonly messageId?: string | null;
  readonly subject: string;
  readonly sentAt: UnixMs;
}

/** What a CRM that keeps its own cards did with the drafts it was given. */
export interface PutCardsAnswer {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** A CRM whose cards are written here and not elsewhere: the one inside Mailpin. */
export interface CardKeeper {
  /** Creates or replaces cards, all or none; equal drafts change nothing. Throws crm.*, store.full. */
  putCards(drafts: readonly CardDraft[]): Promise<PutCardsAnswer>;
  /** Throws `crm.card-gone` for an unknown deal, `crm.invalid` for an unknown stage. */
  moveDeal(cardId: CardId, stageId: string): Promise<void>;
  /** Takes cards away; what is gone or unknown stays so. What was logged on them goes with them from sight. */
  removeCards(cardIds: readonly CardId[]): Promise<void>;
}
