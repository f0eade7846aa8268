import type { RuleLine } from '../../../app/contract/decisions-file.ts';
import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import type { RuleTopic } from '../../../app/domain/policy.ts';
import { actionKinds } from '../../db/actions.ts';
import { closeGap, ruleChangesOf, sayAgain, type RuleChangeRow } from '../../db/rule-changes.ts';
import { lastRuleWord, rememberRule, restoreRuleWord, type RuleWord } from '../../db/rule-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { putRule } from './put-rule.ts';
import { takeBackHold } from './take-back-hold.ts';

/**
 * Takes back what actions said of rules: the word before counts again, where nothing was said since. To other computers the user's
 * undo is a word like any other; what an import brought was never said here, so nothing is told of it.
 *
 * @param actionIds newest first: what an action said is read when its turn comes, for taking back the later ones says it again
 * @returns whether somebody is blocked no longer, so that their mail can be fetched
 */
export function takeBackRules(tx: Transaction, actionIds: readonly ActionId[], now: UnixMs): boolean {
  const kinds = actionKinds(tx.db, actionIds);
  const topics = new Set<RuleTopic>();
  for (const actionId of actionIds) {
    const isImported = kinds.get(actionId) === 'import';
    for (const change of ruleChangesOf(tx.db, [actionId])) {
      topics.add(change.topic);
      if (change.topic === 'hold') takeBackHold(tx, change, isImported, now);
      else takeBack(tx, { ...change, topic: change.topic }, isImported, now);
    }
  }
  if (topics.size > 0) tx.changes.events.push({ name: 'rules.changed', payload: {} });
  return [...topics].some((topic) => topic.startsWith('list-'));
}

function takeBack(tx: Transaction, change: RuleWordChange, isImported: boolean, now: UnixMs): void {
  const { topic, subject, saidAt, before } = change;
  const isLatest = lastRuleWord(tx.db, change)?.saidAt === saidAt;
  closeGap(tx.db, change);
  if (!isLatest) return;
  const value: unknown = JSON.parse(before?.value ?? 'null');
  const line = { kind: 'rule', topic, subject, value, saidAt: before?.saidAt ?? now } as RuleLine;
  if (isImported) restoreRuleWord(tx.db, change, before);
  else sayAgain(tx.db, change, rememberRule(tx.db, line, now));
  putRule(tx, line);
}

type RuleWordChange = RuleChangeRow & Pick<RuleWord, 'topic'>;
