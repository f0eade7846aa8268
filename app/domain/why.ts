import type { CardId, OutboxId } from './ids.ts';

/** One line of *why*: what was asked, what was found, and what can be done about it. */
export interface WhyLine {
  readonly topic:
    | 'mailbox'
    | 'identity'
    | 'participants'
    | 'filter'
    | 'decision'
    | 'reply'
    | 'candidate'
    | 'deals'
    | 'link'
    | 'kept-out'
    | 'push';
  /** Key of the sentence in the catalogue, `why.<key>`, with its values; values named `at` and `until` are Unix ms. */
  readonly sentence: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly fix: WhyFix | null;
}
export type WhyFix =
  | { readonly kind: 'attach'; readonly cardId: CardId }
  | { readonly kind: 'detach'; readonly cardId: CardId }
  | { readonly kind: 'let-in'; readonly cardId: CardId }
  /** Any card, by hand. */
  | { readonly kind: 'choose' }
  /** One of the cards the question offers. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'retry'; readonly outboxId: OutboxId };
