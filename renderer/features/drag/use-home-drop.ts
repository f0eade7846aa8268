import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { useWindow } from '../../state/window-context.tsx';
import { isMailDrag } from './drag-data.ts';

/** Where dropping means nothing: mail put back where it came from. With `keeps`, it stays in the hand to choose a card by key. */
export function useHomeDrop<Element extends HTMLElement>(keeps = false): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  const { state, dispatch } = useWindow();
  const onDrop = useEffectEvent(() => {
    if (keeps && state.hand !== null) dispatch({ kind: 'take', hand: { ...state.hand, how: 'choose' } });
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isMailDrag(source.data),
      onDrop: ({ location }) => {
        if (location.current.dropTargets[0]?.element === element) onDrop();
      },
    });
  }, []);
  return ref;
}
