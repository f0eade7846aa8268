import type { AccountId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** What the user said of rehearsing a CRM before its first push. */
export interface RehearsalWords {
  /** Null: they said nothing, so a CRM elsewhere is rehearsed and one on this computer is not. */
  readonly isOn: boolean | null;
  /** Accounts whose mail may go. */
  readonly gone: ReadonlySet<AccountId>;
  readonly goneAt: UnixMs | null;
}

export function rehearsalWords(db: ReadDb, crmId: CrmId): RehearsalWords {
  const mode = get<{ is_on: number }>(db, sql`SELECT is_on FROM rehearsal_mode WHERE crm_id = ${crmId}`);
  const rows = all<{ account_id: AccountId; gone_at: UnixMs }>(
    db,
    sql`SELECT account_id, gone_at FROM rehearsal_go WHERE crm_id = ${crmId} ORDER BY gone_at DESC`,
  );
  return {
    isOn: mode === undefined ? null : mode.is_on === 1,
    gone: new Set(rows.map((row) => row.account_id)),
    goneAt: rows[0]?.gone_at ?? null,
  };
}

/** Switched on, the CRM is rehearsed from the beginning again: what was said before no longer counts. */
export function setRehearsalMode(db: WriteDb, crmId: CrmId, isOn: boolean, at: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO rehearsal_mode (crm_id, is_on, changed_at) VALUES (${crmId}, ${isOn ? 1 : 0}, ${at})
    ON CONFLICT (crm_id) DO UPDATE SET is_on = excluded.is_on, changed_at = excluded.changed_at`,
  );
  if (isOn) run(db, sql`DELETE FROM rehearsal_go WHERE crm_id = ${crmId}`);
}

/** The mail of every account that is connected now may go. */
export function putGo(db: WriteDb, crmId: CrmId, at: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO rehearsal_go (crm_id, account_id, gone_at) SELECT ${crmId}, account_id, ${at} FROM account WHERE true
    ON CONFLICT (account_id, crm_id) DO NOTHING`,
  );
}
