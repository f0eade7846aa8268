import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import { isMove, reachOf, type Hand } from '../../state/hand.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useDecisions } from '../decisions/use-decisions.ts';

/** Puts what is in the hand on a card: by dropping, by number, by pasting or from the list, it is all this. */
export function useDrop(): (hand: Hand, card: CardRef | CardSummary, isAlt?: boolean) => void {
  const dispatch = useDispatch();
  const { attach } = useDecisions();
  return (hand, card, isAlt = false) => {
    dispatch({ kind: 'put-back' });
    const from = isMove(hand, card) ? hand.from : null;
    void attach({ mails: hand.mails, card, reach: reachOf(hand, isAlt), from });
  };
}
