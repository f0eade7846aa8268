import type { Person } from '../../app/contract/people-views.ts';
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
    SELECT mail.thread_id, coalesce(participant.address, participant.raw_address) AS address,
           participant.display_name, coalesce(own_address.relation = 'me', 0) AS is_me
      FROM mail JOIN participant USING (mail_id) LEFT JOIN own_address USING (address)
     WHERE mail.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))
       AND participant.role IN ('from', 'to', 'cc', 'bcc')
       AND (participant.address IS NOT NULL OR participant.role = 'from')
     ORDER BY mail.thread_id, mail.sent_at, mail.mail_id, participant.position`,
  );
  const byThread = [...groupBy(rows, (row) => row.thread_id)];
  return new Map(byThread.map(([threadId, appearances]) => [threadId, peopleOf(appearances)]));
}

/** Each person once, where they first appear, under the first name they are given. */
function peopleOf(appearances: readonly PersonRow[]): PeopleOfThread {
  const byAddress = [...groupBy(appearances, (row) => row.address).values()];
  const shown = byAddress.slice(0, PEOPLE_SHOWN).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return toPerson([first, ...others].find(hasName) ?? first);
  });
  return { people: shown, peopleCount: byAddress.length };
}

/** Many mailers repeat the address where the name should be. */
function hasName({ display_name: name }: PersonRow): boolean {
  return name.trim() !== '' && !name.includes('@');
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
