/** What a drag carries, and what the places it hangs over say of themselves. The mail itself is in the window's hand. */
import type { CardRef } from '../../../app/domain/card.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';

/** What letting go here means: put it on a card, or take it off the card it came from. */
export type DropData = { readonly kind: 'card'; readonly card: CardRef } | { readonly kind: 'off' };

type Data = Readonly<Record<string | symbol, unknown>>;

export function isMailDrag(data: Data): boolean {
  return data['kind'] === 'mails';
}

/** A deal on its way to another stage, which can only be one of its own CRM. */
export interface MovedDeal {
  readonly cardId: CardId;
  readonly crmId: CrmId;
}

/** What a drag that moves a deal between stages carries; null for any other drag. */
export function movedDealOf({ kind, cardId, crmId }: Data): MovedDeal | null {
  return kind === 'deal' && typeof cardId === 'string' && typeof crmId === 'string'
    ? { cardId: cardId as CardId, crmId: crmId as CrmId }
    : null;
}

/** What the innermost place under the pointer is; null where letting go means nothing. */
export function dropOf(targets: readonly { readonly data: Data }[]): DropData | null {
  const drop = targets[0]?.data['drop'];
  return isDropData(drop) ? drop : null;
}

function isDropData(value: unknown): value is DropData {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'card' || value.kind === 'off')
  );
}
