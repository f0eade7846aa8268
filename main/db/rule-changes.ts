/** What actions said of rules, and what stood before: so that each can be taken back. */
import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import type { RuleTopic } from '../../app/domain/policy.ts';
import type { LastRuleWord } from './rule-words.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export interface RuleChangeRow {
  readonly actionId: ActionId;
  readonly topic: RuleTopic;
  /** As in `rule_word`; of what holds mail back its language, or `address`, a blank, and the word as it is compared. */
  readonly subject: string;
  /** JSON. */
  readonly value: string;
  readonly saidAt: UnixMs;
  /** Null when nothing had been said. */
  readonly before: LastRuleWord | null;
}

/** A second word of one action on the same rule, as a file may hold, takes the place of the first. */
export function insertRuleChange(
  db: WriteDb,
  { actionId, topic, subject, value, saidAt, before }: RuleChangeRow,
): void {
  run(
    db,
    sql`
    INSERT INTO rule_change (action_id, topic, subject, value, said_at, before, before_at)
    VALUES (${actionId}, ${topic}, ${subject}, ${value}, ${saidAt}, ${before?.value ?? 'null'}, ${before?.saidAt ?? null})
    ON CONFLICT DO UPDATE SET value = excluded.value, said_at = excluded.said_at`,
  );
}

/** What actions said of rules. */
export function ruleChangesOf(db: ReadDb, actionIds: readonly ActionId[]): readonly RuleChangeRow[] {
  return all<{
    action_id: ActionId;
    topic: RuleTopic;
    subject: string;
    value: string;
    said_at: UnixMs;
    before: string;
    before_at: UnixMs | null;
  }>(
    db,
    sql`
    SELECT action_id, topic, subject, value, said_at, before, before_at
      FROM rule_change
     WHERE action_id IN (SELECT value FROM json_each(${JSON.stringify(actionIds)}))
     ORDER BY said_at DESC, topic, subject`,
  ).map((row) => ({
    actionId: row.action_id,
    topic: row.topic,
    subject: row.subject,
    value: row.value,
    saidAt: row.said_at,
    before: row.before_at === null ? null : { value: row.before, saidAt: row.before_at },
  }));
}

/** What was said next of the same rule now follows what stood before this change: when it is taken back too, that stands again. */
export function closeGap(db: WriteDb, { topic, subject, saidAt, before }: RuleChangeRow): void {
  run(
    db,
    sql`
    UPDATE rule_change SET before = ${before?.value ?? 'null'}, before_at = ${before?.saidAt ?? null}
     WHERE topic = ${topic} AND subject = ${subject} AND before_at = ${saidAt}`,
  );
}

/** A word that stood before is said again now: the action that said it first can be taken back from here. */
export function sayAgain(
  db: WriteDb,
  { topic, subject, before }: Pick<RuleChangeRow, 'topic' | 'subject' | 'before'>,
  saidAt: UnixMs,
): void {
  if (before === null) return;
  run(
    db,
    sql`
    UPDATE rule_change SET said_at = ${saidAt}
     WHERE topic = ${topic} AND subject = ${subject} AND said_at = ${before.saidAt}`,
  );
}
