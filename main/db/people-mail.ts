/** Mail by who is on it. */
import type { CanonicalAddress, MailId } from '../../app/domain/ids.ts';
import type { Participant } from '../../app/domain/mail.ts';
import { all, sql, type ReadDb } from './sql.ts';

/** Every address of a person that stands on some mail (see `personKey`). */
export function addressesOfPerson(db: ReadDb, personKey: string): readonly CanonicalAddress[] {
  return all<{ address: CanonicalAddress }>(
    db,
    sql`SELECT address FROM known_address WHERE person_key = ${personKey} ORDER BY address`,
  ).map((row) => row.address);
}

/** Mails in whose From field exactly this address stands. */
export function mailsByAuthor(db: ReadDb, address: CanonicalAddress): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`SELECT DISTINCT mail_id FROM participant WHERE address = ${address} AND role = 'from' ORDER BY mail_id`,
  ).map((row) => row.mail_id);
}

/** Who stands in the From field of a mail. */
export function authorsOf(db: ReadDb, mailId: MailId): readonly Pick<Participant, 'role' | 'address'>[] {
  return all<Pick<Participant, 'role' | 'address'>>(
    db,
    sql`SELECT role, address FROM participant WHERE mail_id = ${mailId} AND role = 'from'`,
  );
}

/**
 * Mails whose thread may hang on whether an address takes part: those with a provider's thread id in the threads that it is in, on
 * whichever of their mails (rules 4.2).
 */
export function mailsToRethread(db: ReadDb, address: CanonicalAddress): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT DISTINCT with_id.mail_id
      FROM participant
           JOIN mail USING (mail_id)
           JOIN mail AS with_id ON with_id.thread_id = mail.thread_id
     WHERE participant.address = ${address} AND with_id.provider_thread_id IS NOT NULL
     ORDER BY with_id.mail_id`,
  ).map((row) => row.mail_id);
}
