import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import type { ActionKind, Reach, Verdict } from '../../app/domain/link.ts';
import { all, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** One thing the user did, as it is remembered for undoing it. */
export interface NewAction {
  readonly kind: ActionKind;
  /** Of links: what was said. */
  readonly verdict: Verdict | null;
  /** Of links and extents: how far it goes. */
  readonly reach: Reach | null;
  /** Of the first mail, so that the list of actions can name it. */
  readonly subject: string;
  readonly actedAt: UnixMs;
}

export function insertAction(db: WriteDb, action: NewAction): ActionId {
  const { lastId } = run(
    db,
    sql`
    INSERT INTO action (kind, verdict, reach, subject, mail_count, acted_at)
    VALUES (${action.kind}, ${action.verdict}, ${action.reach}, ${action.subject}, 0, ${action.actedAt})`,
  );
  return lastId as ActionId;
}

export function setActionMailCount(db: WriteDb, actionId: ActionId, mailCount: number): void {
  run(db, sql`UPDATE action SET mail_count = ${mailCount} WHERE action_id = ${actionId}`);
}

/**
 * The moment of a decision made now: later than every decision known, also those of a computer whose clock is ahead, so that the
 * user's newest word always wins.
 */
export function nextMoment(db: WriteDb, now: UnixMs): UnixMs {
  return one<{ last_at: UnixMs }>(
    db,
    sql`UPDATE decision_clock SET last_at = max(${now}, last_at + 1) RETURNING last_at`,
  ).last_at;
}

/** Moments up to here are known now. */
export function advanceMoments(db: WriteDb, upTo: UnixMs): void {
  run(db, sql`UPDATE decision_clock SET last_at = max(${upTo}, last_at)`);
}

/** Actions that stand and were done at or after a time, newest first. */
export function standingActions(db: ReadDb, since: UnixMs, limit = -1): readonly ActionId[] {
  return all<{ action_id: ActionId }>(
    db,
    sql`
    SELECT action_id
      FROM action
     WHERE undone_at IS NULL AND acted_at >= ${since}
     ORDER BY action_id DESC
     LIMIT ${limit}`,
  ).map((row) => row.action_id);
}

export function actionKinds(db: ReadDb, actionIds: readonly ActionId[]): ReadonlyMap<ActionId, ActionKind> {
  const rows = all<{ action_id: ActionId; kind: ActionKind }>(
    db,
    sql`SELECT action_id, kind FROM action WHERE action_id IN (SELECT value FROM json_each(${JSON.stringify(actionIds)}))`,
  );
  return new Map(rows.map((row) => [row.action_id, row.kind]));
}

/** Whether the named action stands and was done at or after a time. */
export function isStandingSince(db: ReadDb, actionId: ActionId, since: UnixMs): boolean {
  return (
    all(db, sql`SELECT 1 FROM action WHERE action_id = ${actionId} AND undone_at IS NULL AND acted_at >= ${since}`)
      .length > 0
  );
}

/** Takes back an action with every word in it; words that it only marked as taken back, an import's, stand again. */
export function markUndone(db: WriteDb, actionId: ActionId, at: UnixMs): void {
  run(db, sql`UPDATE action SET undone_at = ${at} WHERE action_id = ${actionId}`);
  run(db, sql`UPDATE decision SET undone_at = ${at} WHERE action_id = ${actionId} AND undone_at IS NULL`);
  run(db, sql`UPDATE extent_choice SET undone_at = ${at} WHERE action_id = ${actionId} AND undone_at IS NULL`);
  run(
    db,
    sql`
    UPDATE decision SET undone_at = NULL
     WHERE decision_id IN (SELECT word_id FROM undone_by_import WHERE action_id = ${actionId} AND word = 'decision')`,
  );
  run(
    db,
    sql`
    UPDATE extent_choice SET undone_at = NULL
     WHERE choice_id IN (SELECT word_id FROM undone_by_import WHERE action_id = ${actionId} AND word = 'extent')`,
  );
}
