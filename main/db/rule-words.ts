import type { RuleLine } from '../../app/contract/decisions-file.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { nextMoment } from './actions.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export type RuleWord = Omit<RuleLine, 'kind' | 'saidAt'>;

/** The user's last word about every rule, in an order that does not depend on this computer. */
export function ruleWords(db: ReadDb): readonly RuleLine[] {
  return all<{ topic: string; subject: string; value: string; said_at: UnixMs }>(
    db,
    sql`SELECT topic, subject, value, said_at FROM rule_word ORDER BY topic, subject`,
  ).map(({ topic, subject, value, said_at: saidAt }) => {
    const line = { kind: 'rule', topic, subject, value: JSON.parse(value) as unknown, saidAt };
    return line as RuleLine;
  });
}

/** The last word about a rule, and when it was said; null when there was none. */
export function lastRuleWord(db: ReadDb, { topic, subject }: Pick<RuleWord, 'topic' | 'subject'>): LastRuleWord | null {
  const row = get<{ value: string; said_at: UnixMs }>(
    db,
    sql`SELECT value, said_at FROM rule_word WHERE topic = ${topic} AND subject = ${subject}`,
  );
  return row === undefined ? null : { value: row.value, saidAt: row.said_at };
}

/** A value as it is stored and compared: JSON. */
export interface LastRuleWord {
  readonly value: string;
  readonly saidAt: UnixMs;
}

/** Remembers what the user says of a rule now, later than every word known here. @returns its moment */
export function rememberRule(db: WriteDb, word: RuleWord, now: UnixMs): UnixMs {
  const saidAt = nextMoment(db, now);
  putRuleWord(db, word, saidAt);
  return saidAt;
}

/** Puts the word back that stood before, as if nothing had been said since. */
export function restoreRuleWord(
  db: WriteDb,
  { topic, subject }: Pick<RuleWord, 'topic' | 'subject'>,
  before: LastRuleWord | null,
): void {
  run(db, sql`DELETE FROM rule_word WHERE topic = ${topic} AND subject = ${subject}`);
  if (before === null) return;
  run(
    db,
    sql`
    INSERT INTO rule_word (topic, subject, value, said_at)
    VALUES (${topic}, ${subject}, ${before.value}, ${before.saidAt})`,
  );
}

/**
 * Remembers a word of another computer when it is later than the one here; of two words of one moment every computer takes the same.
 * @returns whether it was later
 */
export function takeOverRuleWord(db: WriteDb, line: RuleLine): boolean {
  const known = lastRuleWord(db, line);
  const isLater =
    known === null ||
    line.saidAt > known.saidAt ||
    (line.saidAt === known.saidAt && JSON.stringify(line.value) > known.value);
  if (isLater) putRuleWord(db, line, line.saidAt);
  return isLater;
}

function putRuleWord(db: WriteDb, { topic, subject, value }: RuleWord, saidAt: UnixMs): void {
  run(
    db,
    sql`
    INSERT INTO rule_word (topic, subject, value, said_at)
    VALUES (${topic}, ${subject}, ${JSON.stringify(value)}, ${saidAt})
    ON CONFLICT (topic, subject) DO UPDATE SET value = excluded.value, said_at = excluded.said_at`,
  );
}
