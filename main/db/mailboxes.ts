import type { AccountId, MailboxId, Uid, UnixMs } from '../../app/domain/ids.ts';
import type { Mailbox, MailboxRole } from '../../app/domain/mail.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface MailboxRow {
  readonly mailbox_id: MailboxId;
  readonly account_id: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
  readonly is_mirrored: number;
  readonly is_ticked: number | null;
}
/** A mailbox with what the user said of it. */
export interface StoredMailbox extends Mailbox {
  /** Null when the user said nothing: then its role decides. */
  readonly isTicked: boolean | null;
}
interface CursorRow {
  readonly uid_validity: number | null;
  readonly uid_next: number;
  /** As text: a JavaScript number holds 53 of its 63 bits. */
  readonly highest_mod_seq: string | null;
  readonly lowest_uid: Uid | null;
  readonly server_count: number;
}

export function mailboxesOf(db: ReadDb, accountId: AccountId): readonly StoredMailbox[] {
  return all<MailboxRow>(
    db,
    sql`
    SELECT mailbox_id, account_id, path, role, is_mirrored, is_ticked
      FROM mailbox
     WHERE account_id = ${accountId}
     ORDER BY mailbox_id`,
  ).map(toMailbox);
}

/** Takes a mailbox into the mirror, or updates what the server says of it. */
export function putMailbox(db: WriteDb, mailbox: Omit<Mailbox, 'id'>): void {
  const isMirrored = mailbox.isMirrored ? 1 : 0;
  run(
    db,
    sql`
    INSERT INTO mailbox (account_id, path, role, is_mirrored)
    VALUES (${mailbox.accountId}, ${mailbox.path}, ${mailbox.role}, ${isMirrored})
    ON CONFLICT (account_id, path) DO UPDATE SET role = excluded.role, is_mirrored = excluded.is_mirrored`,
  );
}

/** A mailbox that is read stands under another name now, which no other one has: it keeps its mail, its cursor and the user's word. */
export function renameMailbox(db: WriteDb, mailboxId: MailboxId, path: string): void {
  run(db, sql`UPDATE mailbox SET path = ${path} WHERE mailbox_id = ${mailboxId}`);
}

/** Forgets a mailbox and its placements; the mails stay on their cards (rules 3.2). */
export function deleteMailbox(db: WriteDb, mailboxId: MailboxId): void {
  // While the mailbox still says whose account it was: see the triggers on placement.
  run(db, sql`DELETE FROM placement WHERE mailbox_id = ${mailboxId}`);
  run(db, sql`DELETE FROM mailbox WHERE mailbox_id = ${mailboxId}`);
}

/** The user's word: have it read, or not. */
export function tickMailbox(db: WriteDb, mailboxId: MailboxId, isRead: boolean): void {
  const flag = isRead ? 1 : 0;
  run(db, sql`UPDATE mailbox SET is_ticked = ${flag}, is_mirrored = ${flag} WHERE mailbox_id = ${mailboxId}`);
}

/** What the server last said of how many mails a mailbox holds, also of one that is not read. */
export function setListedCount(db: WriteDb, accountId: AccountId, path: string, count: number): void {
  run(db, sql`UPDATE mailbox SET listed_count = ${count} WHERE account_id = ${accountId} AND path = ${path}`);
}

/** Has everything looked through again that the mirror does not account for: the backfill begins once more at the top. */
export function oweBackfill(db: WriteDb, mailboxId: MailboxId): void {
  run(
    db,
    sql`
    UPDATE mailbox
       SET lowest_uid = uid_next, backfill_mod_seq = highest_mod_seq
     WHERE mailbox_id = ${mailboxId} AND uid_validity IS NOT NULL`,
  );
}

/** What the mirror last stored of a mailbox; null before the first batch. */
export function readCursor(db: ReadDb, mailboxId: MailboxId): SyncCursor | null {
  const row = get<CursorRow>(
    db,
    sql`
    SELECT uid_validity, uid_next, CAST(highest_mod_seq AS TEXT) AS highest_mod_seq, lowest_uid, server_count
      FROM mailbox
     WHERE mailbox_id = ${mailboxId}`,
  );
  if (row === undefined || row.uid_validity === null) return null;
  return {
    uidValidity: row.uid_validity,
    uidNext: row.uid_next,
    highestModSeq: row.highest_mod_seq === null ? null : BigInt(row.highest_mod_seq),
    messageCount: row.server_count,
    lowestUid: row.lowest_uid,
  };
}

/** Call it only in the transaction that stores the mails the cursor accounts for (rules 9.1). */
export function writeCursor(db: WriteDb, mailboxId: MailboxId, cursor: SyncCursor): void {
  run(
    db,
    sql`
    UPDATE mailbox
       SET uid_validity = ${cursor.uidValidity}, uid_next = ${cursor.uidNext},
           highest_mod_seq = ${cursor.highestModSeq}, lowest_uid = ${cursor.lowestUid},
           server_count = ${cursor.messageCount}
     WHERE mailbox_id = ${mailboxId}`,
  );
}

/** Begins a mailbox anew: remembers beside the cursor what the server's modification sequence was, for `backfillModSeq`. */
export function beginBackfill(db: WriteDb, mailboxId: MailboxId, cursor: SyncCursor): void {
  writeCursor(db, mailboxId, cursor);
  run(db, sql`UPDATE mailbox SET backfill_mod_seq = ${cursor.highestModSeq} WHERE mailbox_id = ${mailboxId}`);
}

/** The modification sequence when the backfill of a mailbox began; null where the server has none. */
export function backfillModSeq(db: ReadDb, mailboxId: MailboxId): bigint | null {
  const row = get<{ mod_seq: string | null }>(
    db,
    sql`SELECT CAST(backfill_mod_seq AS TEXT) AS mod_seq FROM mailbox WHERE mailbox_id = ${mailboxId}`,
  );
  return row?.mod_seq === null || row === undefined ? null : BigInt(row.mod_seq);
}

export function markMailboxSuccess(db: WriteDb, mailboxId: MailboxId, at: UnixMs): void {
  run(db, sql`UPDATE mailbox SET last_success_at = ${at} WHERE mailbox_id = ${mailboxId}`);
}

function toMailbox(row: MailboxRow): StoredMailbox {
  return {
    id: row.mailbox_id,
    accountId: row.account_id,
    path: row.path,
    role: row.role,
    isMirrored: row.is_mirrored === 1,
    isTicked: row.is_ticked === null ? null : row.is_ticked === 1,
  };
}
