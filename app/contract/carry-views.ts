/** Mail carried over from one CRM to another: the plan, how far it is, and what could not go. */
import type { CardKind, Money } from '../domain/card.ts';
import type { CarryWord, Likeness, MatchState, Unlikeness } from '../domain/carry.ts';
import type { ActionId, CardId, CrmId, UnixMs } from '../domain/ids.ts';
import type { WireError } from './wire.ts';

/** Names a carry: there is one for two CRMs. */
export interface CarryName {
  readonly fromId: CrmId;
  readonly toId: CrmId;
}

/**
 * Of cards: those with a counterpart, found or chosen; those that need the user's word; those with none; those the user leaves where
 * they are.
 */
export const CARRY_SETS = ['matched', 'unsure', 'none', 'left-out'] as const;
export type CarrySet = (typeof CARRY_SETS)[number];

/** `stopped`: by the user, or because the program ended; going again does the rest. `undone`: all of it was taken back. */
export type CarryState = 'planned' | 'going' | 'stopped' | 'done' | 'undone';

export interface CarryView extends CarryName {
  readonly plannedAt: UnixMs;
  readonly state: CarryState;
  /** Cards of the old CRM with something to carry, and the mails on them. */
  readonly sets: Readonly<Record<CarrySet, { readonly cards: number; readonly mails: number }>>;
  /** Cards with a counterpart whose mail has been put there, of all that have one. */
  readonly progress: { readonly done: number; readonly total: number };
  /** What takes all of it back; null before the go. */
  readonly actionId: ActionId | null;
}

/** A card as the table of a carry shows it. */
export interface CarriedCard {
  readonly id: CardId;
  readonly kind: CardKind;
  readonly name: string;
  readonly companyName: string | null;
  readonly value: Money | null;
  readonly address: string | null;
}

/** One card of the old CRM, and what may stand for it in the new one. */
export interface CarryRow {
  readonly card: CarriedCard;
  readonly mailCount: number;
  /** Mails that the user keeps off the card, and that will stay off its counterpart. */
  readonly keptOutCount: number;
  readonly set: CarrySet;
  /** What the cards themselves tell. */
  readonly found: MatchState;
  readonly said: CarryWord | null;
  readonly counterpart: CarriedCard | null;
  /** Likeliest first. */
  readonly candidates: readonly {
    readonly card: CarriedCard;
    readonly likeness: readonly Likeness[];
    readonly unlikeness: readonly Unlikeness[];
  }[];
  readonly isWritten: boolean;
}

/** What going would do, counted before it is done. Each mail is counted once a set. */
export interface CarryPreview extends CarryName {
  /** Mails with a counterpart to go to, and the cards they go to. */
  readonly mailCount: number;
  readonly cardCount: number;
  /** Of these: arrived on their card there already. */
  readonly thereCount: number;
  readonly headersOnlyCount: number;
  readonly attachmentsCount: number;
  /** Looks personal: stays here until the user says yes. */
  readonly heldCount: number;
  /** Words of the user that keep mail off a card, and will keep it off the counterpart. */
  readonly keptOutCount: number;
  /** Cards that stay behind, with the mails on them. */
  readonly staying: { readonly cards: number; readonly mails: number };
  /** Mails that wait for the first push to the new CRM anyway, and go with it. */
  readonly waitingCount: number;
}

/** Why mail of a card did not arrive on its counterpart, or has not yet. */
export const CARRY_TROUBLES = [
  'unsure',
  'none',
  'left-out',
  'not-written',
  'kept-out',
  'held',
  'private',
  'elsewhere',
  'refused',
  'not-here',
] as const;
export type CarryTrouble = (typeof CARRY_TROUBLES)[number];

export interface CarryReport extends CarryView {
  /** Mails, once a card: at the new CRM; on their way there. */
  readonly arrivedCount: number;
  readonly waitingCount: number;
  /** What could not go, a line a card and reason. */
  readonly troubles: readonly {
    readonly because: CarryTrouble;
    readonly card: CarriedCard;
    readonly counterpart: CarriedCard | null;
    readonly mailCount: number;
    /** What the CRM said, where it refused. */
    readonly refusal: WireError | null;
  }[];
}

/** How far a carry is that runs now. */
export interface CarryProgress extends CarryName {
  readonly done: number;
  readonly total: number;
}
