import type { IconName } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { SHORTCUTS, type ShortcutId } from '../../keys/keymap.ts';
import { useDispatch } from '../../state/window-context.tsx';
import type { Dialog, Place } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';
import { useExport } from '../decisions/use-export.ts';
import { useDecisions } from '../decisions/use-decisions.ts';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly key: string | null;
  readonly run: () => void;
}

const CARDS = 6;

/** Commands whose words begin with, or contain, what was typed; then cards by name. */
export function usePaletteItems(words: string): readonly PaletteItem[] {
  const dispatch = useDispatch();
  const text = useText();
  const { undo } = useDecisions();
  const exportDecisions = useExport();
  const asked = words.trim();
  const cards = useLast(useAsk('cards.list', { text: asked, limit: CARDS }, { isEnabled: asked !== '' }).data);
  const go = (place: Place) => () => dispatch({ kind: 'go', place });
  const open = (dialog: Dialog) => () => dispatch({ kind: 'open', dialog });
  const keyOf = (id: ShortcutId) => SHORTCUTS[id].keys[0];
  const commands: readonly PaletteItem[] = [
    {
      id: 'mail',
      label: text('keys.go-mail'),
      icon: 'mail',
      key: keyOf('goMail'),
      run: go({ kind: 'mail', filter: {} }),
    },
    {
      id: 'needs-you',
      label: text('keys.go-needs-you'),
      icon: 'question',
      key: keyOf('goNeedsYou'),
      run: go({ kind: 'needs-you' }),
    },
    {
      id: 'board',
      label: text('keys.go-board'),
      icon: 'board',
      key: keyOf('goBoard'),
      run: go({ kind: 'board', stageKey: null }),
    },
    { id: 'sent', label: text('keys.go-sent'), icon: 'sent', key: keyOf('goSent'), run: go({ kind: 'sent' }) },
    { id: 'crms', label: text('keys.go-crms'), icon: 'cards', key: keyOf('goCrms'), run: go({ kind: 'crms' }) },
    {
      id: 'rules',
      label: text('keys.go-rules'),
      icon: 'rules',
      key: keyOf('goRules'),
      run: go({ kind: 'rules', section: 'addresses' }),
    },
    {
      id: 'unlinked',
      label: text('palette.unlinked'),
      icon: 'mail',
      key: null,
      run: go({ kind: 'mail', filter: { isUnlinked: true } }),
    },
    {
      id: 'history',
      label: text('keys.go-history'),
      icon: 'history',
      key: keyOf('goHistory'),
      run: go({ kind: 'history' }),
    },
    {
      id: 'export-decisions',
      label: text('palette.export-decisions'),
      icon: 'save',
      key: null,
      run: () => void exportDecisions(),
    },
    {
      id: 'import-decisions',
      label: text('palette.import-decisions'),
      icon: 'archive',
      key: null,
      run: open({ kind: 'import-decisions' }),
    },
    { id: 'undo', label: text('keys.undo'), icon: 'back', key: keyOf('undo'), run: () => void undo() },
    {
      id: 'add',
      label: text('palette.add-account'),
      icon: 'plus',
      key: null,
      run: open({ kind: 'add-account', source: 'imap' }),
    },
    {
      id: 'archive',
      label: text('palette.add-archive'),
      icon: 'archive',
      key: null,
      run: open({ kind: 'add-account', source: 'archive' }),
    },
    { id: 'help', label: text('keys.help'), icon: 'commands', key: keyOf('help'), run: open({ kind: 'help' }) },
  ];
  const found = commands.filter(({ label }) => label.toLocaleLowerCase().includes(asked.toLocaleLowerCase()));
  if (asked === '') return found;
  const shownCards = (cards ?? []).map((card): PaletteItem => ({
    id: card.id,
    label: card.name,
    icon: card.kind,
    key: null,
    run: go({ kind: 'card', cardId: card.id }),
  }));
  return [...found, ...shownCards];
}
