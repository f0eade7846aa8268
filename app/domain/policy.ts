import type { CanonicalAddress, MessageKey } from './ids.ts';

/** What the user changed of the rules: free-mail domains, what filters let through, who is blocked or protected. */
export interface Policy {
  readonly freeMail: DomainWords;
  readonly allowed: Allowed;
  readonly blocklist: Blocklist;
}

/** The user's word on domains (ASCII) that give, or do not give, mailboxes to anybody; a word covers what is below its domain. */
export interface DomainWords {
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** What the user lets through the filters. */
export interface Allowed {
  readonly addresses: ReadonlySet<CanonicalAddress>;
  /** With what is below them. */
  readonly domains: ReadonlySet<string>;
  /** Ids of mailing lists (RFC 2919), lower case. */
  readonly lists: ReadonlySet<string>;
  readonly mails: ReadonlySet<MessageKey>;
  /** Threads, each named by one of its mails. */
  readonly threads: ReadonlySet<MessageKey>;
}

/** `protected`: stored, never pushed. `blocked`: not stored. */
export const BLOCK_MODES = ['protected', 'blocked'] as const;
export type BlockMode = (typeof BLOCK_MODES)[number];

/** Who is blocked or protected, as rules look it up. Where two entries cover one address, `protected` stands. */
export interface Blocklist {
  /** Single addresses, such as one with a tag. */
  readonly addresses: ReadonlyMap<CanonicalAddress, BlockMode>;
  /** People, by `personKey`. */
  readonly people: ReadonlyMap<string, BlockMode>;
  /** With what is below them. */
  readonly domains: ReadonlyMap<string, BlockMode>;
}

/** The rules as they come. */
export const PLAIN_POLICY: Policy = {
  freeMail: { added: new Set(), removed: new Set() },
  allowed: { addresses: new Set(), domains: new Set(), lists: new Set(), mails: new Set(), threads: new Set() },
  blocklist: { addresses: new Map(), people: new Map(), domains: new Map() },
};

/** What a word of the user on the rules can be about: who somebody is, what a domain is, what passes, who is listed, what answers what. */
export type RuleTopic =
  | 'relation'
  | 'company'
  | 'free-mail'
  | 'allow-address'
  | 'allow-domain'
  | 'allow-list'
  | 'allow-mail'
  | 'allow-thread'
  | 'list-address'
  | 'list-person'
  | 'list-domain'
  | 'join'
  /** A word, or an address, whose mail waits for a yes. */
  | 'hold';

/** What was said of a rule: `none` took a word back. */
export interface RuleSaying {
  readonly topic: RuleTopic;
  readonly said: 'me' | 'colleague' | 'not-me' | 'yes' | 'no' | 'protected' | 'blocked' | 'none';
}
