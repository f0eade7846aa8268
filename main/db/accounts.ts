import type { AccountState } from '../../app/contract/status-views.ts';
import type { Account, SourceSettings } from '../../app/domain/account.ts';
import type { AccountId, CanonicalAddress, UnixMs } from '../../app/domain/ids.ts';
import type { ErrorCode } from '../../app/errors.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface AccountRow {
  readonly account_id: AccountId;
  readonly address: CanonicalAddress;
  readonly settings: string;
}

/** What an account is doing, and what went wrong before. */
export interface AccountProgress {
  readonly state: AccountState;
  /** In a row; 0 after a success. */
  readonly failureCount: number;
  /** Trouble the user was told of and that is not over. */
  readonly toldCode: ErrorCode | null;
}

export function listAccounts(db: ReadDb): readonly Account[] {
  return all<AccountRow>(db, sql`SELECT account_id, address, settings FROM account ORDER BY rowid`).map(toAccount);
}

export function findAccount(db: ReadDb, accountId: AccountId): Account | null {
  const row = get<AccountRow>(
    db,
    sql`SELECT account_id, address, settings FROM account WHERE account_id = ${accountId}`,
  );
  return row === undefined ? null : toAccount(row);
}

export function insertAccount(db: WriteDb, account: Account, now: UnixMs): void {
  const state: AccountState = { kind: 'never-synced' };
  run(
    db,
    sql`
    INSERT INTO account (account_id, address, settings, created_at, state)
    VALUES (${account.id}, ${account.address}, ${JSON.stringify(account.settings)}, ${now}, ${JSON.stringify(state)})`,
  );
}

/** Null for an account that is none, is disconnected or being deleted: its state is that, and nobody says another. */
export function accountProgress(db: ReadDb, accountId: AccountId): AccountProgress | null {
  const row = get<{ state: string; failure_count: number; told_code: ErrorCode | null }>(
    db,
    sql`
    SELECT state, failure_count, told_code
      FROM account
     WHERE account_id = ${accountId} AND disconnected_at IS NULL AND deleting_at IS NULL`,
  );
  if (row === undefined) return null;
  return {
    state: JSON.parse(row.state) as AccountState,
    failureCount: row.failure_count,
    toldCode: row.told_code,
  };
}

/** @param engineId who says so; when that engine is gone, nobody is connecting, reading or watching any more */
export function writeAccountProgress(
  db: WriteDb,
  accountId: AccountId,
  progress: AccountProgress,
  engineId: string,
): void {
  run(
    db,
    sql`
    UPDATE account
       SET state = ${JSON.stringify(progress.state)}, failure_count = ${progress.failureCount},
           told_code = ${progress.toldCode}, state_owner = ${engineId}
     WHERE account_id = ${accountId}`,
  );
}

/** Whether the user wants older mail to wait. New mail comes all the same. */
export function isBackfillPaused(db: ReadDb, accountId: AccountId): boolean {
  const row = get<{ is_backfill_paused: number }>(
    db,
    sql`SELECT is_backfill_paused FROM account WHERE account_id = ${accountId}`,
  );
  return row?.is_backfill_paused === 1;
}

export function setBackfillPaused(db: WriteDb, accountId: AccountId, isPaused: boolean): void {
  run(db, sql`UPDATE account SET is_backfill_paused = ${isPaused ? 1 : 0} WHERE account_id = ${accountId}`);
}

/** When a mailbox of the account was last brought up to date; null when never. */
export function lastSuccessAt(db: ReadDb, accountId: AccountId): UnixMs | null {
  return one<{ at: UnixMs | null }>(
    db,
    sql`SELECT max(last_success_at) AS at FROM mailbox WHERE account_id = ${accountId}`,
  ).at;
}

/**
 * Takes or renews the right to sync an account, so that two programs on one profile take turns.
 * @returns false while another engine holds it, and for an account that is disconnected or being deleted
 */
export function takeLease(db: WriteDb, accountId: AccountId, lease: Lease, now: UnixMs): boolean {
  const { changes } = run(
    db,
    sql`
    UPDATE account
       SET lease_owner = ${lease.owner}, lease_until_at = ${lease.untilAt}
     WHERE account_id = ${accountId}
       AND disconnected_at IS NULL AND deleting_at IS NULL
       AND (lease_owner IS NULL OR lease_owner = ${lease.owner} OR lease_until_at <= ${now})`,
  );
  return changes === 1;
}
export interface Lease {
  readonly owner: string;
  readonly untilAt: UnixMs;
}

/** Accounts that the given engine said it was working on. */
export function accountsAtWork(db: ReadDb, engineId: string): readonly AccountId[] {
  return all<{ account_id: AccountId }>(
    db,
    sql`
    SELECT account_id
      FROM account
     WHERE state_owner = ${engineId} AND state ->> 'kind' IN ('connecting', 'mirroring', 'watching')`,
  ).map((row) => row.account_id);
}

/** Engines that hold accounts or entries of the outbox, or said that they are working on an account. */
export function leaseOwners(db: ReadDb): readonly string[] {
  return all<{ owner: string }>(
    db,
    sql`
    SELECT lease_owner AS owner FROM account WHERE lease_owner IS NOT NULL
     UNION
    SELECT state_owner FROM account WHERE state ->> 'kind' IN ('connecting', 'mirroring', 'watching')
     UNION
    SELECT lease_owner FROM outbox WHERE state = 'sending'`,
  ).map((row) => row.owner);
}

/** Ends all leases of an engine that is no more. */
export function endLeasesOf(db: WriteDb, owner: string): void {
  run(db, sql`UPDATE account SET lease_owner = NULL, lease_until_at = NULL WHERE lease_owner = ${owner}`);
  run(db, sql`UPDATE outbox SET lease_until_at = 0 WHERE lease_owner = ${owner} AND state = 'sending'`);
}

export function giveLeaseBack(db: WriteDb, accountId: AccountId, owner: string): void {
  run(
    db,
    sql`
    UPDATE account
       SET lease_owner = NULL, lease_until_at = NULL
     WHERE account_id = ${accountId} AND lease_owner = ${owner}`,
  );
}

function toAccount(row: AccountRow): Account {
  return { id: row.account_id, address: row.address, settings: JSON.parse(row.settings) as SourceSettings };
}
