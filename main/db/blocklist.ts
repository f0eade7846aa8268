import type { CanonicalAddress, CardId, EntryId, UnixMs } from '../../app/domain/ids.ts';
import type { Blocklist, BlockMode } from '../../app/domain/policy.ts';
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
  readonly listedAt: UnixMs;
}

/** Lists somebody, or changes how they are listed. */
export function putBlocklistEntry(db: WriteDb, entry: NewEntry): EntryId {
  run(
    db,
    sql`
    INSERT INTO blocklist (mode, kind, value, name, listed_at)
    VALUES (${entry.mode}, ${entry.kind}, ${entry.value}, ${entry.name}, ${entry.listedAt})
    ON CONFLICT (kind, value) DO UPDATE SET mode = excluded.mode, name = excluded.name`,
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

/** The entry of a person by their card; null when the card is not listed. */
export function entryOfCard(db: ReadDb, cardId: CardId): EntryId | null {
  return (
    get<{ entry_id: EntryId }>(db, sql`SELECT entry_id FROM blocklist WHERE kind = 'person' AND value = ${cardId}`)
      ?.entry_id ?? null
  );
}
