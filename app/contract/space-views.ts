/** How much room a profile takes, and for what. Bytes on the disk, pages that are partly filled counted whole. */
import type { AccountId } from '../domain/ids.ts';

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
  readonly accounts: readonly {
    readonly accountId: AccountId;
    readonly address: string;
    readonly mailCount: number;
    /** Size of the mails at the server, with their attachments, which stay there. */
    readonly serverBytes: number;
    /** Text and HTML of these mails as they are stored here. */
    readonly bodyBytes: number;
  }[];
}
