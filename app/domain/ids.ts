/**
 * Identifiers and units. A branded type is a plain value at run time; the brand stops one kind of id or unit from being
 * passed where another is meant.
 */
declare const brand: unique symbol;
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A connected mailbox account, for example `sally@acme.example`. Chosen by the user or derived from the address. */
export type AccountId = Branded<string, 'AccountId'>;
/** Row of a mailbox (IMAP sense) in the mirror. */
export type MailboxId = Branded<number, 'MailboxId'>;
/** Row of a mail in the mirror. Never leaves the computer; never the key of a decision. */
export type MailId = Branded<number, 'MailId'>;
/** Row of a thread in the mirror. May change when threads join; decisions never use it. */
export type ThreadId = Branded<number, 'ThreadId'>;
/** Canonical RFC 5322 msg-id without angle brackets, domain in lower case. */
export type MessageId = Branded<string, 'MessageId'>;
/** Identity of a mail across mailboxes, accounts and computers: see `messageKey`. Decisions, pushes and exports use it. */
export type MessageKey = Branded<string, 'MessageKey'>;
/** A server's own id of a mail, the same in every mailbox of the account: Gmail's X-GM-MSGID, or EMAILID (RFC 8474). */
export type ServerMailId = Branded<string, 'ServerMailId'>;
/** Address in canonical form: see `canonicalAddress`. */
export type CanonicalAddress = Branded<string, 'CanonicalAddress'>;
/** One CRM connection; `builtin` is the CRM inside Mailpin. */
export type CrmId = Branded<string, 'CrmId'>;
/** A sign-in that waits for the browser; known to the engine that began it. */
export type SignInId = Branded<string, 'SignInId'>;
/** A card, written `crm:kind:remoteId`, for example `builtin:deal:d7`. */
export type CardId = Branded<string, 'CardId'>;
export type DecisionId = Branded<number, 'DecisionId'>;
/** One thing the user did, which one undo takes back; a bulk action is one. */
export type ActionId = Branded<number, 'ActionId'>;
/** Row of what the user lets through the filters. */
export type AllowanceId = Branded<number, 'AllowanceId'>;
/** Row of somebody protected or blocked. */
export type EntryId = Branded<number, 'EntryId'>;
/** Row of an outbox entry. */
export type OutboxId = Branded<number, 'OutboxId'>;
/** Row of the ledger: one order that a CRM carried out. */
export type LedgerId = Branded<number, 'LedgerId'>;
/** Row of a carry: mail taken over from one CRM to another. */
export type CarryId = Branded<number, 'CarryId'>;
/** Id of the activity at the CRM, as the CRM gave it. */
export type ActivityId = Branded<string, 'ActivityId'>;

/** A day of the calendar as ISO 8601 writes it, for example `2025-11-22`. */
export type Day = Branded<string, 'Day'>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UnixMs = Branded<number, 'UnixMs'>;
/** IMAP unique identifier (RFC 3501 2.3.1.1), 32 bits, meaningful only with its mailbox and UIDVALIDITY. */
export type Uid = Branded<number, 'Uid'>;
