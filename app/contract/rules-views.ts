/** What the user says about the rules: who is who, what filters let through, who is protected or blocked. */
import type { Relation, RelationWord } from '../domain/account.ts';
import type { ActionId, AllowanceId, CardId, EntryId, MailId, MessageId, ThreadId, UnixMs } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { ChangeCounts } from '../domain/mail-change.ts';
import type { BlockMode } from '../domain/policy.ts';
import type { MailName } from './mail-name.ts';
import type { Page } from './page.ts';
import type { Person } from './people-views.ts';

/** What becomes of mail that is here already when its people are blocked. */
export const PASTS = ['remove', 'keep'] as const;
export type Past = (typeof PASTS)[number];

/** What the user lets through the filters: a sender, a domain with what is below it, a mailing list, one mail, or its thread. */
export type AllowTarget =
  | { readonly kind: 'address' | 'domain' | 'list'; readonly value: string }
  | { readonly kind: 'mail' | 'thread'; readonly mail: MailName };

/** One change of the rules. Where a field is null, the user's word is taken back and what the mailbox says counts again. */
export type RuleChange =
  | { readonly kind: 'relation'; readonly address: string; readonly relation: RelationWord | null }
  | { readonly kind: 'company-domain' | 'free-mail'; readonly domain: string; readonly isSo: boolean | null }
  | { readonly kind: 'allow'; readonly target: AllowTarget }
  | { readonly kind: 'disallow'; readonly allowanceId: AllowanceId }
  /** `who`: an address, a domain, or a card. `past` counts for `blocked` only. */
  | { readonly kind: 'list'; readonly mode: BlockMode; readonly who: string; readonly past: Past }
  | { readonly kind: 'unlist'; readonly entryId: EntryId };

/** What a change of the rules would do, shown before it is made (rules 8). */
export interface RulePreview extends ChangeCounts {
  /** Mails that would be taken out of the mirror. */
  readonly removedCount: number;
  /** Mails that would be protected, and so no longer be sent. */
  readonly protectedCount: number;
  /** More mails are touched than may be without the user's go. */
  readonly needsGo: boolean;
  /** The newest of the mails, at most twenty. */
  readonly mails: readonly PreviewedMail[];
}
export interface PreviewedMail {
  readonly mailId: MailId;
  readonly subject: string;
  readonly from: Person;
  readonly sentAt: UnixMs;
  /** Names of cards. */
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
}

/** What a change of the rules did. */
export interface RuleOutcome {
  /** What takes it back; null when it was so already. */
  readonly actionId: ActionId | null;
  /** Mails that came on a card or left one. */
  readonly relinkedCount: number;
  readonly removedCount: number;
}

/** Why an address is shown among the user's. `company-domain`: by its domain; the others: taught by the mailbox. */
export type AddressSource = 'account' | 'send-as' | 'sent' | 'user' | 'company-domain';
/** Why an address may be the user's: the server delivers mail to it here, or mail here is sent to it and to no other of theirs. */
export type ProposalReason = 'delivered' | 'addressed';

export interface KnownAddress {
  readonly address: string;
  readonly name: string;
  readonly relation: Relation;
  readonly source: AddressSource;
  /** What it would be without the user's word; null when nothing was said. */
  readonly otherwise: Relation | null;
  readonly mailCount: number;
}
export interface ProposedAddress {
  readonly address: string;
  readonly name: string;
  readonly because: ProposalReason;
  readonly mailCount: number;
}
/** A domain of the company. `account`: that of a mailbox. */
export interface CompanyDomain {
  readonly domain: string;
  readonly source: 'account' | 'user';
  readonly peopleCount: number;
}
export interface ProposedDomain {
  readonly domain: string;
  /** The user's own address at this domain. */
  readonly address: string;
}

/** The page "These are my addresses". */
export interface IdentityView {
  /** Mine first, then colleagues, then those the user said are neither. */
  readonly addresses: readonly KnownAddress[];
  readonly proposedAddresses: readonly ProposedAddress[];
  readonly companyDomains: readonly CompanyDomain[];
  /** Company domains that the user took off. */
  readonly refusedDomains: readonly string[];
  readonly proposedDomains: readonly ProposedDomain[];
  /** The user's word on domains where anybody, or not anybody, has a mailbox. */
  readonly freeMail: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface FilterFacts {
  readonly filter: FilterName;
  /** Mails it holds off their cards. */
  readonly count: number;
  /** Of these, sent since the given time. */
  readonly sinceCount: number;
}
/** The filters of matching, and the two limits of what is sent: so many people that only the header goes, or so large that it is cut. */
export type FilterName = Filter | 'recipients' | 'size';
export const LIMIT_FILTERS = ['recipients', 'size'] as const;

export interface AllowanceView {
  readonly id: AllowanceId;
  readonly kind: AllowTarget['kind'];
  /** An address, a domain, the id of a list, or the subject of a mail or thread. */
  readonly value: string;
  /** Of a mail or thread that is in the mirror. */
  readonly mailId: MailId | null;
  readonly allowedAt: UnixMs;
  /** Mails that would be held without it. */
  readonly mailCount: number;
}
export interface FiltersView {
  /** Most held mails first. */
  readonly filters: readonly FilterFacts[];
  /** Newest first. */
  readonly allowed: readonly AllowanceView[];
}

/** A mail on a page of a filter or of the blocklist. */
export interface RuledMail {
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly subject: string;
  readonly from: Person;
  readonly sentAt: UnixMs;
  readonly listId: string | null;
  readonly recipientCount: number;
  readonly sizeBytes: number;
}
export type RuledMails = Page<RuledMail>;

export interface BlocklistView {
  readonly id: EntryId;
  readonly mode: BlockMode;
  readonly kind: 'address' | 'person' | 'domain';
  readonly name: string;
  /** The person's card. */
  readonly cardId: CardId | null;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  readonly listedAt: UnixMs;
  /** Mails in the mirror with somebody it covers. */
  readonly mailCount: number;
  /** Of these, those it keeps off every card and away from the CRM. */
  readonly heldCount: number;
  /** Mails that were not kept because of it. */
  readonly notKeptCount: number;
}
