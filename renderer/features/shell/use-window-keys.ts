import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useWindow } from '../../state/window-context.tsx';
import type { Place } from '../../state/window-state.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { whyOfFocus } from '../why/why-of-focus.ts';

/** Keys that work wherever one is. */
export function useWindowKeys(): void {
  const { state, dispatch } = useWindow();
  const { undo } = useDecisions();
  const go = (place: Place) => () => dispatch({ kind: 'go', place });
  useShortcuts({
    goMail: go({ kind: 'mail', filter: {} }),
    goBoard: go({ kind: 'board', stageKey: null }),
    goNeedsYou: go({ kind: 'needs-you' }),
    goHistory: go({ kind: 'history' }),
    goCrms: go({ kind: 'crms' }),
    goSent: go({ kind: 'sent' }),
    goRules: go({ kind: 'rules', section: 'addresses' }),
    why: () => {
      const of = state.whyOf !== null ? null : whyOfFocus();
      if (of === null && state.whyOf === null) return false;
      dispatch({ kind: 'why', of });
      return true;
    },
    undo: () => void undo(),
    help: () => dispatch({ kind: 'open', dialog: { kind: 'help' } }),
    palette: () => dispatch({ kind: 'open', dialog: { kind: 'palette' } }),
    cards: () => dispatch({ kind: 'show-cards', isOpen: !state.isCardsOpen }),
    back: () => {
      if (state.hand !== null) dispatch({ kind: 'put-back' });
      else if (state.whyOf !== null) dispatch({ kind: 'why', of: null });
      else if (state.isCardsOpen) dispatch({ kind: 'show-cards', isOpen: false });
      else if (state.isReading) dispatch({ kind: 'stop-reading' });
      else if (state.search !== '') dispatch({ kind: 'search', text: '' });
      else if (state.place.kind === 'card') dispatch({ kind: 'go-back' });
      else return false;
      return true;
    },
  });
}
