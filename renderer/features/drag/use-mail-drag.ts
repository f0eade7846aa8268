import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { blockDraggingToIFrames } from '@atlaskit/pragmatic-drag-and-drop/element/block-dragging-to-iframes';
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview';
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import type { Hand } from '../../state/hand.ts';
import { useDispatch } from '../../state/window-context.tsx';

/** Makes an element something that is picked up as mail. `pick` says what, at the moment it is picked up; null: nothing. */
export function useMailDrag<Element extends HTMLElement>(pick: () => Hand | null): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  const dispatch = useDispatch();
  const canPick = useEffectEvent(() => pick() !== null);
  const take = useEffectEvent(() => {
    const hand = pick();
    if (hand !== null) dispatch({ kind: 'take', hand });
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return combine(
      draggable({
        element,
        canDrag: () => canPick(),
        getInitialData: () => ({ kind: 'mails' }),
        onGenerateDragPreview: disableNativeDragPreview,
        onDragStart: () => take(),
      }),
      // A frame would swallow the drag that passes over it.
      blockDraggingToIFrames({ element }),
    );
  }, []);
  return ref;
}
