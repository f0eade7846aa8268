import { useMemo } from 'react';
import type { DropTarget } from '../../../app/contract/card-views.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import type { Hand } from '../../state/hand.ts';
import { useDrop } from '../drag/use-drop.ts';

/** Deals that a number key reaches while mail is in the hand. */
const NUMBERED = 9;

/** A deal's rank for what is in the hand: its number key and the reasons. */
export interface BoardRank {
  readonly number: number;
  readonly target: DropTarget;
}

/** On the board the lens is laid over the deals themselves: the best get numbers and say why. Empty without mail in the hand. */
export function useBoardRanks(hand: Hand | null): ReadonlyMap<CardId, BoardRank> {
  const drop = useDrop();
  const mailIds = useMemo(() => hand?.mails.map(({ mailId }) => mailId) ?? [], [hand]);
  const { data } = useAsk('cards.targets', { mailIds, limit: NUMBERED * 3 }, { isEnabled: hand !== null });
  const deals = useMemo(
    () => (hand === null ? [] : (data ?? []).filter(({ card, reasons }) => card.kind === 'deal' && reasons.length > 0)),
    [hand, data],
  );
  useShortcuts({
    choose: (digit) => {
      const target = deals[Number(digit) - 1];
      if (hand === null || target === undefined) return false;
      drop(hand, target.card);
      return true;
    },
  });
  return useMemo(
    () => new Map(deals.slice(0, NUMBERED).map((target, at) => [target.card.id, { number: at + 1, target }])),
    [deals],
  );
}
