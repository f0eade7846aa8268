/** What programs on this profile asked of a CRM a moment ago; a lane for each of its rate limits. */
import type { CrmId } from '../../app/domain/ids.ts';
import type { ErrorCode } from '../../app/errors.ts';
import type { Spent, Told } from '../../app/machines/rate-limit.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export interface Lane {
  readonly crmId: CrmId;
  readonly name: string;
}

/** Requests after a time and up to another, in their order: what is dated later was written before a clock was set back. */
export function spentBetween(db: ReadDb, { crmId, name }: Lane, after: number, upTo: number): readonly Spent[] {
  return all<Spent>(
    db,
    sql`
    SELECT at, cost
      FROM crm_spent
     WHERE crm_id = ${crmId} AND lane = ${name} AND at > ${after} AND at <= ${upTo}
     ORDER BY at`,
  );
}

/** Writes a request down, and strikes out those that count no more. */
export function putSpent(db: WriteDb, { crmId, name }: Lane, { at, cost }: Spent, countsAfter: number): void {
  run(
    db,
    sql`DELETE FROM crm_spent WHERE crm_id = ${crmId} AND lane = ${name} AND (at <= ${countsAfter} OR at > ${at})`,
  );
  run(db, sql`INSERT INTO crm_spent (crm_id, lane, at, cost) VALUES (${crmId}, ${name}, ${at}, ${cost})`);
}

interface ToldRow {
  readonly remains: number;
  readonly is_pause: number;
  readonly until_at: number;
  readonly because: ErrorCode;
}

/** What the CRM said is left; null when it said nothing, or at a time that is still to come: a clock was set back. */
export function toldOf(db: ReadDb, { crmId, name }: Lane, now: number): Told | null {
  const row = get<ToldRow>(
    db,
    sql`
    SELECT remains, is_pause, until_at, because
      FROM crm_told
     WHERE crm_id = ${crmId} AND lane = ${name} AND said_at <= ${now}`,
  );
  if (row === undefined) return null;
  return { left: row.remains, isPause: row.is_pause === 1, until: row.until_at, because: row.because };
}

export function putTold(db: WriteDb, { crmId, name }: Lane, told: Told | null, saidAt: number): void {
  if (told === null) {
    run(db, sql`DELETE FROM crm_told WHERE crm_id = ${crmId} AND lane = ${name}`);
    return;
  }
  const { left, isPause, until, because } = told;
  run(
    db,
    sql`
    INSERT OR REPLACE INTO crm_told (crm_id, lane, remains, is_pause, said_at, until_at, because)
    VALUES (${crmId}, ${name}, ${left}, ${Number(isPause)}, ${saidAt}, ${until}, ${because})`,
  );
}
