import { CARD_KINDS, type CardKind, type CardRef } from '../../app/domain/card.ts';
import type { CardId } from '../../app/domain/ids.ts';

export interface CardRefRow {
  readonly card_id: CardId;
  readonly card_kind: CardKind;
  readonly card_name: string;
}

export function toCardRef(row: CardRefRow): CardRef {
  return { id: row.card_id, kind: row.card_kind, name: row.card_name };
}

/** A card that other rows name and that the mirror may not hold (any more): its id has to do as its name. */
export function cardRefOrId(
  id: CardId,
  row: { readonly card_kind: CardKind | null; readonly card_name: string | null },
): CardRef {
  return { id, kind: row.card_kind ?? kindInId(id), name: row.card_name ?? id };
}

function kindInId(id: CardId): CardKind {
  return CARD_KINDS.find((kind) => id.split(':')[1] === kind) ?? 'contact';
}
