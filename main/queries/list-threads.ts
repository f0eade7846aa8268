import type { ThreadFilter } from '../../app/contract/queries.ts';
import type { Page, ThreadSummary } from '../../app/contract/views.ts';
import type { ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { allOf, joinSql } from './compose-sql.ts';
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
  const below = cursor === undefined ? [] : [belowCursor(cursor)];
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
  return {
    items: threadSummaries(
      db,
      shown.map((place) => place.thread_id),
    ),
    next: last === undefined || places.length <= limit ? null : `${String(last.last_at)}.${String(last.thread_id)}`,
    total: countThreads(db, wanted),
  };
}

function countThreads(db: ReadDb, wanted: readonly Sql[]): number {
  return one<{ readonly total: number }>(db, joinSql([sql`SELECT count(*) AS total FROM thread WHERE`, allOf(wanted)]))
    .total;
}

function belowCursor(cursor: string): Sql {
  const [, lastAt, threadId] = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? [];
  if (lastAt === undefined || threadId === undefined) throw new MailpinError('input.invalid', { field: 'cursor' });
  return sql`(thread.last_at, thread.thread_id) < (${Number(lastAt)}, ${Number(threadId)})`;
}

function conditionsOf(db: ReadDb, { accountId, mailboxId, cardId, isUnlinked }: ThreadFilter): readonly Sql[] {
  return [
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
