import type { CardId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { pullCards } from './pull-cards.ts';

export interface MoveDeal {
  readonly cardId: CardId | string;
  readonly stageId: string;
}

/** Moves a deal to another stage. Throws input.unknown-card, input.ambiguous, input.card-elsewhere, crm.*. */
export async function moveDeal(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  { cardId, stageId }: MoveDeal,
): Promise<void> {
  const deal = resolveCardId(deps.store.db, cardId);
  if (!deal.startsWith(`${crm.id}:`)) throw new MailpinError('input.card-elsewhere', { card: deal });
  await crm.moveDeal(deal, stageId);
  await pullCards(deps, crm);
  await matchStaleThreads(deps);
}
