import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import { insertAction } from '../../db/actions.ts';
import { insertRuleChange, sayAgain } from '../../db/rule-changes.ts';
import { lastRuleWord, rememberRule, type RuleWord } from '../../db/rule-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';

/**
 * Writes down what the user says of a rule now, as an action that can be taken back. Saying again what stands is none: the undo of
 * the action that said it first takes back this word too.
 *
 * @param name what the rule is about, as a list of actions names it
 * @returns null when it was said before
 */
export function sayRule(tx: Transaction, word: RuleWord, name: string, now: UnixMs): ActionId | null {
  const { db } = tx;
  const before = lastRuleWord(db, word);
  const value = JSON.stringify(word.value);
  const saidAt = rememberRule(db, word, now);
  if ((before?.value ?? 'null') === value) {
    sayAgain(db, { ...word, before }, saidAt);
    return null;
  }
  const actionId = insertAction(db, { kind: 'rule', verdict: null, reach: null, subject: name, actedAt: now });
  insertRuleChange(db, { actionId, topic: word.topic, subject: word.subject, value, saidAt, before });
  return actionId;
}
