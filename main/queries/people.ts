import type { Person } from '../../app/contract/views.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { idList } from './compose-sql.ts';

/** Most people a list names; `peopleCount` has them all. */
const PEOPLE_SHOWN = 5;

interface PersonRow {
  readonly address: string;
  readonly display_name: string;
  readonly is_me: 0 | 1;
}
interface ThreadPersonRow extends PersonRow {
  readonly thread_id: ThreadId;
  readonly people_count: number;
}
interface AuthorRow extends PersonRow {
  readonly mail_id: MailId;
}

export interface PeopleOfThread {
  /** In order of first appearance, at most five. */
  readonly people: readonly Person[];
  readonly peopleCount: number;
}

/** Who writes in threads and to whom, for a whole page at once. Threads without anybody are missing. */
export function peopleOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlyMap<ThreadId, PeopleOfThread> {
  const rows = all<ThreadPersonRow>(
    db,
    sql`
      WITH appearance AS (
        SELECT mail.thread_id,
               coalesce(participant.address, participant.raw_address) AS address,
               iif(instr(participant.display_name, '@') = 0, participant.display_name, '') AS display_name,
               row_number() OVER (
                 PARTITION BY mail.thread_id ORDER BY mail.sent_at, mail.mail_id, participant.position) AS turn
          FROM mail JOIN participant USING (mail_id)
         WHERE mail.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))
           AND participant.role IN ('from', 'to', 'cc', 'bcc')
           AND (participant.address IS NOT NULL OR participant.role = 'from')
      ), person AS (
        SELECT thread_id, address, max(display_name) AS display_name, min(turn) AS first_turn
          FROM appearance
         GROUP BY thread_id, address
      ), placed AS (
        SELECT thread_id, address, display_name,
               row_number() OVER (PARTITION BY thread_id ORDER BY first_turn) AS place,
               count(*) OVER (PARTITION BY thread_id) AS people_count
          FROM person
      )
      SELECT placed.thread_id, placed.address, placed.display_name, placed.people_count,
             coalesce(own_address.relation = 'me', 0) AS is_me
        FROM placed LEFT JOIN own_address USING (address)
       WHERE placed.place <= ${PEOPLE_SHOWN}
       ORDER BY placed.thread_id, placed.place`,
  );
  const byThread = new Map<ThreadId, PeopleOfThread>();
  for (const [threadId, group] of groupBy(rows, (row) => row.thread_id)) {
    byThread.set(threadId, { people: group.map(toPerson), peopleCount: group[0]?.people_count ?? 0 });
  }
  return byThread;
}

/** Who wrote each mail: the first address of its From field. Mails without one are missing. */
export function authorsOfMails(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, Person> {
  const rows = all<AuthorRow>(
    db,
    sql`
      SELECT participant.mail_id, coalesce(participant.address, participant.raw_address) AS address,
             participant.display_name, coalesce(own_address.relation = 'me', 0) AS is_me
        FROM participant LEFT JOIN own_address USING (address)
       WHERE participant.mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
         AND participant.role = 'from'
       ORDER BY participant.mail_id, participant.position DESC`,
  );
  return new Map(rows.map((row) => [row.mail_id, toPerson(row)]));
}

/** For mail whose From field is missing. */
export const NOBODY: Person = { name: '', address: '', isMe: false };

function toPerson({ address, display_name: name, is_me: isMe }: PersonRow): Person {
  return { name: name.trim() === '' ? address : name.trim(), address, isMe: isMe === 1 };
}
