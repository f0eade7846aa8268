/** Where the user is and what is open. One reducer; what the engine knows is never copied in here. */
import type { ThreadFilter } from '../../app/contract/queries.ts';
import type { RuleChange, RulePreview } from '../../app/contract/rules-views.ts';
import type { CardRef } from '../../app/domain/card.ts';
import type { AccountId, ActionId, CanonicalAddress, CardId, CrmId, MailId, ThreadId } from '../../app/domain/ids.ts';
import type { RulesSection } from './rules-sections.ts';
import type { Hand } from './hand.ts';
import { extendTo, NOTHING_SELECTED, selectOnly, toggle, type Selection } from './selection.ts';

export type Place =
  | { readonly kind: 'mail'; readonly filter: ThreadFilter }
  | { readonly kind: 'needs-you' }
  | { readonly kind: 'board'; readonly stageKey: string | null }
  | { readonly kind: 'sent' }
  | { readonly kind: 'history' }
  | { readonly kind: 'crms' }
  | { readonly kind: 'carry'; readonly fromId: CrmId }
  | { readonly kind: 'account'; readonly accountId: AccountId }
  | { readonly kind: 'rules'; readonly section: RulesSection }
  | { readonly kind: 'card'; readonly cardId: CardId };

/** A detach that is being asked about: which mail, off which card, and where on screen. */
export interface DetachRequest {
  readonly mails: readonly [MailId, ...MailId[]];
  readonly card: CardRef;
  readonly likely: 'message' | 'thread';
  readonly at: { readonly x: number; readonly y: number } | null;
}

export type Dialog =
  | { readonly kind: 'help' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'add-account'; readonly source: 'imap' | 'archive' }
  | { readonly kind: 'sign-in'; readonly accountId: AccountId }
  | { readonly kind: 'reconnect'; readonly accountId: AccountId }
  | { readonly kind: 'attached-mail'; readonly mailId: MailId; readonly part: string }
  | { readonly kind: 'change-server'; readonly accountId: AccountId }
  | { readonly kind: 'delete-account'; readonly accountId: AccountId }
  | { readonly kind: 'detach'; readonly request: DetachRequest }
  | { readonly kind: 'import-decisions' }
  /** An undo that touches many mails is shown before it is made. */
  | { readonly kind: 'undo'; readonly actionId: ActionId; readonly counts: ChangeSizes }
  /** A change of the rules that is shown before it is made. */
  | { readonly kind: 'rule-change'; readonly change: RuleChange; readonly preview: RulePreview };

/** How many mails a change touches. */
export type ChangeSizes = Readonly<{ mails: number; joining: number; leaving: number }>;

/** What *why* is asked about. */
export type WhyOf =
  | { readonly kind: 'mail'; readonly mailId: MailId }
  | { readonly kind: 'card'; readonly cardId: CardId }
  | { readonly kind: 'address'; readonly address: CanonicalAddress };

export interface WindowState {
  readonly place: Place;
  readonly back: readonly Place[];
  readonly search: string;
  readonly selection: Selection;
  readonly hand: Hand | null;
  readonly dialog: Dialog | null;
  /** In narrow windows the cards are laid over the thread. */
  readonly isCardsOpen: boolean;
  /** Whether the board has the list of mail beside it. */
  readonly isBoardMailShown: boolean;
  /** Of what "why" is open. */
  readonly whyOf: WhyOf | null;
  /** In narrow windows: whether the thread covers the list. */
  readonly isReading: boolean;
}

export const INITIAL_STATE: WindowState = {
  place: { kind: 'mail', filter: {} },
  back: [],
  search: '',
  selection: NOTHING_SELECTED,
  hand: null,
  dialog: null,
  isCardsOpen: false,
  isBoardMailShown: true,
  whyOf: null,
  isReading: false,
};

export type WindowAction =
  | { readonly kind: 'go'; readonly place: Place }
  | { readonly kind: 'go-back' }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'select'; readonly id: ThreadId; readonly isReading?: boolean }
  | { readonly kind: 'toggle'; readonly id: ThreadId }
  | { readonly kind: 'extend'; readonly id: ThreadId; readonly order: readonly ThreadId[] }
  | { readonly kind: 'select-all'; readonly order: readonly ThreadId[] }
  | { readonly kind: 'select-none' }
  | { readonly kind: 'stop-reading' }
  | { readonly kind: 'take'; readonly hand: Hand }
  /** `how`: only when it is held that way. */
  | { readonly kind: 'put-back'; readonly how?: Hand['how'] }
  | { readonly kind: 'open'; readonly dialog: Dialog }
  | { readonly kind: 'close' }
  | { readonly kind: 'show-cards'; readonly isOpen: boolean }
  | { readonly kind: 'show-board-mail'; readonly isShown: boolean }
  | { readonly kind: 'why'; readonly of: WhyOf | null };

/** Most places "back" remembers. */
const BACK_COUNT = 20;

export function reduceWindow(state: WindowState, action: WindowAction): WindowState {
  switch (action.kind) {
    case 'go':
      return {
        ...state,
        place: action.place,
        back: [...state.back, state.place].slice(-BACK_COUNT),
        search: '',
        whyOf: null,
        isReading: false,
        selection: action.place.kind === 'mail' ? NOTHING_SELECTED : state.selection,
      };
    case 'go-back': {
      const place = state.back.at(-1) ?? INITIAL_STATE.place;
      return { ...state, place, back: state.back.slice(0, -1), whyOf: null };
    }
    case 'search':
      return {
        ...state,
        search: action.text,
        place: action.text === '' || state.place.kind === 'mail' ? state.place : { kind: 'mail', filter: {} },
      };
    case 'select':
      return {
        ...state,
        selection: selectOnly(action.id),
        whyOf: null,
        isReading: action.isReading ?? state.isReading,
      };
    case 'toggle':
      return { ...state, selection: toggle(state.selection, action.id), whyOf: null };
    case 'extend':
      return { ...state, selection: extendTo(state.selection, action.id, action.order), whyOf: null };
    case 'select-all':
      return { ...state, selection: { ...state.selection, ids: new Set(action.order) } };
    case 'select-none':
      return { ...state, selection: NOTHING_SELECTED, whyOf: null };
    case 'stop-reading':
      return { ...state, isReading: false };
    case 'take':
      return { ...state, hand: action.hand, whyOf: null };
    case 'put-back':
      return action.how === undefined || action.how === state.hand?.how ? { ...state, hand: null } : state;
    case 'open':
      return { ...state, dialog: action.dialog };
    case 'close':
      return { ...state, dialog: null };
    case 'show-cards':
      return { ...state, isCardsOpen: action.isOpen };
    case 'show-board-mail':
      return { ...state, isBoardMailShown: action.isShown };
    case 'why':
      return { ...state, whyOf: action.of };
  }
}
