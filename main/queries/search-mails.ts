import type { SearchAnswer } from '../../app/contract/search-views.ts';
import type { MailId, MessageId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { rankHits } from '../../app/rules/rank-hits.ts';
import { misreading } from '../../app/rules/search-misreading.ts';
import { parseSearch, wordsOf } from '../../app/rules/search-query.ts';
import { unsearchedCount } from '../db/search-index.ts';
import { shortenedCount } from '../db/shortened-texts.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { allOf, joinSql } from './compose-sql.ts';
import { excerpt } from './excerpt.ts';
import { textsOfMails } from './mail-texts.ts';
import { searchPlan, type SearchPlan } from './search-plan.ts';
import { threadSummaries } from './thread-summaries.ts';

export interface SearchMails {
  /** In the search language: see `parseSearch`. */
  readonly text: string;
  readonly limit: number;
  readonly now: UnixMs;
}

interface HitRow {
  readonly place: number;
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly thread_id: ThreadId;
  readonly subject: string;
  readonly sentAt: UnixMs;
  readonly snippet: string;
  readonly sender: string;
}

/** So many of the newest hits are ranked, and as many again that have all words in their head; older ones are not looked at. */
const NEWEST_RANKED = 300;
const HEADS_RANKED = 150;
/** Looking through the heads of more hits than this takes longer than a keystroke; of words so common the newest are good enough. */
const MOST_HEADS_READ = 8_000;

/**
 * Mails with everything the search asks for, best and newest first; none for a search that asks for nothing.
 * Throws `input.search` for what is not understood: an empty answer would be a wrong one.
 */
export function searchMails(db: ReadDb, { text, limit, now }: SearchMails): SearchAnswer {
  const query = parseSearch(text, now);
  const [problem] = query.problems;
  if (problem !== undefined) throw misreading(problem);
  const waiting = unsearchedCount(db);
  const unseen = { unsearchedCount: waiting, shortenedCount: shortenedCount(db) };
  if (query.clauses.length === 0) return { hits: [], foundCount: 0, isMore: false, ...unseen };
  const plan = searchPlan(db, query);
  const most = Math.max(limit, NEWEST_RANKED);
  const newest = hitRows(db, plan, plan.match, most);
  const isMore = newest.length === most;
  const heads =
    isMore && plan.headMatch !== null && estimatedHits(db, newest) <= MOST_HEADS_READ
      ? hitRows(db, plan, plan.headMatch, HEADS_RANKED)
      : [];
  const rows = [...new Map([...newest, ...heads].map((row) => [row.mail_id, row])).values()];
  const words = wordsOf(query);
  const best = rankHits(rows, words).slice(0, limit);
  return { hits: hitsOf(db, best, words), foundCount: rows.length, isMore, ...unseen };
}

/** How many mails fit in all, if the older ones are as many a day as the newest. */
function estimatedHits(db: ReadDb, newest: readonly HitRow[]): number {
  const last = newest.at(-1);
  const { first, newest: top } = one<{ first: number; newest: number }>(
    db,
    sql`SELECT (SELECT min(place) FROM search_place) AS first, (SELECT max(place) FROM search_place) AS newest`,
  );
  return last === undefined ? 0 : (newest.length * (top - first + 1)) / (top - last.place + 1);
}

/** The newest mails that fit: the index is read from its last place down, and only as far as hits are wanted. */
function hitRows(db: ReadDb, plan: SearchPlan, match: string | null, limit: number): readonly HitRow[] {
  const columns = sql`
    SELECT search_place.place, mail.mail_id, mail.message_id, mail.thread_id, mail.subject, mail.sent_at AS sentAt, mail.snippet,
           coalesce((SELECT display_name || ' ' || raw_address FROM participant
             WHERE participant.mail_id = mail.mail_id AND participant.role = 'from' LIMIT 1), '') AS sender`;
  const places: Sql =
    match === null
      ? sql`FROM search_place JOIN mail USING (mail_id) WHERE search_place.place >= ${plan.fromPlace} AND`
      : sql`
      FROM mail_fts
           CROSS JOIN search_place ON search_place.place = mail_fts.rowid
           CROSS JOIN mail ON mail.mail_id = search_place.mail_id
     WHERE mail_fts MATCH ${match} AND mail_fts.rowid >= ${plan.fromPlace} AND`;
  const order = match === null ? sql`ORDER BY search_place.place DESC` : sql`ORDER BY mail_fts.rowid DESC`;
  return all<HitRow>(db, joinSql([columns, places, allOf(plan.conditions), order, sql`LIMIT ${limit}`]));
}

function hitsOf(db: ReadDb, rows: readonly HitRow[], words: readonly string[]): SearchAnswer['hits'] {
  const threadIds = [...new Set(rows.map((row) => row.thread_id))];
  const threads = new Map(threadSummaries(db, threadIds).map((thread) => [thread.id, thread]));
  const texts = textsOfMails(
    db,
    rows.map((row) => row.mail_id),
  );
  return rows.flatMap((row) => {
    const thread = threads.get(row.thread_id);
    if (thread === undefined) return [];
    return {
      thread,
      mailId: row.mail_id,
      messageId: row.message_id,
      subject: row.subject,
      snippet: excerpt(texts.get(row.mail_id) ?? '', words) ?? row.snippet,
      sentAt: row.sentAt,
    };
  });
}
