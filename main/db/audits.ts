import type { AuditReport } from '../../app/contract/audit-views.ts';
import type { AccountId, MailboxId, MessageId, Uid, UnixMs } from '../../app/domain/ids.ts';
import { FILTERS, type Filter } from '../../app/domain/link.ts';
import type { ErrorCode } from '../../app/errors.ts';
import type { MirrorSide } from '../../app/rules/audit-mailbox.ts';
import { readCursor } from './mailboxes.ts';
import { neverReadUids, outsideUids } from './outside-mails.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Differences that a stored report keeps. */
const STORED_DIFFERENCES = 1_000;

/** What the mirror holds of a mailbox, as an audit compares it. */
export function mirrorSide(db: ReadDb, mailboxId: MailboxId): MirrorSide {
  const placements = all<{ uid: Uid; message_id: MessageId | null }>(
    db,
    sql`SELECT uid, message_id FROM placement JOIN mail USING (mail_id) WHERE mailbox_id = ${mailboxId}`,
  );
  const cursor = readCursor(db, mailboxId);
  return {
    placements: new Map(placements.map((row) => [row.uid, row.message_id])),
    unreadable: new Set(unreadableIn(db, mailboxId).keys()),
    outside: new Set(outsideUids(db, mailboxId)),
    neverRead: new Set(neverReadUids(db, mailboxId)),
    blocked: new Set(
      all<{ uid: Uid }>(db, sql`SELECT uid FROM blocked_placement WHERE mailbox_id = ${mailboxId}`).map(
        (row) => row.uid,
      ),
    ),
    uidNext: cursor?.uidNext ?? 0,
    lowestUid: cursor?.lowestUid ?? null,
  };
}

/** Mails of a mailbox that could not be read, and why. */
export function unreadableIn(db: ReadDb, mailboxId: MailboxId): ReadonlyMap<Uid, ErrorCode> {
  return new Map(
    all<{ uid: Uid; because: ErrorCode }>(
      db,
      sql`SELECT uid, because FROM failed_mail WHERE mailbox_id = ${mailboxId}`,
    ).map((row) => [row.uid, row.because]),
  );
}

/** Forgets that a mail could not be read, so that it is fetched again. */
export function forgetFailure(db: WriteDb, mailboxId: MailboxId, uid: Uid): void {
  run(db, sql`DELETE FROM failed_mail WHERE mailbox_id = ${mailboxId} AND uid = ${uid}`);
}

/**
 * Mails of an account that are on no card because something holds them, by what that is; and those with more recipients than a CRM
 * needs to take whole (rules 3.3).
 */
export function heldBackOf(
  db: ReadDb,
  accountId: AccountId,
  recipientLimit: number,
): Readonly<Record<Filter | 'over-limit', number>> {
  const rows = all<{ held_by: Filter; count: number }>(
    db,
    sql`
    WITH here AS MATERIALIZED (
      SELECT DISTINCT mail_id FROM mailbox JOIN placement USING (mailbox_id) WHERE mailbox.account_id = ${accountId}
    )
    SELECT held_by, count(*) AS count
      FROM mail
     WHERE held_by IS NOT NULL
       AND mail_id IN (SELECT mail_id FROM here)
       AND NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)
     GROUP BY held_by`,
  );
  const counts = new Map<Filter, number>(rows.map((row) => [row.held_by, row.count]));
  const { blocked_count: blocked, over_count: over } = one<{ blocked_count: number; over_count: number }>(
    db,
    sql`
    SELECT (SELECT count(DISTINCT key_hash)
              FROM mailbox JOIN blocked_placement USING (mailbox_id)
             WHERE mailbox.account_id = ${accountId}) AS blocked_count,
           (SELECT count(DISTINCT mail_id)
              FROM mailbox JOIN placement USING (mailbox_id) JOIN mail USING (mail_id)
             WHERE mailbox.account_id = ${accountId} AND mail.recipient_count > ${recipientLimit}) AS over_count`,
  );
  const countOf = (filter: Filter): number => (counts.get(filter) ?? 0) + (filter === 'blocked' ? blocked : 0);
  const byFilter = Object.fromEntries(FILTERS.map((filter) => [filter, countOf(filter)])) as Record<Filter, number>;
  return { ...byFilter, 'over-limit': over };
}

/** Keeps a report as the last one of its account. */
export function putAudit(db: WriteDb, report: AuditReport): void {
  const kept: AuditReport = { ...report, differences: report.differences.slice(0, STORED_DIFFERENCES) };
  run(
    db,
    sql`
    INSERT INTO audit (account_id, ended_at, report)
    VALUES (${report.accountId}, ${report.endedAt}, ${JSON.stringify(kept)})
    ON CONFLICT (account_id) DO UPDATE SET ended_at = excluded.ended_at, report = excluded.report`,
  );
}

/** The last audit of each account, in the order in which the accounts were added. */
export function lastAudits(db: ReadDb): readonly AuditReport[] {
  return all<{ report: string }>(
    db,
    sql`SELECT report FROM audit JOIN account USING (account_id) ORDER BY account.created_at, account_id`,
  ).map((row) => JSON.parse(row.report) as AuditReport);
}

/** When an account was last audited; null when never. */
export function auditedAt(db: ReadDb, accountId: AccountId): UnixMs | null {
  return (
    get<{ ended_at: UnixMs }>(db, sql`SELECT ended_at FROM audit WHERE account_id = ${accountId}`)?.ended_at ?? null
  );
}
