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

/** Remembers what the user says of a rule now, later than every word known here. */
export function rememberRule(db: WriteDb, word: RuleWord, now: UnixMs): void {
  putRuleWord(db, word, nextMoment(db, now));
}

/**
 * Remembers a word of another computer when it is later than the one here; of two words of one moment every computer takes the same.
 * @returns whether it was later
 */
export function takeOverRuleWord(db: WriteDb, line: RuleLine): boolean {
  const known = get<{ value: string; said_at: UnixMs }>(
    db,
    sql`SELECT value, said_at FROM rule_word WHERE topic = ${line.topic} AND subject = ${line.subject}`,
  );
  const isLater =
    known === undefined ||
    line.saidAt > known.said_at ||
    (line.saidAt === known.said_at && JSON.stringify(line.value) > known.value);
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
