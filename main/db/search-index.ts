/** The search index: which mail stands at which place, and what is still to be taken in. */
import type { MailId, UnixMs } from '../../app/domain/ids.ts';
import type { ParticipantRole, SearchableWords } from '../../app/domain/mail.ts';
import { insertRows } from './insert-rows.ts';
import { mailText } from './mails.ts';
import { searchableWords, type SearchableContent } from './search-text.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

const DAY_MS = 86_400_000;
/** Places of one day. A day with more mail runs over into the days after it, which costs only order among the nearly equal. */
const PLACES_A_DAY = 512;
/** Neighbouring places that are tried before looking further away, twice as far each time. */
const NEAR = 8;
/** Places further away that are tried: the last one is some three years off. Mail of one and the same moment can be any number. */
const FAR = 17;
/** A mail with everything it can be found by. */
export interface SearchableMail {
  readonly mailId: MailId;
  readonly sentAt: UnixMs;
  readonly words: SearchableWords;
}

/** The first place a mail of this time can have: no mail of the same day or later stands before it. */
export function firstPlaceOfDay(at: UnixMs): number {
  return Math.max(0, Math.floor(at / DAY_MS)) * PLACES_A_DAY;
}

/**
 * Takes mails into the index. **The last thing a transaction does**: before a statement that may have to be taken back alone, such as one
 * with ON CONFLICT, SQLite makes the index write out what it holds, and so it does for a row that comes before the last one. A mail at a
 * time is slow and makes it large.
 */
export function takeIntoSearch(db: WriteDb, mails: readonly SearchableMail[]): void {
  const placed = mails.map(({ mailId, sentAt, words }) => ({ words, place: takePlace(db, mailId, sentAt) }));
  placed.sort((one, other) => one.place - other.place);
  for (const { place, words } of placed) {
    run(
      db,
      sql`
      INSERT INTO mail_fts (rowid, subject, sender, recipients, copies, files, body)
      VALUES (${place}, ${words.subject}, ${words.sender}, ${words.recipients}, ${words.copies}, ${words.files}, ${words.body})`,
    );
  }
}

/** Says that mails are to be taken in later; until then they are counted as mail that cannot be found yet. */
export function oweToSearch(db: WriteDb, mails: readonly Pick<SearchableMail, 'mailId'>[]): void {
  insertRows(
    db,
    'unsearched_mail (mail_id)',
    mails.map(({ mailId }) => mailId),
  );
}

/** Those of the mails that nobody took in, or deleted, meanwhile. */
export function stillOwedToSearch<Mail extends Pick<SearchableMail, 'mailId'>>(
  db: ReadDb,
  mails: readonly Mail[],
): readonly Mail[] {
  const asked = JSON.stringify(mails.map(({ mailId }) => mailId));
  const rows = all<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM unsearched_mail WHERE mail_id IN (SELECT value FROM json_each(${asked}))`,
  );
  const owed = new Set(rows.map((row) => row.mail_id));
  return mails.filter(({ mailId }) => owed.has(mailId));
}

function takePlace(db: WriteDb, mailId: MailId, sentAt: UnixMs): number {
  const first = firstPlaceOfDay(sentAt) + Math.floor((((sentAt % DAY_MS) + DAY_MS) % DAY_MS) * (PLACES_A_DAY / DAY_MS));
  let place = first;
  for (let turn = 1; isTaken(db, place); turn += 1) {
    if (turn > NEAR + FAR) {
      place = firstGapAfter(db, first);
      break;
    }
    place = first + (turn <= NEAR ? turn : NEAR * 2 ** (turn - NEAR));
  }
  run(db, sql`INSERT INTO search_place (place, mail_id) VALUES (${place}, ${mailId})`);
  run(db, sql`DELETE FROM unsearched_mail WHERE mail_id = ${mailId}`);
  return place;
}

function isTaken(db: ReadDb, place: number): boolean {
  return get(db, sql`SELECT 1 FROM search_place WHERE place = ${place}`) !== undefined;
}

/** The next free place behind a taken one; walks over those between. */
function firstGapAfter(db: ReadDb, taken: number): number {
  return one<{ readonly place: number }>(
    db,
    sql`
    SELECT own.place + 1 AS place
      FROM search_place AS own
     WHERE own.place >= ${taken}
       AND NOT EXISTS (SELECT 1 FROM search_place AS next WHERE next.place = own.place + 1)
     ORDER BY own.place
     LIMIT 1`,
  ).place;
}

/** How many mails are mirrored but cannot be found yet. */
export function unsearchedCount(db: ReadDb): number {
  return one<{ readonly count: number }>(db, sql`SELECT count(*) AS count FROM unsearched_mail`).count;
}

/** Mails that are not in the index yet, as it takes them. */
export function unsearchedMails(db: ReadDb, limit: number): readonly SearchableMail[] {
  const mailIds = all<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM unsearched_mail ORDER BY mail_id LIMIT ${limit}`,
  );
  return wordsOfMails(
    db,
    mailIds.map((row) => row.mail_id),
  );
}

/** Stored mails as the index takes them; unknown ones are left out. */
export function wordsOfMails(db: ReadDb, mailIds: readonly MailId[]): readonly SearchableMail[] {
  const rows = all<{ mail_id: MailId; sent_at: UnixMs; subject: string }>(
    db,
    sql`
    SELECT mail_id, sent_at, subject
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))
     ORDER BY mail_id`,
  );
  return rows.map((row) => ({
    mailId: row.mail_id,
    sentAt: row.sent_at,
    words: searchableWords({
      subject: row.subject,
      participants: peopleOf(db, row.mail_id),
      fileNames: all<{ file_name: string }>(
        db,
        sql`SELECT file_name FROM attachment WHERE mail_id = ${row.mail_id} ORDER BY part`,
      ).map(({ file_name: name }) => name),
      text: mailText(db, row.mail_id) ?? '',
    }),
  }));
}

/** Takes a mail out of the index; to be taken in again with other words. The trigger search_place_gone does the rest. */
export function leaveSearch(db: WriteDb, mailId: MailId): void {
  run(db, sql`DELETE FROM search_place WHERE mail_id = ${mailId}`);
}

function peopleOf(db: ReadDb, mailId: MailId): SearchableContent['participants'] {
  return all<{ role: ParticipantRole; display_name: string; raw_address: string }>(
    db,
    sql`SELECT role, display_name, raw_address FROM participant WHERE mail_id = ${mailId} ORDER BY position`,
  ).map((row) => ({ role: row.role, displayName: row.display_name, rawAddress: row.raw_address }));
}
