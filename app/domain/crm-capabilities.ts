import type { CardKind } from './card.ts';

/** What a CRM can do; the engine branches on this and never on a connector's name. */
export interface CrmCapabilities {
  readonly cardKinds: readonly CardKind[];
  /**
   * On how many cards a mail can stand. `several`: on any number, as one record or as a copy each. `one`: on a single card.
   * `one-and-people`: on a single deal or company, besides any number of leads and contacts.
   */
  readonly cardsPerMail: 'several' | 'one' | 'one-and-people';
  /** Most recipients (To+Cc+Bcc) the CRM takes on one mail; null for no limit. */
  readonly recipientLimit: number | null;
  readonly bodyLimitBytes: number | null;
  /**
   * `sent`: attachments go along. `named`: the CRM takes none; their names stand on the card with the reason. `here`: they stay where
   * they are, and the card opens them there, because it is on this computer.
   */
  readonly attachments: 'sent' | 'named' | 'here';
  /** Largest attachment that the CRM takes; null for no limit. */
  readonly attachmentLimitBytes: number | null;
  /** What a mail becomes at the CRM: a mail, or a note with the mail's text in it. */
  readonly storesMailAs: 'email' | 'note';
  /** `atomic`: the CRM itself refuses a second copy. `lookup`: the connector looks before and after it writes. */
  readonly dedupe: 'atomic' | 'lookup';
  /** How long what was written may stay hidden from a search by its key: looking sooner proves nothing. 0 for at once. */
  readonly searchLagMs: number;
  /** Whether the card shows the mail under the mail's own date. */
  readonly keepsDate: boolean;
  /** How changed cards are found: by a list of changes, by the time of the last change, or by reading all. */
  readonly changes: 'cursor' | 'updated-since' | 'full-scan';
  /** Whether the CRM tells of cards that were deleted; else it is noticed when mail is put on them. */
  readonly reportsDeletes: boolean;
  /** Last day of the product as its vendor announced it, ISO 8601; null for none. */
  readonly endOfLife: string | null;
  readonly detach: 'unlink' | 'delete-copy';
  /** Whether the CRM shows which mail on a card was put there by others, such as by its own mail sync. */
  readonly showsForeignMail: boolean;
  /** Whether what is pushed stays on this computer. */
  readonly isLocal: boolean;
}

/** What of this depends on the plan of an account. */
export type ChangesWay = Pick<CrmCapabilities, 'changes' | 'reportsDeletes'>;

/** The CRM inside Mailpin: what the others are held against. */
export const BUILTIN_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: null,
  attachments: 'here',
  attachmentLimitBytes: null,
  storesMailAs: 'email',
  dedupe: 'atomic',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'cursor',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'delete-copy',
  showsForeignMail: true,
  isLocal: true,
};
