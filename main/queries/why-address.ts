import type { AddressWhy } from '../../app/contract/why-views.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { CanonicalAddress, CardId, MailId, UnixMs } from '../../app/domain/ids.ts';
import type { Filter } from '../../app/domain/link.ts';
import { MailpinError } from '../../app/errors.ts';
import { personKey, relationOf } from '../../app/rules/identity.ts';
import { explainAddress, type AddressWhyFacts } from '../../app/rules/why-address.ts';
import { displayNameOf } from '../db/display-names.ts';
import type { OwnAddressOrigin } from '../db/own-addresses.ts';
import { all, get, one, sql, type ReadDb } from '../db/sql.ts';
import { readWorld } from '../db/world.ts';
import { subjectsOfMails } from './subjects.ts';

/** Who an address is, which cards it matches and what came of its mail. Throws input.invalid for what is no address. */
export function whyAddress(db: ReadDb, written: string, now: UnixMs): AddressWhy {
  const address = canonicalAddress(written);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const world = readWorld(db);
  const person = personKey(address);
  // The user is on every mail: which is the newest says nothing, and looking takes long.
  const isMe = relationOf(address, world.identity) === 'me';
  const newest = isMe ? null : newestWith(db, person);
  const lines = explainAddress({
    address,
    world,
    now,
    origin: originOf(db, address),
    mailCount: mailCountWith(db, person),
    newest,
    held: isMe ? [] : heldWith(db, person),
    keptOut: keptOutWith(db, person),
  });
  return { kind: 'address', address, name: displayNameOf(db, address), lines };
}

function originOf(db: ReadDb, address: CanonicalAddress): OwnAddressOrigin | null {
  return (
    get<{ origin: OwnAddressOrigin }>(db, sql`SELECT origin FROM own_address WHERE address = ${address}`)?.origin ??
    null
  );
}

export function mailCountWith(db: ReadDb, person: string): number {
  return one<{ count: number }>(
    db,
    sql`
    SELECT count(DISTINCT mail_id) AS count
      FROM known_address JOIN participant USING (address)
     WHERE person_key = ${person}`,
  ).count;
}

function newestWith(db: ReadDb, person: string): AddressWhyFacts['newest'] {
  const row = get<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
     WHERE person_key = ${person}
     ORDER BY sent_at DESC, mail_id DESC
     LIMIT 1`,
  );
  if (row === undefined) return null;
  return { mailId: row.mail_id, subject: subjectsOfMails(db, [row.mail_id]).get(row.mail_id) ?? '' };
}

/** Mails on no card that a filter held. SQLite takes the bare column from the row of max(). */
function heldWith(db: ReadDb, person: string): AddressWhyFacts['held'] {
  const rows = all<{ held_by: Filter; count: number; mail_id: MailId }>(
    db,
    sql`
    SELECT held_by, count(*) AS count, mail_id, max(sent_at)
      FROM mail
     WHERE held_by IS NOT NULL
       AND mail_id IN (SELECT mail_id FROM known_address JOIN participant USING (address) WHERE person_key = ${person})
       AND NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)
     GROUP BY held_by
     ORDER BY count DESC, held_by`,
  );
  const subjects = subjectsOfMails(
    db,
    rows.map((row) => row.mail_id),
  );
  return rows.map((row) => ({
    reason: row.held_by,
    count: row.count,
    newest: { mailId: row.mail_id, subject: subjects.get(row.mail_id) ?? '' },
  }));
}

/** Cards whose latest standing word on the person is a detach. */
function keptOutWith(db: ReadDb, person: string): AddressWhyFacts['keptOut'] {
  return all<{ card_id: CardId; verdict: string; decided_at: UnixMs }>(
    db,
    sql`
    SELECT decision.card_id, decision.verdict, decision.decided_at, max(decision.decision_id)
      FROM decision JOIN action USING (action_id)
     WHERE person_key = ${person} AND decision.undone_at IS NULL
     GROUP BY decision.card_id
     ORDER BY decision.card_id`,
  ).flatMap((row) => (row.verdict === 'detach' ? [{ cardId: row.card_id, at: row.decided_at }] : []));
}
