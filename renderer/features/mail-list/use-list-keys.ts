import type { KeyboardEvent } from 'react';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { neighbour } from '../../state/selection.ts';
import { useWindow } from '../../state/window-context.tsx';

const PAGE_STEPS = 8;

/**
 * Moves through a list of threads by J/K everywhere and by the platform's keys while the list has the focus. J/K bring the focus
 * to the list, except while a card is being chosen.
 */
export function useListKeys(order: readonly ThreadId[], focusList: () => void): (event: KeyboardEvent) => void {
  const { state, dispatch } = useWindow();
  const move = (steps: number, isExtending = false) => {
    const id = neighbour(state.selection, steps, order);
    if (id === null) return;
    dispatch(isExtending ? { kind: 'extend', id, order } : { kind: 'select', id });
  };
  const go = (steps: number, isExtending = false) => {
    if (state.hand === null) focusList();
    move(steps, isExtending);
  };
  useShortcuts({
    next: () => go(1),
    previous: () => go(-1),
    extend: (chord) => go(chord === 'Shift+J' ? 1 : -1, true),
    selectAll: () => dispatch({ kind: 'select-all', order }),
  });
  return (event) => {
    const steps = stepsOf(event.key, order.length);
    const { active } = state.selection;
    if (steps !== null) move(steps, event.shiftKey);
    else if (event.key === 'Enter' && active !== null) dispatch({ kind: 'select', id: active, isReading: true });
    else if (event.key === ' ' && active !== null) dispatch({ kind: 'toggle', id: active });
    else return;
    event.preventDefault();
  };
}

function stepsOf(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return PAGE_STEPS;
    case 'PageUp':
      return -PAGE_STEPS;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}
