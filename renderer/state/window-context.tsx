import { createContext, useContext, useMemo, useReducer, type Dispatch, type ReactNode } from 'react';
import { INITIAL_STATE, reduceWindow, type WindowAction, type WindowState } from './window-state.ts';

type WindowValue = Readonly<{ state: WindowState; dispatch: Dispatch<WindowAction> }>;
const WindowContext = createContext<WindowValue | null>(null);

export function WindowProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [state, dispatch] = useReducer(reduceWindow, INITIAL_STATE);
  const value = useMemo(() => ({ state, dispatch }), [state]);
  return <WindowContext value={value}>{children}</WindowContext>;
}

export function useWindow(): WindowValue {
  const value = useContext(WindowContext);
  if (value === null) throw new Error('no WindowProvider above');
  return value;
}
