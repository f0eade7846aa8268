/** What a long order did. */
import type { AccountId } from '../domain/ids.ts';
import type { MailboxFacts } from './status-views.ts';
import type { WireError } from './wire.ts';

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
