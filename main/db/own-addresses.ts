import type { Identity } from '../../app/domain/account.ts';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { proposeCompanyDomains } from '../../app/rules/identity.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export type OwnAddressOrigin = 'account' | 'send-as' | 'sent' | 'user';

/** Who the user is (rules 2). Company domains are proposed from the connected accounts. */
export function readIdentity(db: ReadDb): Identity {
  const rows = all<{ address: CanonicalAddress; relation: string; origin: OwnAddressOrigin }>(
    db,
    sql`SELECT address, relation, origin FROM own_address ORDER BY address`,
  );
  const withRelation = (relation: string) =>
    new Set(rows.filter((row) => row.relation === relation).map((row) => row.address));
  const accountAddresses = rows.filter((row) => row.origin === 'account').map((row) => row.address);
  return {
    mine: withRelation('me'),
    colleagues: withRelation('colleague'),
    companyDomains: proposeCompanyDomains(accountAddresses),
  };
}

/**
 * Remembers an address as the user's own. What the user said of it before stands; an account's own address outranks what was
 * seen in Sent, because its domain names the company.
 * @returns whether the user's identity changed
 */
export function addMine(db: WriteDb, address: CanonicalAddress, origin: OwnAddressOrigin): boolean {
  const { changes } = run(
    db,
    sql`
    INSERT INTO own_address (address, relation, origin)
    VALUES (${address}, 'me', ${origin})
    ON CONFLICT (address) DO UPDATE SET origin = excluded.origin
     WHERE excluded.origin = 'account' AND own_address.origin IN ('sent', 'send-as')`,
  );
  return changes > 0;
}
