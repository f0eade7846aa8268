import type { Identity, RelationWord } from '../../app/domain/account.ts';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { identityOf, proposeCompanyDomains } from '../../app/rules/identity.ts';
import { domainWords } from './domain-words.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** What the mailbox teaches. */
export type LearntAs = 'account' | 'send-as' | 'sent';
export type OwnAddressOrigin = LearntAs | 'user';

export interface OwnAddress {
  readonly address: CanonicalAddress;
  readonly relation: RelationWord;
  readonly origin: OwnAddressOrigin;
  /** What the mailbox teaches of an address the user has spoken about; null for nothing, and without the user's word. */
  readonly learntAs: LearntAs | null;
}

export function ownAddresses(db: ReadDb): readonly OwnAddress[] {
  return all<{
    address: CanonicalAddress;
    relation: RelationWord;
    origin: OwnAddressOrigin;
    learnt_as: LearntAs | null;
  }>(db, sql`SELECT address, relation, origin, learnt_as FROM own_address ORDER BY address`).map(
    ({ learnt_as: learntAs, ...row }) => ({ ...row, learntAs }),
  );
}

/** Who the user is (rules 2). Company domains are proposed from the connected accounts, and the user's word on them counts. */
export function readIdentity(db: ReadDb): Identity {
  const words = ownAddresses(db);
  return identityOf(words, companyDomains(db, words));
}

/** Addresses of the connected accounts, whatever the user said of them. */
export function accountAddresses(db: ReadDb): ReadonlySet<CanonicalAddress> {
  return new Set(
    all<{ address: CanonicalAddress }>(
      db,
      sql`SELECT address FROM own_address WHERE origin = 'account' OR learnt_as = 'account'`,
    ).map((row) => row.address),
  );
}

function companyDomains(db: ReadDb, words: readonly OwnAddress[]): ReadonlySet<string> {
  const said = domainWords(db, 'company');
  const accounts = words.filter(({ origin, learntAs }) => origin === 'account' || learntAs === 'account');
  const proposed = proposeCompanyDomains(
    accounts.map(({ address }) => address),
    domainWords(db, 'free-mail'),
  );
  return new Set([...[...proposed].filter((domain) => !said.removed.has(domain)), ...said.added]);
}

/**
 * Remembers an address as the user's own. What the user said of it stands above; an account's own address outranks what was seen in
 * Sent, because its domain names the company.
 * @returns whether the user's identity may have changed
 */
export function addMine(db: WriteDb, address: CanonicalAddress, origin: LearntAs): boolean {
  const { changes } = run(
    db,
    sql`
    INSERT INTO own_address (address, relation, origin)
    VALUES (${address}, 'me', ${origin})
    ON CONFLICT (address) DO UPDATE
       SET origin = CASE own_address.origin WHEN 'user' THEN 'user' ELSE excluded.origin END,
           learnt_as = CASE own_address.origin WHEN 'user' THEN excluded.origin END
     WHERE CASE own_address.origin WHEN 'user' THEN own_address.learnt_as ELSE own_address.origin END IS NOT 'account'
       AND (excluded.origin = 'account' OR (own_address.origin = 'user' AND own_address.learnt_as IS NULL))`,
  );
  return changes > 0;
}

/** The user's word on an address; what the mailbox taught of it is kept below. */
export function setRelation(db: WriteDb, address: CanonicalAddress, relation: RelationWord): void {
  run(
    db,
    sql`
    INSERT INTO own_address (address, relation, origin)
    VALUES (${address}, ${relation}, 'user')
    ON CONFLICT (address) DO UPDATE
       SET relation = excluded.relation,
           learnt_as = CASE own_address.origin WHEN 'user' THEN own_address.learnt_as ELSE own_address.origin END,
           origin = 'user'`,
  );
}

/** Takes the user's word on an address back: what the mailbox taught counts again. */
export function clearRelation(db: WriteDb, address: CanonicalAddress): void {
  run(
    db,
    sql`
    UPDATE own_address SET relation = 'me', origin = learnt_as, learnt_as = NULL
     WHERE address = ${address} AND origin = 'user' AND learnt_as IS NOT NULL`,
  );
  run(db, sql`DELETE FROM own_address WHERE address = ${address} AND origin = 'user'`);
}

export function relationWordOf(db: ReadDb, address: CanonicalAddress): OwnAddress | null {
  const row = get<{ relation: RelationWord; origin: OwnAddressOrigin; learnt_as: LearntAs | null }>(
    db,
    sql`SELECT relation, origin, learnt_as FROM own_address WHERE address = ${address}`,
  );
  return row === undefined ? null : { address, relation: row.relation, origin: row.origin, learntAs: row.learnt_as };
}
