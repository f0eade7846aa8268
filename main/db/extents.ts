import type { Extent, ExtentChoice, ExtentReach } from '../../app/domain/extent.ts';
import type { ActionId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface ChoiceRow {
  readonly action_id: ActionId;
  readonly reach: ExtentReach;
  readonly message_key: MessageKey;
  readonly extent: Extent;
  readonly decided_at: UnixMs;
}

export function insertExtentChoice(db: WriteDb, choice: ExtentChoice): void {
  run(
    db,
    sql`
    INSERT INTO extent_choice (action_id, reach, message_key, extent, decided_at)
    VALUES (${choice.actionId}, ${choice.reach}, ${choice.messageKey}, ${choice.extent}, ${choice.decidedAt})`,
  );
}

/** Standing choices that point at one of these mails, oldest first. */
export function extentsOn(db: ReadDb, keys: readonly MessageKey[]): readonly ExtentChoice[] {
  return all<ChoiceRow>(
    db,
    sql`
    SELECT action_id, reach, message_key, extent, decided_at
      FROM extent_choice
     WHERE message_key IN (SELECT value FROM json_each(${JSON.stringify(keys)})) AND undone_at IS NULL
     ORDER BY choice_id`,
  ).map((row) => ({
    actionId: row.action_id,
    reach: row.reach,
    messageKey: row.message_key,
    extent: row.extent,
    decidedAt: row.decided_at,
  }));
}
