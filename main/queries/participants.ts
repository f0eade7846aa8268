import type { CanonicalAddress, MailId } from '../../app/domain/ids.ts';
import type { Participant, ParticipantRole } from '../../app/domain/mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { idList } from './compose-sql.ts';

interface ParticipantRow {
  readonly mail_id: MailId;
  readonly role: ParticipantRole;
  readonly address: CanonicalAddress | null;
  readonly raw_address: string;
  readonly display_name: string;
}

/** Who is in the header of each mail, in the order of the header. */
export function participantsOfMails(
  db: ReadDb,
  mailIds: readonly MailId[],
): ReadonlyMap<MailId, readonly Participant[]> {
  const rows = all<ParticipantRow>(
    db,
    sql`
    SELECT mail_id, role, address, raw_address, display_name
      FROM participant
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY mail_id, position`,
  );
  const byMail = [...groupBy(rows, (row) => row.mail_id)];
  return new Map(byMail.map(([mailId, group]) => [mailId, group.map(toParticipant)]));
}

function toParticipant(row: ParticipantRow): Participant {
  return {
    role: row.role,
    address: row.address,
    rawAddress: row.raw_address,
    displayName: row.display_name,
  };
}
