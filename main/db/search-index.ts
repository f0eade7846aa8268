/** The full-text index: what of a mail can be found by its words. */
import type Database from 'better-sqlite3';
import type { MailId } from '../../app/domain/ids.ts';
import type { PackedMail, Participant } from '../../app/domain/mail.ts';
import { packedSearchText, unpackText } from './pack-mail.ts';
import { searchText } from './search-text.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/**
 * Puts stored mails into the index. **The last thing a transaction does**: before a statement that may have to be taken back alone, such
 * as one with ON CONFLICT, SQLite makes the index write out what it holds, and a mail at a time is slow and makes it large.
 */
export function indexMails(db: WriteDb, mails: ReadonlyMap<MailId, PackedMail>): void {
  for (const [mailId, { subject, participants, packed }] of mails) {
    insert(db, mailId, subject, participants, packed.searchedText);
  }
}

const PAGE = 200;

/** Fills an empty index from the mails that are stored; for a migration that makes the index anew. */
export function indexAllMails(database: Database.Database): void {
  const db = database as WriteDb;
  let last = 0;
  for (;;) {
    const rows = all<IndexedRow>(
      db,
      sql`
      SELECT mail_id, subject, text_deflated
        FROM mail JOIN mail_body USING (mail_id)
       WHERE mail_id > ${last}
       ORDER BY mail_id
       LIMIT ${PAGE}`,
    );
    for (const { mail_id: mailId, subject, text_deflated: text } of rows) {
      insert(db, mailId, subject, peopleOf(db, mailId), packedSearchText(unpackText(text)));
    }
    last = rows.at(-1)?.mail_id ?? 0;
    if (rows.length < PAGE) return;
  }
}
interface IndexedRow {
  readonly mail_id: MailId;
  readonly subject: string;
  readonly text_deflated: Uint8Array;
}

type NamedPerson = Pick<Participant, 'displayName' | 'rawAddress'>;

function peopleOf(db: ReadDb, mailId: MailId): readonly NamedPerson[] {
  return all<{ display_name: string; raw_address: string }>(
    db,
    sql`SELECT display_name, raw_address FROM participant WHERE mail_id = ${mailId} ORDER BY position`,
  ).map((row) => ({ displayName: row.display_name, rawAddress: row.raw_address }));
}

/** @param body as `searchText` gives it */
function insert(db: WriteDb, mailId: MailId, subject: string, people: readonly NamedPerson[], body: string): void {
  const names = people.map(({ displayName, rawAddress }) => `${displayName} ${rawAddress}`).join(' ');
  run(
    db,
    sql`
    INSERT INTO mail_fts (rowid, subject, people, body)
    VALUES (${mailId}, ${searchText(subject)}, ${searchText(names)}, ${body})`,
  );
}
