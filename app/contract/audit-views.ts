/** What an audit found: the server held against the mirror, mail by mail, with a reason for every difference (rules 9.5). */
import type { AuditReason } from '../domain/audit.ts';
import type { ErrorCode } from '../errors.ts';
import type { AccountId, MailboxId, MessageId, Uid, UnixMs } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { MailboxRole } from '../domain/mail.ts';
import type { WireError } from './wire.ts';

/** One mail that the server and the mirror do not hold alike. */
/** How far an audit is with one mailbox; mails that the server lists. */
export interface AuditProgress {
  readonly accountId: AccountId;
  readonly path: string;
  readonly done: number;
  readonly total: number;
}

export interface AuditDifference {
  readonly mailboxId: MailboxId;
  readonly path: string;
  readonly uid: Uid;
  readonly reason: AuditReason;
  /** What the server's mail calls itself; null when it has no Message-ID, or is not there. */
  readonly atServer: MessageId | null;
  /** What the mirror's mail under this UID calls itself. */
  readonly inMirror: MessageId | null;
  /** Of an unreadable mail: why. */
  readonly because: ErrorCode | null;
}

export interface MailboxAudit {
  readonly mailboxId: MailboxId;
  readonly path: string;
  readonly role: MailboxRole | null;
  readonly serverCount: number;
  /** Mails of the server that the mirror holds, each under its own Message-ID. */
  readonly matchingCount: number;
  readonly differenceCounts: Readonly<Record<AuditReason, number>>;
  /** Why this mailbox could not be compared; the counts are 0 then. */
  readonly error: WireError | null;
}

export interface AuditReport {
  readonly accountId: AccountId;
  readonly address: string;
  readonly beganAt: UnixMs;
  readonly endedAt: UnixMs;
  /** Why the account could not be audited at all; the last audit that could stands until then. */
  readonly error: WireError | null;
  readonly mailboxes: readonly MailboxAudit[];
  /** Mails of the account that no rule puts on a card, by what holds them, and those that go to a CRM in part only. */
  readonly heldBack: Readonly<Record<Filter | 'over-limit', number>>;
  /** Each difference; of a stored report the first 1,000. */
  readonly differences: readonly AuditDifference[];
  readonly differenceCount: number;
  /** What a repair put right; null when none was ordered. */
  readonly repaired: AuditRepair | null;
}

export interface AuditRepair {
  /** Mails that were missing and are here now. */
  readonly fetched: number;
  /** Copies of mails that are at the server no more. */
  readonly removed: number;
  /** UIDs that named another mail and were read again. */
  readonly rebound: number;
  /** Mails that could not be read before and could now. */
  readonly reread: number;
}
