import type { BlocklistView } from '../../app/contract/rules-views.ts';
import type { CanonicalAddress, CardId, EntryId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { blockModeOf } from '../../app/rules/blocklist.ts';
import { compileBlocklist, type BlocklistEntry } from '../../app/rules/compile-blocklist.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { blocklistEntries } from '../db/blocklist.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { readPolicy } from '../db/policy.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { idList, joinSql } from './compose-sql.ts';
import { countMails } from './ruled-mails.ts';

/** Who is protected or blocked, newest first. */
export function listBlocklist(db: ReadDb): readonly BlocklistView[] {
  return blocklistEntries(db)
    .toReversed()
    .map((entry) => {
      const covered = mailsCoveredBy(db, entry);
      const { id, mode, kind, name, addresses, domains, listedAt } = entry;
      return {
        id,
        mode,
        kind,
        name,
        cardId: kind === 'person' ? (entry.value as CardId) : null,
        addresses,
        domains,
        listedAt,
        mailCount: countMails(db, covered),
        heldCount: countMails(db, joinSql([covered, sql`AND mail.held_by IN ('protected', 'blocked')`])),
        notKeptCount: countNotKept(db, id),
      };
    });
}

/** The condition on `mail` of having somebody on it whom an entry covers. Throws input.unknown-entry. */
export function mailsOfEntry(db: ReadDb, entryId: EntryId): Sql {
  const entry = blocklistEntries(db).find(({ id }) => id === entryId);
  if (entry === undefined) throw new MailpinError('input.unknown-entry', { entry: entryId });
  return mailsCoveredBy(db, entry);
}

function mailsCoveredBy(db: ReadDb, entry: BlocklistEntry): Sql {
  return sql`mail.mail_id IN (
    SELECT mail_id FROM participant WHERE address IN (SELECT value FROM json_each(${idList(addressesOf(db, entry))})))`;
}

/** Addresses seen on mail that the entry covers: the index finds those that could be, the rule says which are. */
function addressesOf(db: ReadDb, entry: BlocklistEntry): readonly CanonicalAddress[] {
  const candidates = all<{ address: CanonicalAddress }>(
    db,
    sql`
    SELECT address FROM known_address
     WHERE person_key IN (SELECT value FROM json_each(${idList(entry.addresses.map(personKey))}))
     UNION
    SELECT address FROM known_address
     WHERE registrable_domain IN (SELECT value FROM json_each(${idList(entry.domains.map(registrableDomain))}))`,
  );
  const listing = {
    identity: readIdentity(db),
    policy: { ...readPolicy(db), blocklist: compileBlocklist([entry]) },
  };
  return candidates.map((row) => row.address).filter((address) => blockModeOf(address, listing) !== null);
}

function countNotKept(db: ReadDb, entryId: EntryId): number {
  return one<{ total: number }>(
    db,
    sql`SELECT count(DISTINCT key_hash) AS total FROM blocked_placement WHERE entry_id = ${entryId}`,
  ).total;
}
