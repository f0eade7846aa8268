/** What a drag carries. The mail itself is in the window's hand; the drag only says of which kind it is. */
import type { CardId } from '../../../app/domain/ids.ts';

export type DragData =
  { readonly kind: 'mails' } | { readonly kind: 'deal'; readonly cardId: CardId; readonly stageId: string | null };

export function isMailDrag(data: Readonly<Record<string, unknown>>): boolean {
  return data['kind'] === 'mails';
}

/** The deal of a drag that moves a deal between stages; null for any other drag. */
export function dealOf(data: Readonly<Record<string, unknown>>): CardId | null {
  return data['kind'] === 'deal' && typeof data['cardId'] === 'string' ? (data['cardId'] as CardId) : null;
}
