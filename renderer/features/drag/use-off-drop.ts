import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, type RefObject } from 'react';
import { useWindow } from '../../state/window-context.tsx';
import { isMailDrag, type DropData } from './drag-data.ts';

const OFF: DropData = { kind: 'off' };

/** Letting go of a card's mail anywhere that is no card takes it off: the reach is asked before anything happens. */
export function useOffDrop(ref: RefObject<HTMLElement | null>): void {
  const { state, dispatch } = useWindow();
  const isFromCard = useEffectEvent(() => state.hand !== null && state.hand.from !== null);
  const onDrop = useEffectEvent((x: number, y: number) => {
    const { hand } = state;
    if (hand === null || hand.from === null) return;
    dispatch({ kind: 'put-back' });
    const [first, ...others] = hand.mails.map(({ mailId }) => mailId);
    if (first === undefined) return;
    const request = { mails: [first, ...others], card: hand.from, likely: hand.unit, at: { x, y } } as const;
    dispatch({ kind: 'open', dialog: { kind: 'detach', request } });
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isMailDrag(source.data) && isFromCard(),
      getData: () => ({ drop: OFF }),
      onDrop: ({ location: { current } }) => {
        const [innermost] = current.dropTargets;
        if (innermost?.element === element) onDrop(current.input.clientX, current.input.clientY);
      },
    });
  }, [ref]);
}
