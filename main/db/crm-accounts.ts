import type { WireError } from '../../app/contract/wire.ts';
import type { ConnectorName, CrmAccount } from '../../app/domain/crm-account.ts';
import type { ChangesWay } from '../../app/domain/crm-capabilities.ts';
import type { ErrorCode } from '../../app/errors.ts';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A connected CRM with how it went last. */
export interface StoredCrm extends CrmAccount {
  /** Who the user is at the CRM, as the CRM says. */
  /** Null where the credential is nobody's in particular. */
  readonly userName: string | null;
  readonly connectedAt: UnixMs;
  readonly disconnectedAt: UnixMs | null;
  /** When all changes of its cards were read last. */
  readonly readAt: UnixMs | null;
  readonly trouble: WireError | null;
  /** It takes nothing before then. */
  readonly hold: CrmHold | null;
  /** How changed cards come, where the plan of the account decides that and they came before. */
  readonly way: ChangesWay | null;
}

/** A CRM asked to slow down, or its budget is gone, until then. */
export interface CrmHold {
  readonly until: UnixMs;
  readonly because: ErrorCode;
}

interface CrmRow {
  readonly crm_id: CrmId;
  readonly connector: ConnectorName;
  readonly url: string;
  readonly user_name: string;
  readonly connected_at: UnixMs;
  readonly disconnected_at: UnixMs | null;
  readonly read_at: UnixMs | null;
  readonly trouble: string | null;
  readonly hold_until_at: UnixMs | null;
  readonly hold_because: ErrorCode | null;
  readonly changes: ChangesWay['changes'] | null;
  readonly reports_deletes: number | null;
}

/** Every CRM the user ever connected, in that order. */
export function listCrmAccounts(db: ReadDb): readonly StoredCrm[] {
  return all<CrmRow>(
    db,
    sql`
    SELECT crm_id, connector, url, user_name, connected_at, disconnected_at, read_at, trouble, hold_until_at, hold_because,
           changes, reports_deletes
      FROM crm_account
     ORDER BY connected_at, crm_id`,
  ).map(toStoredCrm);
}

export function findCrmAccount(db: ReadDb, crmId: CrmId): StoredCrm | null {
  const row = get<CrmRow>(
    db,
    sql`
    SELECT crm_id, connector, url, user_name, connected_at, disconnected_at, read_at, trouble, hold_until_at, hold_because,
           changes, reports_deletes
      FROM crm_account
     WHERE crm_id = ${crmId}`,
  );
  return row === undefined ? null : toStoredCrm(row);
}

/** What stands in the column where nobody in particular is signed in. */
const NOBODY = '';

/** Connects a CRM, or connects one again that was disconnected. */
export function putCrmAccount(db: WriteDb, account: CrmAccount, userName: string | null, connectedAt: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO crm_account (crm_id, connector, url, user_name, connected_at)
    VALUES (${account.id}, ${account.connector}, ${account.url}, ${userName ?? NOBODY}, ${connectedAt})
    ON CONFLICT (crm_id) DO UPDATE SET user_name = excluded.user_name, disconnected_at = NULL, trouble = NULL`,
  );
}

export function markCrmDisconnected(db: WriteDb, crmId: CrmId, at: UnixMs): void {
  run(db, sql`UPDATE crm_account SET disconnected_at = ${at}, trouble = NULL WHERE crm_id = ${crmId}`);
}

/** How reading its cards went: no trouble means that all changes up to now are known. */
export function markCrmRead(db: WriteDb, crmId: CrmId, at: UnixMs, trouble: WireError | null): void {
  run(
    db,
    sql`
    UPDATE crm_account
       SET read_at = coalesce(${trouble === null ? at : null}, read_at), trouble = ${trouble === null ? null : JSON.stringify(trouble)}
     WHERE crm_id = ${crmId}`,
  );
}

/** Nothing is sent before then; null when it answers again. */
export function setCrmHold(db: WriteDb, crmId: CrmId, hold: CrmHold | null): void {
  run(
    db,
    sql`
    UPDATE crm_account SET hold_until_at = ${hold?.until ?? null}, hold_because = ${hold?.because ?? null}
     WHERE crm_id = ${crmId}`,
  );
}

/** Nothing is written as long as it stays the same. */
export function noteChangesWay(db: WriteDb, crmId: CrmId, { changes, reportsDeletes }: ChangesWay): void {
  run(
    db,
    sql`
    UPDATE crm_account SET changes = ${changes}, reports_deletes = ${Number(reportsDeletes)}
     WHERE crm_id = ${crmId} AND (changes, reports_deletes) IS NOT (${changes}, ${Number(reportsDeletes)})`,
  );
}

function toStoredCrm(row: CrmRow): StoredCrm {
  return {
    id: row.crm_id,
    connector: row.connector,
    url: row.url,
    userName: row.user_name === NOBODY ? null : row.user_name,
    connectedAt: row.connected_at,
    disconnectedAt: row.disconnected_at,
    readAt: row.read_at,
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as WireError),
    hold:
      row.hold_until_at === null || row.hold_because === null
        ? null
        : { until: row.hold_until_at, because: row.hold_because },
    way: row.changes === null ? null : { changes: row.changes, reportsDeletes: row.reports_deletes === 1 },
  };
}
