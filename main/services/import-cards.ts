import type { CardRow } from '../../app/contract/commands.ts';
import type { ImportReport } from '../../app/contract/report-views.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { cardById } from '../db/cards.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { pullCards } from './pull-cards.ts';
import { readCardRows } from './read-card-rows.ts';

/**
 * Puts cards into a CRM that keeps its own, reads them back as from any CRM, and matches the mail they touch. The same rows a second
 * time change nothing. Throws crm.*, store.*.
 */
export async function importCards(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  rows: readonly CardRow[],
): Promise<ImportReport> {
  // The rows may point at cards that another program put in.
  await pullCards(deps, crm);
  const { drafts, refused } = readCardRows(rows, crm.id, (cardId) => isStanding(cardById(deps.store.db, cardId)));
  const answer = await crm.putCards(drafts);
  await pullCards(deps, crm);
  const relinkedMails = await matchStaleThreads(deps);
  return { ...answer, refused, relinkedMails };
}

function isStanding(card: Card | null): boolean {
  return card !== null && card.goneAt === null;
}
