import type { SearchHit } from '../../app/contract/views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { allOf, joinSql } from './compose-sql.ts';
import { excerpt } from './excerpt.ts';
import { textsOfMails } from './mail-texts.ts';
import { searchWords, type SearchWords } from './search-words.ts';
import { threadSummaries } from './thread-summaries.ts';

interface HitRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly thread_id: ThreadId;
  readonly sent_at: UnixMs;
  readonly snippet: string;
}

/**
 * Mails with all the words in their subject, people or text, best and newest first; none for a text without words. Never
 * throws on what was typed.
 */
export function searchMails(db: ReadDb, text: string, limit: number): readonly SearchHit[] {
  const words = searchWords(text);
  const hits = words.unspaced.length > 0 ? unspacedHits(db, words, limit) : rankedHits(db, words, limit);
  const threadIds = [...new Set(hits.map((hit) => hit.thread_id))];
  const threads = new Map(threadSummaries(db, threadIds).map((thread) => [thread.id, thread]));
  const texts = textsOfMails(
    db,
    hits.map((hit) => hit.mail_id),
  );
  return hits.flatMap((hit) => {
    const thread = threads.get(hit.thread_id);
    if (thread === undefined) return [];
    return {
      thread,
      mailId: hit.mail_id,
      messageId: hit.message_id,
      snippet: excerpt(texts.get(hit.mail_id) ?? '', words.shown) ?? hit.snippet,
      sentAt: hit.sent_at,
    };
  });
}

/** How much a hit in the subject, among the people and in the text counts. */
const [SUBJECT_WEIGHT, PEOPLE_WEIGHT, TEXT_WEIGHT] = [8, 4, 1];
/** After this time a mail has lost half of what being new gives it. */
const HALF_LIFE_MS = 90 * 86_400_000;

/**
 * bm25() is negative, the better the lower. Being new can outweigh a hit half as good: 1 + 1 for a mail of today, 1 + 1/2 after 90
 * days, as long as that is counted back from the newest hit.
 */
function rankedHits(db: ReadDb, { match }: SearchWords, limit: number): readonly HitRow[] {
  if (match === null) return [];
  return all<HitRow>(
    db,
    sql`
    WITH hit AS MATERIALIZED (
      SELECT mail.mail_id, mail.message_id, mail.thread_id, mail.sent_at, mail.snippet,
             bm25(mail_fts, ${SUBJECT_WEIGHT}, ${PEOPLE_WEIGHT}, ${TEXT_WEIGHT}) AS score
        FROM mail_fts JOIN mail ON mail.mail_id = mail_fts.rowid
       WHERE mail_fts MATCH ${match}
    )
    SELECT mail_id, message_id, thread_id, sent_at, snippet
      FROM hit
     ORDER BY score * (1 + ${HALF_LIFE_MS} / (${HALF_LIFE_MS} + (SELECT max(sent_at) FROM hit) - sent_at + 0.0)),
              sent_at DESC, mail_id DESC
     LIMIT ${limit}`,
  );
}

/** Words of unspaced scripts are looked for letter by letter in subject, people and the beginning of the text; newest first. */
function unspacedHits(db: ReadDb, { match, unspaced }: SearchWords, limit: number): readonly HitRow[] {
  const conditions = [
    ...(match === null ? [] : [sql`mail.mail_id IN (SELECT rowid FROM mail_fts WHERE mail_fts MATCH ${match})`]),
    ...unspaced.map(
      (word) => sql`(
        instr(mail.subject, ${word.text}) > 0
        OR instr(mail.text_head, ${word.text}) > 0
        OR mail.mail_id IN (SELECT rowid FROM mail_fts WHERE mail_fts MATCH ${word.match})
        OR EXISTS (SELECT 1 FROM participant
                    WHERE participant.mail_id = mail.mail_id AND instr(participant.display_name, ${word.text}) > 0))`,
    ),
  ];
  return all<HitRow>(
    db,
    joinSql([
      sql`SELECT mail.mail_id, mail.message_id, mail.thread_id, mail.sent_at, mail.snippet FROM mail WHERE`,
      allOf(conditions),
      sql`ORDER BY mail.sent_at DESC, mail.mail_id DESC LIMIT ${limit}`,
    ]),
  );
}
