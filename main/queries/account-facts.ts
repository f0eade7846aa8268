import type { AccountFacts, AccountState, MailboxFacts } from '../../app/contract/status-views.ts';
import type { ImportChoice, SourceSettings } from '../../app/domain/account.ts';
import type { AccountId, MailboxId, UnixMs } from '../../app/domain/ids.ts';
import type { MailboxRole } from '../../app/domain/mail.ts';
import { isChoosable } from '../../app/rules/mailbox-scope.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';

interface AccountRow {
  readonly account_id: AccountId;
  readonly address: string;
  readonly settings: string;
  readonly state: string;
  readonly is_backfill_paused: 0 | 1;
  readonly import_choice: string;
  readonly disconnected_at: UnixMs | null;
  readonly deleting_at: UnixMs | null;
}
interface MailboxRow {
  readonly mailbox_id: MailboxId;
  readonly account_id: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
  readonly is_mirrored: 0 | 1;
  readonly server_count: number | null;
  readonly listed_count: number | null;
  readonly last_success_at: UnixMs | null;
}
interface CountRow {
  readonly mailbox_id: MailboxId;
  readonly mirrored_count: number;
  readonly unseen_count: number;
}
interface FailedRow {
  readonly mailbox_id: MailboxId;
  readonly failed_count: number;
}

/** The connected accounts in the order in which they were added, with facts and no opinion. */
export function accountFacts(db: ReadDb): readonly AccountFacts[] {
  const mailboxes = groupBy(mailboxRows(db), (row) => row.account_id);
  const outside = new Map(outsideRows(db).map((row) => [row.mailbox_id, row.outside_count]));
  const counts = new Map(countRows(db).map((row) => [row.mailbox_id, row]));
  const failed = new Map(failedRows(db).map((row) => [row.mailbox_id, row.failed_count]));
  return accountRows(db).map((account) => ({
    id: account.account_id,
    address: account.address,
    settings: JSON.parse(account.settings) as SourceSettings,
    state: stateOf(account),
    importChoice: JSON.parse(account.import_choice) as ImportChoice,
    mailboxes: (mailboxes.get(account.account_id) ?? []).map((row, _at, all) => ({
      ...toMailboxFacts(row),
      isChoosable: isChoosable(row, all),
      outsideCount: outside.get(row.mailbox_id) ?? 0,
      mirroredCount: counts.get(row.mailbox_id)?.mirrored_count ?? 0,
      unseenCount: counts.get(row.mailbox_id)?.unseen_count ?? 0,
      failedCount: failed.get(row.mailbox_id) ?? 0,
    })),
    lastMailAt: lastMailAt(db, account.account_id),
    isBackfillPaused: account.is_backfill_paused === 1,
  }));
}

function toMailboxFacts(
  row: MailboxRow,
): Omit<MailboxFacts, 'isChoosable' | 'mirroredCount' | 'outsideCount' | 'unseenCount' | 'failedCount'> {
  return {
    id: row.mailbox_id,
    path: row.path,
    role: row.role,
    isMirrored: row.is_mirrored === 1,
    serverCount: row.is_mirrored === 1 ? (row.server_count ?? row.listed_count) : row.listed_count,
    lastSuccessAt: row.last_success_at,
  };
}

/** What the user did with the account outranks what the sync last said of it. */
function stateOf({ state, disconnected_at, deleting_at }: AccountRow): AccountState {
  if (deleting_at !== null) return { kind: 'deleting', since: deleting_at };
  if (disconnected_at !== null) return { kind: 'disconnected', since: disconnected_at };
  return JSON.parse(state) as AccountState;
}

/**
 * When the newest mail of an account was sent. Threads are walked from the newest; the first mail of the account that turns up
 * bounds the search, since a thread is as new as its newest mail.
 */
function lastMailAt(db: ReadDb, accountId: AccountId): UnixMs | null {
  return one<{ readonly last_mail_at: UnixMs | null }>(
    db,
    sql`
    SELECT max(mail.sent_at) AS last_mail_at
      FROM thread
           CROSS JOIN mail USING (thread_id)
           CROSS JOIN placement USING (mail_id)
           CROSS JOIN mailbox USING (mailbox_id)
     WHERE mailbox.account_id = ${accountId}
       AND thread.last_at >= (
             SELECT mail.sent_at
               FROM thread
                    CROSS JOIN mail USING (thread_id)
                    CROSS JOIN placement USING (mail_id)
                    CROSS JOIN mailbox USING (mailbox_id)
              WHERE mailbox.account_id = ${accountId}
              ORDER BY thread.last_at DESC
              LIMIT 1)`,
  ).last_mail_at;
}

function accountRows(db: ReadDb): readonly AccountRow[] {
  return all<AccountRow>(
    db,
    sql`
    SELECT account_id, address, settings, state, is_backfill_paused, import_choice, disconnected_at, deleting_at
      FROM account
     ORDER BY created_at, account_id`,
  );
}

/** Inbox and Sent first. */
function mailboxRows(db: ReadDb): readonly MailboxRow[] {
  return all<MailboxRow>(
    db,
    sql`
    SELECT mailbox_id, account_id, path, role, is_mirrored, server_count, listed_count, last_success_at
      FROM mailbox
     ORDER BY account_id, coalesce(role = 'inbox', 0) DESC, coalesce(role = 'sent', 0) DESC, path`,
  );
}

function countRows(db: ReadDb): readonly CountRow[] {
  return all<CountRow>(
    db,
    sql`
    SELECT mailbox_id, count(*) AS mirrored_count, count(*) FILTER (WHERE is_seen = 0) AS unseen_count
      FROM placement
     GROUP BY mailbox_id`,
  );
}

function outsideRows(db: ReadDb): readonly { readonly mailbox_id: MailboxId; readonly outside_count: number }[] {
  return all(db, sql`SELECT mailbox_id, count(*) AS outside_count FROM outside_mail GROUP BY mailbox_id`);
}

function failedRows(db: ReadDb): readonly FailedRow[] {
  return all<FailedRow>(db, sql`SELECT mailbox_id, count(*) AS failed_count FROM failed_mail GROUP BY mailbox_id`);
}
