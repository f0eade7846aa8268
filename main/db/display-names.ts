import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { get, sql, type ReadDb } from './sql.ts';

/** Mails that are looked at: the user's own address is on all of them. */
const NEWEST_MAILS = 200;

/** The name that mail gave an address last, of its newest mails; empty when none does. Many mailers repeat the address where the name should be. */
export function displayNameOf(db: ReadDb, address: CanonicalAddress): string {
  const row = get<{ name: string }>(
    db,
    sql`
    WITH newest AS (
      SELECT mail_id, trim(display_name) AS name
        FROM participant
       WHERE address = ${address}
       ORDER BY mail_id DESC
       LIMIT ${NEWEST_MAILS})
    SELECT name
      FROM newest
     WHERE name <> '' AND name NOT LIKE '%@%'
     ORDER BY mail_id DESC
     LIMIT 1`,
  );
  return row?.name ?? '';
}
