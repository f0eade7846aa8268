/** Every key of the window, once: what listens, what the help shows and what `aria-keyshortcuts` says come from here. */
import type { TextKey } from '../text/messages.ts';

export interface Shortcut {
  /** As `KeyboardEvent.key` gives it; `Mod` is Ctrl, or Cmd on a Mac; two keys with a space between are typed one after the other. */
  readonly keys: readonly string[];
  readonly group: 'go' | 'mail' | 'cards' | 'anywhere';
  readonly text: TextKey;
}

export const SHORTCUTS = {
  next: { keys: ['j'], group: 'mail', text: 'keys.next' },
  previous: { keys: ['k'], group: 'mail', text: 'keys.previous' },
  open: { keys: ['Enter'], group: 'mail', text: 'keys.open' },
  extend: { keys: ['Shift+J', 'Shift+K'], group: 'mail', text: 'keys.extend' },
  selectAll: { keys: ['Mod+a'], group: 'mail', text: 'keys.select-all' },
  attach: { keys: ['a'], group: 'cards', text: 'keys.attach' },
  detach: { keys: ['d'], group: 'cards', text: 'keys.detach' },
  choose: { keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], group: 'cards', text: 'keys.choose' },
  cut: { keys: ['x', 'Mod+x'], group: 'cards', text: 'keys.cut' },
  paste: { keys: ['Mod+v', 'v'], group: 'cards', text: 'keys.paste' },
  why: { keys: ['w'], group: 'cards', text: 'keys.why' },
  undo: { keys: ['u', 'Mod+z'], group: 'cards', text: 'keys.undo' },
  stageBack: { keys: ['['], group: 'cards', text: 'keys.stage-back' },
  stageOn: { keys: [']'], group: 'cards', text: 'keys.stage-on' },
  goMail: { keys: ['g i'], group: 'go', text: 'keys.go-mail' },
  goSent: { keys: ['g s'], group: 'go', text: 'keys.go-sent' },
  goHistory: { keys: ['g h'], group: 'go', text: 'keys.go-history' },
  goBoard: { keys: ['g b'], group: 'go', text: 'keys.go-board' },
  goCrms: { keys: ['g c'], group: 'go', text: 'keys.go-crms' },
  goRules: { keys: ['g r'], group: 'go', text: 'keys.go-rules' },
  goNeedsYou: { keys: ['g n'], group: 'go', text: 'keys.go-needs-you' },
  search: { keys: ['/'], group: 'anywhere', text: 'keys.search' },
  palette: { keys: ['Mod+k'], group: 'anywhere', text: 'keys.palette' },
  help: { keys: ['?'], group: 'anywhere', text: 'keys.help' },
  cards: { keys: ['c'], group: 'anywhere', text: 'keys.cards' },
  back: { keys: ['Escape'], group: 'anywhere', text: 'keys.back' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

export function isShortcutId(name: string): name is ShortcutId {
  return Object.hasOwn(SHORTCUTS, name);
}
