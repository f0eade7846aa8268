import type { Extent, ExtentReach } from './extent.ts';
import type { AccountId, CanonicalAddress, CardId, MailId, OutboxId } from './ids.ts';

/** What a line of *why* speaks of, in the order of the rules. */
export const WHY_TOPICS = [
  'mailbox',
  'identity',
  'participants',
  'filter',
  'decision',
  'reply',
  'candidate',
  'deals',
  'link',
  'kept-out',
  'extent',
  'held',
  'push',
  'card',
  'address',
  'mail',
] as const;
export type WhyTopic = (typeof WHY_TOPICS)[number];

/** One line of *why*: what was asked, what was found, and what can be done about it. */
export interface WhyLine {
  readonly topic: WhyTopic;
  /** Key of the sentence in the catalogue, `why.<key>`, with its values; values named `at` and `until` are Unix ms. */
  readonly sentence: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly fix: WhyFix | null;
}

/** What changes a line, or leads to what changes it; it names all it needs. */
export type WhyFix =
  | { readonly kind: 'attach' | 'detach' | 'let-in'; readonly mailId: MailId; readonly cardId: CardId }
  /** Any card, by hand. */
  | { readonly kind: 'choose'; readonly mailId: MailId }
  /** One of the cards the question offers. */
  | { readonly kind: 'answer'; readonly mailId: MailId }
  | { readonly kind: 'retry'; readonly outboxId: OutboxId }
  /** The yes or the no to a mail that looks personal. */
  | { readonly kind: 'push-anyway' | 'keep-private'; readonly mailId: MailId }
  /** Another word on how much may leave, as far as the word that stands. */
  | { readonly kind: 'change-extent'; readonly mailId: MailId; readonly reach: ExtentReach; readonly extent: Extent }
  /** What the first push to the CRM would do, and the go. */
  | { readonly kind: 'show-rehearsal' }
  /** Why of something else that the line speaks of. */
  | { readonly kind: 'show-mail'; readonly mailId: MailId }
  | { readonly kind: 'show-card'; readonly cardId: CardId }
  | { readonly kind: 'show-address'; readonly address: CanonicalAddress }
  /** Let what this address sends through the filters. */
  | { readonly kind: 'allow'; readonly address: CanonicalAddress }
  /** Who is protected or blocked. */
  | { readonly kind: 'show-blocklist' }
  /** Read the mailboxes now. */
  | { readonly kind: 'sync' }
  /** More of an account's older mail is read. */
  | { readonly kind: 'change-import'; readonly accountId: AccountId }
  | { readonly kind: 'add-account' };
