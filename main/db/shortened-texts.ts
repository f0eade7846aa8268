/** Mails of whose text only the beginning is kept, and the way back. Which ones is decided by `fateOfText`, nowhere here. */
import type { MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import type { TextFacts } from '../../app/rules/fate-of-text.ts';
import { beginningOf, packText, unpackText } from './pack-mail.ts';
import { leaveSearch, takeIntoSearch, wordsOfMails } from './search-index.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A mail whose text is whole, with what its fate hangs on. */
export interface WholeText extends TextFacts {
  readonly mailId: MailId;
  /** Text and HTML as they are stored. */
  readonly storedBytes: number;
  /** What would stay of them, about. */
  readonly beginningBytes: number;
}

interface FactsRow {
  readonly mail_id: MailId;
  readonly sent_at: UnixMs;
  readonly text_stored: number;
  readonly html_stored: number | null;
  readonly is_on_card: 0 | 1;
  readonly is_on_open_deal: 0 | 1;
  readonly is_awaited: 0 | 1;
  readonly is_elsewhere: 0 | 1;
  readonly fetched_at: UnixMs | null;
}

/** A text whose deflated size is below this is a beginning already. */
const SHORT_BYTES = 500;
/** What a beginning takes, about. */
const BEGINNING_BYTES = 1_000;

/** The next mails by row that were sent before a time and have a whole text that is worth shortening; and where to go on, null at the end. */
export function wholeTexts(
  db: ReadDb,
  { after, before, limit }: { readonly after: number; readonly before: UnixMs; readonly limit: number },
): { readonly mails: readonly WholeText[]; readonly next: MailId | null } {
  const { last, count } = one<{ last: MailId | null; count: number }>(
    db,
    sql`SELECT max(mail_id) AS last, count(*) AS count FROM (SELECT mail_id FROM mail WHERE mail_id > ${after} ORDER BY mail_id LIMIT ${limit})`,
  );
  if (last === null) return { mails: [], next: null };
  const rows = all<FactsRow>(
    db,
    sql`
    SELECT mail.mail_id, mail.sent_at, length(text_deflated) AS text_stored, length(html_deflated) AS html_stored,
           EXISTS (SELECT 1 FROM mail AS other JOIN link USING (mail_id) WHERE other.thread_id = mail.thread_id) AS is_on_card,
           EXISTS (
             SELECT 1
               FROM mail AS other JOIN link USING (mail_id) JOIN card USING (card_id)
              WHERE other.thread_id = mail.thread_id
                AND card.kind IN ('deal', 'lead') AND card.status = 'open' AND card.gone_at IS NULL) AS is_on_open_deal,
           EXISTS (SELECT 1 FROM question WHERE question.mail_id = mail.mail_id)
             OR EXISTS (
               SELECT 1 FROM outbox
                WHERE outbox.message_key = mail.message_key AND intent = 'attach' AND state <> 'done') AS is_awaited,
           EXISTS (
             SELECT 1
               FROM placement JOIN mailbox USING (mailbox_id) JOIN account USING (account_id)
              WHERE placement.mail_id = mail.mail_id AND disconnected_at IS NULL AND deleting_at IS NULL)
             OR EXISTS (
               SELECT 1
                 FROM followed_mail JOIN mailbox USING (mailbox_id) JOIN account USING (account_id)
                WHERE followed_mail.mail_id = mail.mail_id AND disconnected_at IS NULL AND deleting_at IS NULL)
             AS is_elsewhere,
           refetched_text.fetched_at
      FROM mail JOIN mail_body USING (mail_id) LEFT JOIN refetched_text USING (mail_id)
     WHERE mail.mail_id > ${after} AND mail.mail_id <= ${last} AND mail.sent_at < ${before}
       AND (html_deflated IS NOT NULL OR length(text_deflated) > ${SHORT_BYTES})
       AND NOT EXISTS (SELECT 1 FROM shortened_text WHERE shortened_text.mail_id = mail.mail_id)
     ORDER BY mail.mail_id`,
  );
  return { mails: rows.filter((row) => isLonger(db, row)).map(toWholeText), next: count < limit ? null : last };
}

/** Whether something would go. A text between the two sizes has to be looked at. */
function isLonger(db: ReadDb, row: FactsRow): boolean {
  if (row.html_stored !== null) return true;
  const text = storedText(db, row.mail_id);
  return text !== null && beginningOf(text).length < text.length;
}

function toWholeText(row: FactsRow): WholeText {
  return {
    mailId: row.mail_id,
    sentAt: row.sent_at,
    isOnCard: row.is_on_card === 1,
    isOnOpenDeal: row.is_on_open_deal === 1,
    isAwaited: row.is_awaited === 1,
    isElsewhere: row.is_elsewhere === 1,
    fetchedAt: row.fetched_at,
    storedBytes: row.text_stored + (row.html_stored ?? 0),
    beginningBytes: Math.min(row.text_stored, BEGINNING_BYTES),
  };
}

function storedText(db: ReadDb, mailId: MailId): string | null {
  const row = get<{ text_deflated: Uint8Array }>(
    db,
    sql`SELECT text_deflated FROM mail_body WHERE mail_id = ${mailId}`,
  );
  return row === undefined ? null : unpackText(row.text_deflated);
}

/**
 * Keeps the beginning of these texts and lets the rest go, from the search index too. What rules read of a text is its beginning, so
 * nothing is decided anew. **The last thing a transaction does**: see `takeIntoSearch`.
 */
export function shortenTexts(db: WriteDb, mailIds: readonly MailId[], shortenedAt: UnixMs): void {
  for (const mailId of mailIds) {
    const text = storedText(db, mailId);
    if (text === null) continue;
    run(
      db,
      sql`
      UPDATE mail_body
         SET text_deflated = ${packText(beginningOf(text))}, html_deflated = NULL
       WHERE mail_id = ${mailId}`,
    );
    run(
      db,
      sql`
      INSERT INTO shortened_text (mail_id, text_bytes, shortened_at)
      VALUES (${mailId}, ${Buffer.byteLength(text)}, ${shortenedAt})`,
    );
    run(db, sql`DELETE FROM refetched_text WHERE mail_id = ${mailId}`);
  }
  indexAnew(db, mailIds);
}

/** Puts the whole text back. The last thing a transaction does. */
export function restoreText(db: WriteDb, mailId: MailId, { packed }: Pick<PackedMail, 'packed'>, now: UnixMs): void {
  run(
    db,
    sql`
    UPDATE mail_body
       SET text_deflated = ${packed.textDeflated}, html_deflated = ${packed.htmlDeflated}, is_html_on_text = 1
     WHERE mail_id = ${mailId}`,
  );
  forgetShortened(db, mailId);
  run(
    db,
    sql`
    INSERT INTO refetched_text (mail_id, fetched_at) VALUES (${mailId}, ${now})
    ON CONFLICT (mail_id) DO UPDATE SET fetched_at = excluded.fetched_at`,
  );
  indexAnew(db, [mailId]);
}

/** The text is whole again. */
export function forgetShortened(db: WriteDb, mailId: MailId): void {
  run(db, sql`DELETE FROM shortened_text WHERE mail_id = ${mailId}`);
}

function indexAnew(db: WriteDb, mailIds: readonly MailId[]): void {
  for (const mailId of mailIds) leaveSearch(db, mailId);
  takeIntoSearch(db, wordsOfMails(db, mailIds));
}

/** What is known of a text of which only the beginning is here; null for whole texts. */
export interface ShortenedText {
  readonly textBytes: number;
  /** No server has the mail any more: the rest is gone for good. */
  readonly isLost: boolean;
}
export function shortenedText(db: ReadDb, mailId: MailId): ShortenedText | null {
  const row = get<{ text_bytes: number; is_lost: 0 | 1 }>(
    db,
    sql`SELECT text_bytes, is_lost FROM shortened_text WHERE mail_id = ${mailId}`,
  );
  return row === undefined ? null : { textBytes: row.text_bytes, isLost: row.is_lost === 1 };
}

export function markLost(db: WriteDb, mailId: MailId): void {
  run(db, sql`UPDATE shortened_text SET is_lost = 1 WHERE mail_id = ${mailId}`);
}

/** Mails of whose text only the beginning is here and can be searched. */
export function shortenedCount(db: ReadDb): number {
  return one<{ count: number }>(db, sql`SELECT count(*) AS count FROM shortened_text`).count;
}

/** The next shortened mails by row. */
export function shortenedMails(db: ReadDb, after: number, limit: number): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM shortened_text WHERE mail_id > ${after} AND is_lost = 0 ORDER BY mail_id LIMIT ${limit}`,
  ).map((row) => row.mail_id);
}

/** Mails still to be sent to a CRM whose text has to be fetched again first. */
export function owedShortenedMails(db: ReadDb, limit: number): readonly MailId[] {
  // Asked after every slice of a mailbox: where no text was shortened, all that is owed need not be looked through.
  if (get(db, sql`SELECT 1 FROM shortened_text WHERE is_lost = 0 LIMIT 1`) === undefined) return [];
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT DISTINCT mail.mail_id
      FROM shortened_text JOIN mail USING (mail_id) JOIN outbox USING (message_key)
     WHERE is_lost = 0 AND intent = 'attach' AND outbox.state IN ('pending', 'sending', 'waiting')
     ORDER BY mail.mail_id
     LIMIT ${limit}`,
  ).map((row) => row.mail_id);
}

/** A mail by its row; null when it is gone. */
export function keyAndThread(
  db: ReadDb,
  mailId: MailId,
): { readonly key: MessageKey; readonly threadId: ThreadId } | null {
  const row = get<{ message_key: MessageKey; thread_id: ThreadId }>(
    db,
    sql`SELECT message_key, thread_id FROM mail WHERE mail_id = ${mailId}`,
  );
  return row === undefined ? null : { key: row.message_key, threadId: row.thread_id };
}
