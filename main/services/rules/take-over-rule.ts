import type { RuleLine } from '../../../app/contract/decisions-file.ts';
import type { ActionId } from '../../../app/domain/ids.ts';
import { insertRuleChange } from '../../db/rule-changes.ts';
import { lastRuleWord, takeOverRuleWord } from '../../db/rule-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { putRule } from './put-rule.ts';

/**
 * Takes over what the user said of a rule on another computer, when they said nothing later here.
 *
 * @param actionOf the import that the word becomes part of; asked when it is news
 * @returns whether it was news
 */
export function takeOverRule(tx: Transaction, line: RuleLine, actionOf: () => ActionId): boolean {
  const before = lastRuleWord(tx.db, line);
  if (!takeOverRuleWord(tx.db, line)) return false;
  const { topic, subject, saidAt } = line;
  const value = JSON.stringify(line.value);
  insertRuleChange(tx.db, { actionId: actionOf(), topic, subject, value, saidAt, before });
  putRule(tx, line);
  return true;
}
