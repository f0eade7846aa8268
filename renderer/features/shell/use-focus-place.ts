import { useEffect, useRef, type RefObject } from 'react';
import type { Place } from '../../state/window-state.ts';

/** What of a place takes the focus: the list of mail, else what the keys scroll then. */
const FOCUSED = ':scope.place-mail [role=listbox], :scope .page, :scope .card-main';
/** Who keeps the focus when the place changes: the way there, and what is being written. */
const KEEPING = 'nav, input, textarea, select, dialog';

/** Takes the focus along to another place, so that Tab goes on there and not at what was left (WCAG 2.2 2.4.3). */
export function useFocusPlace(place: Place): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  const at = JSON.stringify(place);
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    const main = ref.current;
    const focused = document.activeElement;
    if (main === null || main.contains(focused) || (focused?.closest(KEEPING) ?? null) !== null) return;
    const target = main.querySelector<HTMLElement>(FOCUSED) ?? main;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }, [at]);
  return ref;
}
