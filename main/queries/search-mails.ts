import type { SearchHit } from '../../app/contract/views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { excerpt } from './excerpt.ts';
import { textsOfMails } from './mail-texts.ts';
import { searchWords } from './search-words.ts';
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
  const { match, shown } = searchWords(text);
  const hits = match === null ? [] : rankedHits(db, match, limit);
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
      snippet: excerpt(texts.get(hit.mail_id) ?? '', shown) ?? hit.snippet,
      sentAt: hit.sent_at,
    };
  });
}

/** How much a hit in the subject, among the people and in the text counts. */
const BEST_FIRST = 'bm25(8.0, 4.0, 1.0)';
/** Of so many best hits the newer ones are preferred; what ranks below them is not looked at. */
const CONSIDERED = 500;
/** A mail so much older than the newest hit gets half of what being new is worth. */
const HALF_WORTH_MS = 90 * 86_400_000;

/**
 * FTS5's rank is negative, the better the lower. Being the newest hit doubles it, so a new mail beats an old one that is up to
 * twice as good.
 */
function rankedHits(db: ReadDb, match: string, limit: number): readonly HitRow[] {
  return all<HitRow>(
    db,
    sql`
    WITH best AS (
      SELECT rowid AS mail_id, rank AS score
        FROM mail_fts
       WHERE mail_fts MATCH ${match} AND rank MATCH ${BEST_FIRST}
       ORDER BY rank
       LIMIT ${Math.max(limit, CONSIDERED)}
    ), hit AS MATERIALIZED (
      SELECT mail.mail_id, mail.message_id, mail.thread_id, mail.sent_at, mail.snippet, best.score
        FROM best JOIN mail USING (mail_id)
    )
    SELECT mail_id, message_id, thread_id, sent_at, snippet
      FROM hit
     ORDER BY score * (1 + ${HALF_WORTH_MS} / (${HALF_WORTH_MS} + (SELECT max(sent_at) FROM hit) - sent_at + 0.0)),
              sent_at DESC, mail_id DESC
     LIMIT ${limit}`,
  );
}
