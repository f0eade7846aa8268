/** What accounts answer with: what an import would read, and what a deletion would take. Plain values only. */
import type { AccountId, CanonicalAddress, Day } from '../domain/ids.ts';
import type { MailboxRole } from '../domain/mail.ts';

/** What each import choice would read, asked of the server without fetching a mail. */
export interface ImportCounts {
  /** The mailboxes that are read unless the user ticks others. */
  readonly mailboxes: readonly MailboxImportCounts[];
  readonly everything: number;
  readonly newest: number;
  readonly since: number;
  /** What `newest` and `since` were counted for. */
  readonly newestCount: number;
  readonly day: Day;
}
export interface MailboxImportCounts {
  readonly path: string;
  readonly role: MailboxRole | null;
  readonly everything: number;
  readonly newest: number;
  readonly since: number;
}

/** What deleting the data of an account takes away, and what stays. */
export interface DeletionFacts {
  readonly accountId: AccountId;
  readonly address: string;
  /** Mails that only this account has: they go, with text, search index and what was parsed of them. */
  readonly mailCount: number;
  /** Of those, the ones on cards: they go from Mailpin's mail; what the CRM was given stays there. */
  readonly onCardCount: number;
  /** Of those, the ones still to be sent to a CRM: they are not sent any more. */
  readonly unsentCount: number;
  /** Mails that another account has too: they stay. */
  readonly sharedCount: number;
  readonly mailboxCount: number;
  readonly attachmentCount: number;
  /** About: text as it is stored. */
  readonly textBytes: number;
  /** What the user said of these mails. It stays, without subjects, so that a detached mail stays detached when it comes back. */
  readonly decisionCount: number;
  /** Lines of the ledger of these mails; they stay. */
  readonly ledgerCount: number;
}
export interface DeletionReport {
  readonly mailCount: number;
  readonly sharedCount: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** An address of the user that an account has to do with: its own, an alias, one that mail was sent from. */
export interface AccountAddress {
  readonly address: CanonicalAddress;
  /** Why it counts as the user's. */
  readonly source: 'account' | 'send-as' | 'sent' | 'user';
  /** Mails of the account that were sent from it. */
  readonly sentCount: number;
}
