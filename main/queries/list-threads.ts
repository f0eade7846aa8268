import type { ThreadFilter } from '../../app/contract/queries.ts';
import type { Page } from '../../app/contract/page.ts';
import type { ThreadSummary } from '../../app/contract/thread-views.ts';
import type { ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { allOf, joinSql } from './compose-sql.ts';
import { readCursor, toCursor } from './page-place.ts';
import { threadSummaries } from './thread-summaries.ts';

interface PlaceRow {
  readonly thread_id: ThreadId;
  readonly last_at: UnixMs;
}

export interface ListThreads {
  readonly filter?: ThreadFilter | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * A page of threads, newest first. The cursor names the last thread shown by time and row, so mail that arrives meanwhile moves
 * nothing on the following pages.
 * Throws input.invalid (a cursor that is none of ours), input.unknown-card, input.ambiguous.
 */
export function listThreads(db: ReadDb, { filter = {}, cursor, limit }: ListThreads): Page<ThreadSummary> {
  const wanted = conditionsOf(db, filter);
  const from = cursor === undefined ? null : readCursor(cursor);
  const below = from === null ? [] : [sql`(thread.last_at, thread.thread_id) < (${from.at}, ${from.id})`];
  // One more than asked for tells whether there is a next page.
  const places = all<PlaceRow>(
    db,
    joinSql([
      sql`SELECT thread.thread_id, thread.last_at FROM thread WHERE`,
      allOf([...wanted, ...below]),
      sql`ORDER BY thread.last_at DESC, thread.thread_id DESC LIMIT ${limit + 1}`,
    ]),
  );
  const shown = places.slice(0, limit);
  const last = shown.at(-1);
  // Counted once for the whole list; the pages that follow carry the number on.
  const total = from?.total ?? countThreads(db, wanted);
  return {
    items: threadSummaries(
      db,
      shown.map((place) => place.thread_id),
    ),
    next:
      last === undefined || places.length <= limit ? null : toCursor({ at: last.last_at, id: last.thread_id, total }),
    total,
  };
}

function countThreads(db: ReadDb, wanted: readonly Sql[]): number {
  return one<{ readonly total: number }>(db, joinSql([sql`SELECT count(*) AS total FROM thread WHERE`, allOf(wanted)]))
    .total;
}

/**
 * Threads that are at no server any more leave the list, unless one of their mails is on a card, kept out of one, or waits for an
 * answer (rules 3.2). They are few, and found from the few mails without a copy.
 */
const STILL_LISTED = sql`
  thread.thread_id NOT IN (
    SELECT mail.thread_id
      FROM vanished_mail JOIN mail USING (mail_id) JOIN thread AS whole USING (thread_id)
     GROUP BY mail.thread_id
    HAVING count(*) = max(whole.mail_count)
       AND NOT max(EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)
                OR EXISTS (SELECT 1 FROM kept_out WHERE kept_out.mail_id = mail.mail_id)
                OR EXISTS (SELECT 1 FROM question WHERE question.mail_id = mail.mail_id)))`;

function conditionsOf(db: ReadDb, { accountId, mailboxId, cardId, isUnlinked }: ThreadFilter): readonly Sql[] {
  const isOfPlace = accountId !== undefined || mailboxId !== undefined || cardId !== undefined;
  return [
    ...(isOfPlace ? [] : [STILL_LISTED]),
    ...(accountId === undefined
      ? []
      : [
          sql`EXISTS (
            SELECT 1 FROM mail JOIN placement USING (mail_id) JOIN mailbox USING (mailbox_id)
             WHERE mail.thread_id = thread.thread_id AND mailbox.account_id = ${accountId})`,
        ]),
    ...(mailboxId === undefined
      ? []
      : [
          sql`EXISTS (
            SELECT 1 FROM mail JOIN placement USING (mail_id)
             WHERE mail.thread_id = thread.thread_id AND placement.mailbox_id = ${mailboxId})`,
        ]),
    ...(cardId === undefined
      ? []
      : [
          sql`thread.thread_id IN (
            SELECT mail.thread_id FROM link JOIN mail USING (mail_id) WHERE link.card_id = ${resolveCardId(db, cardId)})`,
        ]),
    ...(isUnlinked === undefined
      ? []
      : [
          sql`EXISTS (
            SELECT 1 FROM mail JOIN link USING (mail_id)
             WHERE mail.thread_id = thread.thread_id) = ${isUnlinked ? 0 : 1}`,
        ]),
  ];
}
