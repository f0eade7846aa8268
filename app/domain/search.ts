/** What a search asks for, taken apart. */
import type { CardKind } from './card.ts';
import type { ThreadId, UnixMs } from './ids.ts';

/** Where words are looked for; `any` is everywhere, `to` includes those in copy. */
export const SEARCH_FIELDS = ['any', 'subject', 'from', 'to', 'cc', 'file'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** What can be asked of a mail by `is:`. */
export const SEARCH_STATES = [
  'unread',
  'read',
  'linked',
  'unlinked',
  'question',
  'keptout',
  'sent',
  'received',
  'newsletter',
  'bounce',
  'autoreply',
  'invitation',
  'internal',
] as const;
export type SearchState = (typeof SEARCH_STATES)[number];

export interface TextCondition {
  readonly kind: 'text';
  readonly field: SearchField;
  readonly text: string;
  /** whole: these words as they stand. beginning: the last may go on. any-ending: it may go on, and the user said so (`*`). */
  readonly reach: 'whole' | 'beginning' | 'any-ending';
}

export type SearchCondition =
  | TextCondition
  /** Mails the user wrote, or that were written to the user. */
  | { readonly kind: 'mine'; readonly field: 'from' | 'to' | 'cc' }
  /** `from` is the first moment, `until` the first one after; null where the range is open. */
  | { readonly kind: 'date'; readonly from: UnixMs | null; readonly until: UnixMs | null }
  /** On a card with these words in its name, or with this id. */
  | { readonly kind: 'card'; readonly cardKind: CardKind | null; readonly text: string }
  | { readonly kind: 'is'; readonly state: SearchState }
  | { readonly kind: 'attachment' }
  /** In a mailbox of this role, or with this in its name. */
  | { readonly kind: 'mailbox'; readonly text: string }
  | { readonly kind: 'thread'; readonly threadId: ThreadId };

/** One part of a search as the user typed it: `-from:ana`. */
export interface SearchTerm {
  readonly condition: SearchCondition;
  readonly isNegated: boolean;
  readonly source: string;
}

/** What is wrong with a search, in a form that words are made of. */
export type SearchProblem =
  /** `meant` is the operator of almost the same name, or `none`. */
  | { readonly kind: 'operator'; readonly operator: string; readonly meant: string }
  | { readonly kind: 'missing'; readonly operator: string }
  | { readonly kind: 'choice'; readonly operator: string; readonly value: string; readonly choices: string }
  | { readonly kind: 'date'; readonly operator: string; readonly value: string }
  | { readonly kind: 'thread'; readonly value: string };

/** All clauses must hold; of a clause, one term. */
export interface SearchQuery {
  readonly clauses: readonly (readonly SearchTerm[])[];
  readonly problems: readonly SearchProblem[];
}
