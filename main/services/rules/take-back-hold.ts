import type { UnixMs } from '../../../app/domain/ids.ts';
import { nextMoment } from '../../db/actions.ts';
import { deleteWordEdit, wordEdit, type HoldKey } from '../../db/personal-words.ts';
import { closeGap, sayAgain, type RuleChangeRow } from '../../db/rule-changes.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { isHeld, lastHold, putHold } from './say-hold.ts';

/**
 * Takes back what an action said of a word or address that holds mail back: what was said before counts again, where nothing was said
 * since. To other computers it is a word like any other; what an import brought was never said here.
 */
export function takeBackHold(tx: Transaction, change: RuleChangeRow, isImported: boolean, now: UnixMs): void {
  const key = keyOf(change.subject);
  const { before } = change;
  const isLatest = lastHold(wordEdit(tx.db, key))?.saidAt === change.saidAt;
  closeGap(tx.db, change);
  if (!isLatest) return;
  const edit = { ...key, is_added: isHeld(key, before) ? 1 : 0, written: null };
  if (!isImported) {
    const saidAt = nextMoment(tx.db, now);
    sayAgain(tx.db, change, saidAt);
    putHold(tx, { ...edit, changed_at: saidAt });
    return;
  }
  putHold(tx, { ...edit, changed_at: before?.saidAt ?? now });
  if (before === null) deleteWordEdit(tx.db, key);
}

function keyOf(subject: string): HoldKey {
  const blank = subject.indexOf(' ');
  return { language: subject.slice(0, blank), word: subject.slice(blank + 1) };
}
