/** How keys are printed on this computer's keyboard. */
const IS_MAC = navigator.userAgent.includes('Mac OS X');

export function modLabel(key: string): string {
  return IS_MAC ? `⌘${key}` : `Ctrl ${key}`;
}

/** A chord of the keymap as it is shown: `Mod+k` as `Ctrl K`, `g i` as `G I`. */
export function chordLabel(chord: string): string {
  if (chord.startsWith('Mod+')) return modLabel(chord.slice('Mod+'.length).toUpperCase());
  if (chord.startsWith('Shift+')) return `⇧ ${chord.slice('Shift+'.length)}`;
  if (chord === 'Enter') return '↵';
  if (chord === 'Escape') return 'Esc';
  return chord.toUpperCase();
}
