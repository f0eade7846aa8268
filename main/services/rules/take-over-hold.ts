import type { WordLine } from '../../../app/contract/decisions-file.ts';
import type { ActionId } from '../../../app/domain/ids.ts';
import { takeOverWord } from '../../db/exported-decisions.ts';
import { wordEdit } from '../../db/personal-words.ts';
import { insertRuleChange } from '../../db/rule-changes.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { lastHold, subjectOf } from './say-hold.ts';

/**
 * Takes over what the user said on another computer of a word or address that holds mail back, when they said nothing later here.
 *
 * @param actionOf the import that it becomes part of; asked when it is news
 * @returns whether it was news
 */
export function takeOverHold(tx: Transaction, line: WordLine, actionOf: () => ActionId): boolean {
  const before = lastHold(wordEdit(tx.db, line));
  if (!takeOverWord(tx.db, line)) return false;
  insertRuleChange(tx.db, {
    actionId: actionOf(),
    topic: 'hold',
    subject: subjectOf(line),
    value: JSON.stringify(line.isOn),
    saidAt: line.changedAt,
    before,
  });
  return true;
}
