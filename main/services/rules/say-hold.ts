import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import { insertAction, nextMoment } from '../../db/actions.ts';
import { holdsByDefault, putWordEdit, wordEdit, type HoldKey, type WordEdit } from '../../db/personal-words.ts';
import { unscreenAll } from '../../db/push-gate.ts';
import { insertRuleChange, sayAgain } from '../../db/rule-changes.ts';
import type { LastRuleWord } from '../../db/rule-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';

/**
 * Writes down that mail with a word or an address waits for a yes, or no longer does, as an action that can be taken back. Saying again what
 * stands is none, see `sayRule`. What waits for its push is looked at again.
 *
 * @param hold with what a list of actions, and the list of words, calls it
 * @returns null when it was so before
 */
export function sayHold(
  tx: Transaction,
  { language, word, written }: HoldKey & { readonly written: string },
  isOn: boolean,
  now: UnixMs,
): ActionId | null {
  const { db } = tx;
  const key = { language, word };
  const before = lastHold(wordEdit(db, key));
  const saidAt = nextMoment(db, now);
  putHold(tx, { ...key, is_added: isOn ? 1 : 0, changed_at: saidAt, written });
  if (isHeld(key, before) === isOn) {
    sayAgain(db, { topic: 'hold', subject: subjectOf(key), before }, saidAt);
    return null;
  }
  const actionId = insertAction(db, { kind: 'rule', verdict: null, reach: null, subject: written, actedAt: now });
  insertRuleChange(db, {
    actionId,
    topic: 'hold',
    subject: subjectOf(key),
    value: JSON.stringify(isOn),
    saidAt,
    before,
  });
  return actionId;
}

/** Writes it, and lets everything that waits for its push be looked at again. */
export function putHold(tx: Transaction, edit: WordEdit): void {
  putWordEdit(tx.db, edit);
  unscreenAll(tx.db);
  tx.changes.isOutboxChanged = true;
}

/** What was said, in the form in which actions remember what stood before. */
export function lastHold(edit: WordEdit | null): LastRuleWord | null {
  return edit === null ? null : { value: JSON.stringify(edit.is_added === 1), saidAt: edit.changed_at };
}

/** Whether mail waited, by what was said or else by the words that came with Mailpin. */
export function isHeld(key: HoldKey, said: LastRuleWord | null): boolean {
  return said === null ? holdsByDefault(key) : said.value === 'true';
}

export function subjectOf({ language, word }: HoldKey): string {
  return `${language} ${word}`;
}
