import type { AccountId, CanonicalAddress, Day } from './ids.ts';

/** How an IMAP server is reached. `tls`: from the first byte; `starttls`: upgraded before sign-in; `none`: only to this computer. */
export const IMAP_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type ImapSecurity = (typeof IMAP_SECURITIES)[number];

export interface ImapSettings {
  readonly kind: 'imap';
  readonly host: string;
  readonly port: number;
  readonly security: ImapSecurity;
  readonly user: string;
  /** PEM file of a certificate authority to trust besides the system's, for servers inside a company; null for none. */
  readonly caFile: string | null;
}
/** A Maildir++ tree on this computer. */
export interface MaildirSettings {
  readonly kind: 'maildir';
  readonly path: string;
}
/** An mbox file, or a folder of them (one mailbox a file), on this computer. */
export interface MboxSettings {
  readonly kind: 'mbox';
  readonly path: string;
}

export type SourceSettings = ImapSettings | MaildirSettings | MboxSettings;

/** A connected account. Its password is in the SecretStore under its id, never here. */
export interface Account {
  readonly id: AccountId;
  /** The user's own address on this account. */
  readonly address: CanonicalAddress;
  readonly settings: SourceSettings;
}

/**
 * What of the mail that was there before is read (rules 3.5), of each mailbox by itself. Mail that comes into a mailbox afterwards is read
 * in any case. `since` goes by the day of arrival at the server; `new` is none of what is there.
 */
export type ImportChoice =
  | { readonly kind: 'everything' }
  | { readonly kind: 'newest'; readonly count: number }
  | { readonly kind: 'since'; readonly day: Day }
  | { readonly kind: 'new' };
export const IMPORT_KINDS = ['everything', 'newest', 'since', 'new'] as const satisfies readonly ImportChoice['kind'][];
export const EVERYTHING: ImportChoice = { kind: 'everything' };

/** Who somebody is to the user (rules 2). */
export type Relation = 'me' | 'colleague' | 'outsider';

/** The user's word on an address. `not-me`: neither the user nor a colleague, whatever its domain. */
export const RELATION_WORDS = ['me', 'colleague', 'not-me'] as const;
export type RelationWord = (typeof RELATION_WORDS)[number];

/** Who the user is and who belongs to the house (rules 2). Made by `identityOf`. */
export interface Identity {
  /** Addresses that are known for what they are, as they stand. */
  readonly byAddress: ReadonlyMap<CanonicalAddress, Relation>;
  /** The same for all addresses of a person: see `personKey`. */
  readonly byPerson: ReadonlyMap<string, Relation>;
  /** Domains of the user's own company. */
  readonly companyDomains: ReadonlySet<string>;
  /** The user's own addresses, with tags and Gmail's dots. */
  readonly mine: AddressTest;
}

/** A set of addresses that only answers whether one is in it. */
export interface AddressTest {
  has(address: CanonicalAddress): boolean;
}
