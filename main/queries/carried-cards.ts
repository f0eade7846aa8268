import type { CarriedCard } from '../../app/contract/carry-views.ts';
import type { CardId } from '../../app/domain/ids.ts';
import { cardsById } from '../db/cards.ts';
import type { ReadDb } from '../db/sql.ts';
import { cardRefOrId } from './card-ref.ts';

/** Cards as the table of a carry shows them, each by its id; one that the mirror does not know has its id for a name. */
export function carriedCards(db: ReadDb, cardIds: Iterable<CardId>): (cardId: CardId) => CarriedCard {
  const cards = cardsById(db, [...new Set(cardIds)]);
  const companyIds = [...cards.values()].flatMap(({ companyId }) => companyId ?? []);
  const companies = cardsById(db, [...new Set(companyIds)]);
  return (cardId) => {
    const card = cards.get(cardId);
    const companyId = card?.companyId ?? null;
    const ref = cardRefOrId(cardId, { card_kind: card?.kind ?? null, card_name: card?.name ?? null });
    return {
      ...ref,
      companyName: (companyId === null ? undefined : companies.get(companyId))?.name ?? null,
      value: card?.value ?? null,
      address: card?.addresses[0]?.address ?? null,
    };
  };
}
