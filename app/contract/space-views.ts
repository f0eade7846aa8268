/** How much room a profile takes, for what, and how long the texts of mail are kept. Plain values only. */
import type { AccountId, MailboxId } from '../domain/ids.ts';
import type { MailboxRole } from '../domain/mail.ts';
import type { KeptBecause, TextKeeping } from '../domain/text-keeping.ts';

/** Bytes on the disk, pages that are partly filled counted whole. */
export interface SpaceFacts {
  /** The whole database of the mirror. */
  readonly databaseBytes: number;
  /** What is not used and can be given back. */
  readonly freeBytes: number;
  /** Header, participants, ids, attachments' names: what lists and rules need. */
  readonly mailBytes: number;
  /** Text and HTML, compressed. */
  readonly bodyBytes: number;
  /** The full-text index. */
  readonly indexBytes: number;
  /** Cards, links, decisions, outbox, ledger and everything else. */
  readonly otherBytes: number;
  readonly keeping: TextKeeping;
  /** Mails of whose text only the beginning is here; the rest is fetched again when they are opened. */
  readonly shortenedCount: number;
  readonly accounts: readonly AccountSpace[];
}

/** What the mails of an account, or of a mailbox, take. A mail in two of them is counted in both. */
export interface MailSpace {
  readonly mailCount: number;
  /** Size of the mails at the server, with their attachments, which stay there. */
  readonly serverBytes: number;
  /** Text and HTML of these mails as they are stored here. */
  readonly bodyBytes: number;
  /** Of these mails, those of whose text only the beginning is here. */
  readonly shortenedCount: number;
}
export interface AccountSpace extends MailSpace {
  readonly accountId: AccountId;
  readonly address: string;
  readonly mailboxes: readonly MailboxSpace[];
}
export interface MailboxSpace extends MailSpace {
  readonly mailboxId: MailboxId;
  readonly path: string;
  readonly role: MailboxRole | null;
}

/** What a way of keeping would do to the texts that are whole now. */
export interface ShorteningPreview {
  /** Mails of whose text only the beginning would stay. */
  readonly mailCount: number;
  /** What their texts take less, about; the search index shrinks besides. */
  readonly bytes: number;
  /** Mails as old that keep their text, by the reason. */
  readonly kept: Readonly<Record<KeptBecause, number>>;
  /** Texts shortened earlier that this way of keeping would not have; `space.fetch` fetches them again. */
  readonly fetchableCount: number;
}

/** What a long piece of work on the space did. */
export interface SpaceReport {
  /** Mails whose text was shortened, or fetched again. */
  readonly mailCount: number;
  /** Mails whose text could not be fetched again. */
  readonly failedCount: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** The user stopped it; what was done stands, and the rest can be done later. */
  readonly isStopped: boolean;
}

/** `shorten`, `fetch` count mails; `merge` (the search index) and `compact` count pages. */
export interface SpaceProgress {
  readonly step: 'shorten' | 'fetch' | 'merge' | 'compact';
  readonly done: number;
  readonly total: number;
}
