/** What Mailpin proposes and never does by itself. */
import type { CardRef } from '../domain/card.ts';
import type {
  ActionId,
  Branded,
  CanonicalAddress,
  CardId,
  MailId,
  MessageId,
  ThreadId,
  UnixMs,
} from '../domain/ids.ts';

/** Names a suggestion by what it is about, so that one that was dismissed stays away on every profile it is exported to. */
export type SuggestionKey = Branded<string, 'SuggestionKey'>;

/** Somebody without a card who writes often, and what a card for them could be filled with. */
export interface PersonSuggestion {
  readonly key: SuggestionKey;
  readonly address: CanonicalAddress;
  readonly name: string;
  /** A company with their domain. */
  readonly company: CardRef | null;
  /** What a new company could be called, where there is none; null for free-mail. */
  readonly companyName: string | null;
  readonly receivedCount: number;
  readonly sentCount: number;
  readonly lastAt: UnixMs;
  readonly newest: MailInSuggestion;
}
export interface MailInSuggestion {
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly subject: string;
  readonly sentAt: UnixMs;
}
/** A mail that looks like an answer to another, though its references were lost. */
export interface ReplySuggestion {
  readonly key: SuggestionKey;
  readonly mail: MailInSuggestion;
  readonly answers: MailInSuggestion;
  readonly people: readonly string[];
}
/** Recent threads with the people of a new deal, which are on no deal. */
export interface DealThreadsSuggestion {
  readonly key: SuggestionKey;
  readonly deal: CardRef;
  readonly people: readonly string[];
  /** Newest first, each by its newest mail. */
  readonly threads: readonly MailInSuggestion[];
}
export interface Suggestions {
  readonly people: readonly PersonSuggestion[];
  readonly replies: readonly ReplySuggestion[];
  readonly deals: readonly DealThreadsSuggestion[];
}

/** What is proposed for one thread, and what the user joined in it. */
export interface ThreadSuggestions {
  /** People on it without a card. */
  readonly people: readonly Pick<PersonSuggestion, 'key' | 'address' | 'name' | 'company' | 'companyName'>[];
  readonly reply: ReplySuggestion | null;
  /** Mails that the user joined to an earlier one of the thread. */
  readonly joined: readonly MailInSuggestion[];
}

/** A card that was made of a person. */
export interface MadeCard {
  readonly cardId: CardId;
  /** The company it is of, made with it or known before. */
  readonly companyId: CardId | null;
  readonly relinkedMails: number;
  /** What takes it back. */
  readonly actionId: ActionId;
}
