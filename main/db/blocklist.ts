import type { CanonicalAddress, CardId, EntryId, UnixMs } from '../../app/domain/ids.ts';
import type { Blocklist, BlockMode } from '../../app/domain/policy.ts';
import { personKey } from '../../app/rules/identity.ts';
import { compileBlocklist, type BlocklistEntry, type BlocklistKind } from '../../app/rules/compile-blocklist.ts';
import { groupBy } from './group-by.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface EntryRow {
  readonly entry_id: EntryId;
  readonly mode: BlockMode;
  readonly kind: BlocklistKind;
  readonly value: string;
  readonly name: string;
  readonly listed_at: UnixMs;
}
interface PartRow {
  readonly entry_id: EntryId;
  readonly kind: 'address' | 'domain';
  readonly value: string;
}

/** Protected and blocked, in the order of listing. A person is covered with the addresses they had, and with those of their card now. */
export function blocklistEntries(db: ReadDb): readonly BlocklistEntry[] {
  const rows = all<EntryRow>(
    db,
    sql`SELECT entry_id, mode, kind, value, name, listed_at FROM blocklist ORDER BY entry_id`,
  );
  if (rows.length === 0) return [];
  const parts = groupBy(partRows(db), (row) => row.entry_id);
  return rows.map(({ entry_id: id, listed_at: listedAt, ...row }) => {
    const own = parts.get(id) ?? [];
    const valuesOf = (kind: PartRow['kind']) => own.filter((part) => part.kind === kind).map((part) => part.value);
    const addresses = valuesOf('address') as CanonicalAddress[];
    return { id, listedAt, ...row, addresses, domains: valuesOf('domain') };
  });
}

function partRows(db: ReadDb): readonly PartRow[] {
  return all<PartRow>(
    db,
    sql`
    SELECT entry_id, kind, value FROM blocklist_part
     UNION
    SELECT entry_id, 'address', address
      FROM blocklist JOIN card_address ON card_id = value
     WHERE blocklist.kind = 'person'
     UNION
    SELECT entry_id, 'domain', domain
      FROM blocklist JOIN card_domain ON card_id = value
     WHERE blocklist.kind = 'person'
     ORDER BY entry_id, value`,
  );
}

export function readBlocklist(db: ReadDb): Blocklist {
  return compileBlocklist(blocklistEntries(db));
}

export interface NewEntry extends Pick<BlocklistEntry, 'mode' | 'kind' | 'value' | 'name' | 'addresses' | 'domains'> {
  /** Mail that is here already is to be taken out. */
  readonly isPurging: boolean;
  readonly listedAt: UnixMs;
}

/** Lists somebody, or changes how they are listed. */
export function putBlocklistEntry(db: WriteDb, entry: NewEntry): EntryId {
  run(
    db,
    sql`
    INSERT INTO blocklist (mode, kind, value, name, listed_at, is_purging)
    VALUES (${entry.mode}, ${entry.kind}, ${entry.value}, ${entry.name}, ${entry.listedAt}, ${entry.isPurging ? 1 : 0})
    ON CONFLICT (kind, value) DO UPDATE
       SET mode = excluded.mode, name = excluded.name, is_purging = excluded.is_purging`,
  );
  const row = get<{ entry_id: EntryId }>(
    db,
    sql`SELECT entry_id FROM blocklist WHERE kind = ${entry.kind} AND value = ${entry.value}`,
  );
  const id = row?.entry_id ?? (0 as EntryId);
  for (const address of entry.addresses) putPart(db, id, 'address', address);
  for (const domain of entry.domains) putPart(db, id, 'domain', domain);
  return id;
}

function putPart(db: WriteDb, id: EntryId, kind: PartRow['kind'], value: string): void {
  run(
    db,
    sql`INSERT INTO blocklist_part (entry_id, kind, value) VALUES (${id}, ${kind}, ${value}) ON CONFLICT DO NOTHING`,
  );
}

export function deleteBlocklistEntry(db: WriteDb, id: EntryId): void {
  run(db, sql`DELETE FROM blocklist WHERE entry_id = ${id}`);
}

/** Entries whose people's mail is still to be taken out. */
export function purgingEntries(db: ReadDb): readonly BlocklistEntry[] {
  const ids = new Set(
    all<{ entry_id: EntryId }>(db, sql`SELECT entry_id FROM blocklist WHERE is_purging = 1`).map((row) => row.entry_id),
  );
  return ids.size === 0 ? [] : blocklistEntries(db).filter(({ id }) => ids.has(id));
}

export function endPurge(db: WriteDb, id: EntryId): void {
  run(db, sql`UPDATE blocklist SET is_purging = 0 WHERE entry_id = ${id}`);
}

/** Cards on which an address or domain stands that an entry covers. */
export function cardsCoveredBy(db: ReadDb, { addresses, domains }: BlocklistEntry): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id
      FROM json_each(${JSON.stringify(addresses.map(personKey))}) AS person JOIN card_address_key ON address_key = person.value
     UNION
    SELECT card_id
      FROM json_each(${JSON.stringify(domains)}) AS listed JOIN card_address
           ON address LIKE '%@' || listed.value OR address LIKE '%.' || listed.value
     UNION
    SELECT card_id
      FROM json_each(${JSON.stringify(domains)}) AS listed JOIN card_domain
           ON domain = listed.value OR domain LIKE '%.' || listed.value`,
  ).map((row) => row.card_id);
}
