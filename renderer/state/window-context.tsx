import { createContext, useContext, useMemo, useReducer, type Dispatch, type ReactNode } from 'react';
import { INITIAL_STATE, reduceWindow, type WindowAction, type WindowState } from './window-state.ts';

type WindowValue = Readonly<{ state: WindowState; dispatch: Dispatch<WindowAction> }>;
const WindowContext = createContext<WindowValue | null>(null);
const DispatchContext = createContext<Dispatch<WindowAction> | null>(null);

export function WindowProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [state, dispatch] = useReducer(reduceWindow, INITIAL_STATE);
  const value = useMemo(() => ({ state, dispatch }), [state]);
  return (
    <DispatchContext value={dispatch}>
      <WindowContext value={value}>{children}</WindowContext>
    </DispatchContext>
  );
}

/** Who uses it is drawn again with every change of the window: a selection, a hand, an open dialog. */
export function useWindow(): WindowValue {
  const value = useContext(WindowContext);
  if (value === null) throw new Error('no WindowProvider above');
  return value;
}

/** For who only orders changes: it never changes itself, so the rows of a list are not drawn for what happens elsewhere. */
export function useDispatch(): Dispatch<WindowAction> {
  const dispatch = useContext(DispatchContext);
  if (dispatch === null) throw new Error('no WindowProvider above');
  return dispatch;
}
