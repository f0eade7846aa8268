import type { ParticipantView } from '../../app/contract/people-views.ts';
import type { Identity } from '../../app/domain/account.ts';
import type { CanonicalAddress, MailId } from '../../app/domain/ids.ts';
import type { ParticipantRole } from '../../app/domain/mail.ts';
import { relationOf } from '../../app/rules/identity.ts';
import { readIdentity } from '../db/own-addresses.ts';
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

/** Who is in the header of each mail, in the order of the header, and who that is to the user; all of them unless limited. */
export function participantsOfMails(
  db: ReadDb,
  mailIds: readonly MailId[],
  limit = -1,
): ReadonlyMap<MailId, readonly ParticipantView[]> {
  const rows = all<ParticipantRow>(
    db,
    sql`
    SELECT mail_id, role, address, raw_address, display_name
      FROM participant
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY mail_id, position
     LIMIT ${limit}`,
  );
  const identity = readIdentity(db);
  const byMail = [...groupBy(rows, (row) => row.mail_id)];
  return new Map(byMail.map(([mailId, group]) => [mailId, group.map((row) => toParticipant(row, identity))]));
}

function toParticipant(row: ParticipantRow, identity: Identity): ParticipantView {
  return {
    role: row.role,
    address: row.address,
    rawAddress: row.raw_address,
    displayName: row.display_name,
    relation: row.address === null ? null : relationOf(row.address, identity),
  };
}
