import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { get, sql, type ReadDb } from './sql.ts';

/** The name that mail gave an address last; empty when none does. */
export function displayNameOf(db: ReadDb, address: CanonicalAddress): string {
  const row = get<{ display_name: string }>(
    db,
    sql`
    SELECT display_name
      FROM participant
     WHERE address = ${address} AND display_name <> ''
     ORDER BY mail_id DESC
     LIMIT 1`,
  );
  return row?.display_name ?? '';
}
