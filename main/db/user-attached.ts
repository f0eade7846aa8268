import type { MessageKey } from '../../app/domain/ids.ts';
import { get, sql, type ReadDb } from './sql.ts';

/** Whether the user put this very mail on some card, and did not take that back. */
export function isAttachedByUser(db: ReadDb, key: MessageKey): boolean {
  return (
    get(
      db,
      sql`
      SELECT 1 FROM decision WHERE message_key = ${key} AND verdict = 'attach' AND undone_at IS NULL`,
    ) !== undefined
  );
}
