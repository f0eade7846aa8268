/** What happens to an account after it was connected. */
import type { ImportChoice, SourceSettings } from '../../app/domain/account.ts';
import type { AccountId, UnixMs } from '../../app/domain/ids.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Whether an account may be read; null when there is no such account. */
export function accountStanding(db: ReadDb, accountId: AccountId): 'connected' | 'disconnected' | 'deleting' | null {
  const row = get<{ disconnected_at: UnixMs | null; deleting_at: UnixMs | null }>(
    db,
    sql`SELECT disconnected_at, deleting_at FROM account WHERE account_id = ${accountId}`,
  );
  if (row === undefined) return null;
  if (row.deleting_at !== null) return 'deleting';
  return row.disconnected_at === null ? 'connected' : 'disconnected';
}

export function importChoiceOf(db: ReadDb, accountId: AccountId): ImportChoice {
  const row = get<{ import_choice: string }>(
    db,
    sql`SELECT import_choice FROM account WHERE account_id = ${accountId}`,
  );
  return row === undefined ? { kind: 'everything' } : (JSON.parse(row.import_choice) as ImportChoice);
}

export function setImportChoice(db: WriteDb, accountId: AccountId, choice: ImportChoice): void {
  run(db, sql`UPDATE account SET import_choice = ${JSON.stringify(choice)} WHERE account_id = ${accountId}`);
}

export function setSettings(db: WriteDb, accountId: AccountId, settings: SourceSettings): void {
  run(db, sql`UPDATE account SET settings = ${JSON.stringify(settings)} WHERE account_id = ${accountId}`);
}

/** From now on nobody gets the right to sync it: see `takeLease`. */
export function markDisconnected(db: WriteDb, accountId: AccountId, at: UnixMs): void {
  run(
    db,
    sql`
    UPDATE account
       SET disconnected_at = coalesce(disconnected_at, ${at}), lease_owner = NULL, lease_until_at = NULL
     WHERE account_id = ${accountId}`,
  );
}

export function markConnected(db: WriteDb, accountId: AccountId): void {
  run(
    db,
    sql`
    UPDATE account
       SET disconnected_at = NULL, failure_count = 0, told_code = NULL, lease_owner = NULL, lease_until_at = NULL
     WHERE account_id = ${accountId}`,
  );
}

export function markDeleting(db: WriteDb, accountId: AccountId, at: UnixMs): void {
  run(
    db,
    sql`
    UPDATE account
       SET deleting_at = coalesce(deleting_at, ${at}), lease_owner = NULL, lease_until_at = NULL
     WHERE account_id = ${accountId}`,
  );
}

/** Accounts whose deletion was begun and cut off. */
export function accountsBeingDeleted(db: ReadDb): readonly AccountId[] {
  return all<{ account_id: AccountId }>(
    db,
    sql`SELECT account_id FROM account WHERE deleting_at IS NOT NULL ORDER BY deleting_at`,
  ).map((row) => row.account_id);
}
