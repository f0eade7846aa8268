import { createContext, useContext, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import type { ShortcutId } from './keymap.ts';
import { readKey } from './read-key.ts';

/** Answers a shortcut; `false` lets the next listener, further out, have it. `chord` tells digits apart. */
export type ShortcutListener = (chord: string, event: KeyboardEvent) => unknown;
export type ShortcutListeners = Readonly<Partial<Record<ShortcutId, ShortcutListener>>>;
interface Listening {
  /** Grows in the order components first appear: what is deeper or opened later has the higher turn. */
  readonly turn: number;
  readonly listen: (id: ShortcutId, chord: string, event: KeyboardEvent) => boolean;
}

const ShortcutsContext = createContext<Set<Listening> | null>(null);
let lastTurn = 0;

const TEXT_FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** A prefix such as G waits this long for its second key. */
const SEQUENCE_MS = 1_500;

/** Hears every key of the window once and gives it to the innermost part that wants it. */
export function ShortcutsProvider({ children }: Readonly<{ children: ReactNode }>) {
  const listening = useRef(new Set<Listening>());
  const pending = useRef<{ chord: string; at: number } | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isModal() || isTyping(event)) return;
      const prefix = pending.current;
      const isFresh = prefix !== null && event.timeStamp - prefix.at < SEQUENCE_MS;
      const reading = readKey(event, isFresh ? prefix.chord : null);
      pending.current = reading.kind === 'prefix' ? { chord: reading.chord, at: event.timeStamp } : null;
      if (reading.kind !== 'shortcut') return;
      const innermostFirst = [...listening.current].sort((one, other) => other.turn - one.turn);
      if (innermostFirst.some(({ listen }) => listen(reading.id, reading.chord, event))) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return <ShortcutsContext value={listening.current}>{children}</ShortcutsContext>;
}

/** Listens while the component is shown. Later and deeper components are asked first. */
export function useShortcuts(listeners: ShortcutListeners): void {
  const registry = useContext(ShortcutsContext);
  const listen = useEffectEvent((id: ShortcutId, chord: string, event: KeyboardEvent) => {
    const listener = listeners[id];
    return listener !== undefined && listener(chord, event) !== false;
  });
  const [turn] = useState(() => ++lastTurn);
  useEffect(() => {
    const entry: Listening = { turn, listen: (id, chord, event) => listen(id, chord, event) };
    registry?.add(entry);
    return () => void registry?.delete(entry);
  }, [registry, turn]);
}

function isModal(): boolean {
  return document.querySelector('dialog:modal') !== null;
}

/** While the user types, keys are text; the palette is reached from anywhere. Fields answer Escape themselves. */
function isTyping(event: KeyboardEvent): boolean {
  const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  return !isPalette && event.target instanceof HTMLElement && event.target.matches(TEXT_FIELDS);
}
