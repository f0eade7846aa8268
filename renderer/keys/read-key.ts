/** From a key press to the shortcut it means. Pure. */
import { isShortcutId, SHORTCUTS, type ShortcutId } from './keymap.ts';

/** What is read of a KeyboardEvent. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The press as the keymap writes it: `j`, `Shift+J`, `Mod+k`. Shift is only named with letters, since `?` needs it anyway. */
export function chordOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): string | null {
  if (altKey || key === 'Shift' || key === 'Control' || key === 'Meta') return null;
  if (ctrlKey || metaKey) return `Mod+${key.toLowerCase()}`;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  return shiftKey && isLetter ? `Shift+${key.toUpperCase()}` : isLetter ? key.toLowerCase() : key;
}

const BY_CHORD: ReadonlyMap<string, ShortcutId> = new Map(
  Object.entries(SHORTCUTS).flatMap(([id, { keys }]) =>
    isShortcutId(id) ? keys.map((chord): [string, ShortcutId] => [chord, id]) : [],
  ),
);
const PREFIXES: ReadonlySet<string> = new Set(
  [...BY_CHORD.keys()].flatMap((chord) => (chord.includes(' ') ? [chord.slice(0, chord.indexOf(' '))] : [])),
);

export type Reading =
  | { readonly kind: 'shortcut'; readonly id: ShortcutId; readonly chord: string }
  | { readonly kind: 'prefix'; readonly chord: string }
  | { readonly kind: 'none' };

/** @param pending the prefix typed just before, for example `g`, or null */
export function readKey(press: Press, pending: string | null): Reading {
  const chord = chordOf(press);
  if (chord === null) return { kind: 'none' };
  const sequence = pending === null ? undefined : BY_CHORD.get(`${pending} ${chord}`);
  if (sequence !== undefined) return { kind: 'shortcut', id: sequence, chord };
  const id = BY_CHORD.get(chord);
  if (id !== undefined) return { kind: 'shortcut', id, chord };
  return PREFIXES.has(chord) ? { kind: 'prefix', chord } : { kind: 'none' };
}
