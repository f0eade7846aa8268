import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import { useWindow } from '../../state/window-context.tsx';
import { isMailDrag, type DropData } from './drag-data.ts';
import { useDrop } from './use-drop.ts';

/** Makes an element a place to drop mail on a card. `isOver` while mail hangs above it. */
export function useCardDrop<Element extends HTMLElement>(
  card: CardRef | CardSummary,
): { readonly ref: RefObject<Element | null>; readonly isOver: boolean } {
  const ref = useRef<Element>(null);
  const [isOver, setIsOver] = useState(false);
  const { state } = useWindow();
  const drop = useDrop();
  const canTake = useEffectEvent(() => state.hand?.from?.id !== card.id);
  const onDrop = useEffectEvent((isAlt: boolean) => {
    if (state.hand?.how === 'drag') drop(state.hand, card, isAlt);
  });
  const over = useEffectEvent((): DropData => ({
    kind: 'card',
    card: { id: card.id, kind: card.kind, name: card.name },
  }));
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isMailDrag(source.data) && canTake(),
      getData: () => ({ drop: over() }),
      getDropEffect: ({ input }) => (input.altKey ? 'copy' : 'move'),
      onDragEnter: () => setIsOver(true),
      onDragLeave: () => setIsOver(false),
      onDrop: ({ location }) => {
        setIsOver(false);
        if (location.current.dropTargets[0]?.element === element) onDrop(location.current.input.altKey);
      },
    });
  }, []);
  return { ref, isOver };
}
