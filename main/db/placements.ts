import type { ErrorCode } from '../../app/errors.ts';
import type { AccountId, MailboxId, MailId, MessageId, Uid, UnixMs } from '../../app/domain/ids.ts';
import { insertRows } from './insert-rows.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A copy of a mail in the mailbox whose UIDVALIDITY the mirror holds. */
export interface StoredPlacement {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly mailId: MailId;
  readonly isSeen: boolean;
}

export function putPlacement(db: WriteDb, placement: StoredPlacement): void {
  putPlacements(db, [placement]);
}

export function putPlacements(db: WriteDb, placements: readonly StoredPlacement[]): void {
  insertRows(
    db,
    'placement (mailbox_id, uid, mail_id, is_seen)',
    placements.flatMap(({ mailboxId, uid, mailId, isSeen }) => [mailboxId, uid, mailId, isSeen ? 1 : 0]),
    'ON CONFLICT (mailbox_id, uid) DO UPDATE SET mail_id = excluded.mail_id, is_seen = excluded.is_seen',
  );
}

/** These mails were read after all. */
export function forgetFailures(db: WriteDb, mailboxId: MailboxId, uids: readonly Uid[]): void {
  run(
    db,
    sql`
    DELETE FROM failed_mail
     WHERE mailbox_id = ${mailboxId} AND uid IN (SELECT value FROM json_each(${JSON.stringify(uids)}))`,
  );
}

/** UIDs the mirror accounts for in a mailbox, ascending; with those that could not be read, are not kept, or stand outside the import
 * choice. */
export function accountedUids(db: ReadDb, mailboxId: MailboxId): readonly Uid[] {
  return all<{ uid: Uid }>(
    db,
    sql`
    SELECT uid FROM placement WHERE mailbox_id = ${mailboxId}
     UNION
    SELECT uid FROM failed_mail WHERE mailbox_id = ${mailboxId}
     UNION
    SELECT uid FROM outside_mail WHERE mailbox_id = ${mailboxId}
     UNION
    SELECT uid FROM blocked_placement WHERE mailbox_id = ${mailboxId}
     ORDER BY uid`,
  ).map((row) => row.uid);
}

/** The newest mails of a mailbox with their Message-IDs, null for one without. */
export function newestPlacements(db: ReadDb, mailboxId: MailboxId, limit: number): ReadonlyMap<Uid, MessageId | null> {
  const rows = all<{ uid: Uid; message_id: MessageId | null }>(
    db,
    sql`
    SELECT uid, message_id
      FROM placement JOIN mail USING (mail_id)
     WHERE mailbox_id = ${mailboxId}
     ORDER BY uid DESC
     LIMIT ${limit}`,
  );
  return new Map(rows.map((row) => [row.uid, row.message_id]));
}

export function countPlacements(db: ReadDb, mailboxId: MailboxId): number {
  return one<{ count: number }>(db, sql`SELECT count(*) AS count FROM placement WHERE mailbox_id = ${mailboxId}`).count;
}

/** Mails of a mailbox that were read, or could not be. */
export function countRead(db: ReadDb, mailboxId: MailboxId): number {
  return one<{ count: number }>(
    db,
    sql`
    SELECT (SELECT count(*) FROM placement WHERE mailbox_id = ${mailboxId})
         + (SELECT count(*) FROM failed_mail WHERE mailbox_id = ${mailboxId}) AS count`,
  ).count;
}

/**
 * Takes one copy out of the mirror; its mail stays.
 * @returns the mail it was a copy of; null when there was none, as with a mail that could not be read
 */
export function removePlacement(db: WriteDb, mailboxId: MailboxId, uid: Uid): MailId | null {
  run(db, sql`DELETE FROM failed_mail WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
  run(db, sql`DELETE FROM outside_mail WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
  run(db, sql`DELETE FROM blocked_placement WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
  const mailId = mailOfPlacement(db, mailboxId, uid);
  run(db, sql`DELETE FROM placement WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
  return mailId;
}

/** The mail a copy is of; null when there is no such copy. */
export function mailOfPlacement(db: ReadDb, mailboxId: MailboxId, uid: Uid): MailId | null {
  const row = get<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM placement WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`,
  );
  return row?.mail_id ?? null;
}

/** Forgets all UIDs of a mailbox, because the server gives them a new meaning (UIDVALIDITY). */
export function clearPlacements(db: WriteDb, mailboxId: MailboxId): void {
  run(db, sql`DELETE FROM placement WHERE mailbox_id = ${mailboxId}`);
  run(db, sql`DELETE FROM failed_mail WHERE mailbox_id = ${mailboxId}`);
  run(db, sql`DELETE FROM outside_mail WHERE mailbox_id = ${mailboxId}`);
  run(db, sql`DELETE FROM blocked_placement WHERE mailbox_id = ${mailboxId}`);
}

/** @returns the mail of the copy when its flag really changed; else null */
export function setPlacementSeen(db: WriteDb, mailboxId: MailboxId, uid: Uid, isSeen: boolean): MailId | null {
  const flag = isSeen ? 1 : 0;
  const row = get<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM placement WHERE mailbox_id = ${mailboxId} AND uid = ${uid} AND is_seen <> ${flag}`,
  );
  if (row === undefined) return null;
  run(db, sql`UPDATE placement SET is_seen = ${flag} WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
  return row.mail_id;
}

/** A mail is seen when it is seen in any mailbox; without a copy left it stays what it was. */
export function refreshSeen(db: WriteDb, mailId: MailId): void {
  run(
    db,
    sql`
    UPDATE mail
       SET is_seen = coalesce((SELECT max(is_seen) FROM placement WHERE placement.mail_id = mail.mail_id), is_seen)
     WHERE mail_id = ${mailId}`,
  );
}

/** Remembers that a mail could not be read, so that it is counted and the cursor may pass it. */
export function putFailedMail(db: WriteDb, failed: FailedMail): void {
  run(
    db,
    sql`
    INSERT INTO failed_mail (mailbox_id, uid, because, failed_at)
    VALUES (${failed.mailboxId}, ${failed.uid}, ${failed.because}, ${failed.failedAt})
    ON CONFLICT (mailbox_id, uid) DO UPDATE SET because = excluded.because, failed_at = excluded.failed_at`,
  );
}
export interface FailedMail {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly because: ErrorCode;
  readonly failedAt: UnixMs;
}

/** Where the bytes of a mail can be fetched, Inbox first, or where it was filed; empty when every copy has gone. */
export function placementsOf(db: ReadDb, mailId: MailId): readonly MailPlace[] {
  return all<{ account_id: AccountId; path: string; uid_validity: number; uid: Uid }>(
    db,
    sql`
    SELECT mailbox.account_id, mailbox.path, mailbox.uid_validity, placement.uid AS uid,
           mailbox.role IS NOT 'inbox' AS is_elsewhere, mailbox.mailbox_id AS mailbox_id
      FROM placement JOIN mailbox USING (mailbox_id)
     WHERE placement.mail_id = ${mailId}
     UNION ALL
    SELECT mailbox.account_id, mailbox.path, followed_mail.uid_validity, followed_mail.uid, 2, mailbox.mailbox_id
      FROM followed_mail JOIN mailbox USING (mailbox_id)
     WHERE followed_mail.mail_id = ${mailId}
     ORDER BY is_elsewhere, mailbox_id, uid`,
  ).map((row) => ({ accountId: row.account_id, path: row.path, uidValidity: row.uid_validity, uid: row.uid }));
}
export interface MailPlace {
  readonly accountId: AccountId;
  readonly path: string;
  readonly uidValidity: number;
  readonly uid: Uid;
}
