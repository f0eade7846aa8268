import type { ActionId, UnixMs } from '../../app/domain/ids.ts';
import type { MailChange } from '../../app/domain/mail-change.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { cardById, putCard } from '../db/cards.ts';
import { cardsMadeBy } from '../db/made-cards.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { markMailOf } from './mark-mail-of-cards.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { previewChange } from './preview-change.ts';
import { pullCards } from './pull-cards.ts';
import { putInLine } from './put-in-line.ts';
import { takeBackRules } from './rules/take-back-rules.ts';
import { undoWords } from './undo-words.ts';

/** What taking back actions does to mail: which come on a card or leave one. */
export function previewUndo(deps: Deps, actionIds: readonly ActionId[]): Promise<readonly MailChange[]> {
  const now = deps.clock.now();
  return previewChange(deps, (tx) => {
    takeBack(tx, actionIds, now);
    const made = cardsMadeBy(tx.db, actionIds).flatMap((cardId) => cardById(tx.db, cardId) ?? []);
    for (const card of made) putCard(tx.db, { ...card, goneAt: now });
    markMailOf(tx, made);
  });
}

/**
 * Takes back actions of any kind, newest first: words on mail, words on rules, cards that were made. A crash in between leaves the
 * action standing and the cards gone; taking it back again does the rest.
 *
 * @returns whether mail that was not kept may be fetched now
 */
export async function undoActions(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  actionIds: readonly ActionId[],
): Promise<boolean> {
  const { store, clock } = deps;
  const now = clock.now();
  const made = cardsMadeBy(store.db, actionIds);
  if (made.length > 0) {
    await crm.removeCards(made);
    await pullCards(deps, crm);
  }
  const isMailFreed = store.write((tx) => takeBack(tx, actionIds, now));
  await matchStaleThreads(deps);
  return isMailFreed;
}

function takeBack(tx: Transaction, actionIds: readonly ActionId[], now: UnixMs): boolean {
  putInLine(tx, [...undoWords(tx, actionIds, now)]);
  tx.changes.isOutboxChanged = true;
  return takeBackRules(tx, actionIds, now);
}
