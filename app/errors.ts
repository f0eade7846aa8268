/**
 * Every way Mailpin can fail, and what follows from it. One class, closed codes, a total policy: a code without a policy,
 * or without its words in `resources/locales`, does not pass the build.
 */

/** Whose fault it is, so that the message can say who has to act. */
export type Fault = 'you' | 'password' | 'provider' | 'it' | 'crm' | 'us';

export interface ErrorPolicy {
  /** `backoff`: again by itself, in growing pauses. `after-sign-in`: not before the user signed in again. */
  readonly retry: 'never' | 'backoff' | 'after-sign-in';
  /** Who hears of it unasked. `after-3`: only when it happened three times in a row. `card`: on the card or mail it concerns. */
  readonly notify: 'never' | 'tray' | 'after-3' | 'card';
  readonly fault: Fault;
}

export const ERROR_POLICY = {
  'imap.auth-rejected': { retry: 'after-sign-in', notify: 'tray', fault: 'password' },
  'imap.password-missing': { retry: 'after-sign-in', notify: 'tray', fault: 'password' },
  'imap.host-unknown': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'imap.unreachable': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'imap.tls-untrusted': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'imap.tls-mismatch': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'imap.not-encrypted': { retry: 'never', notify: 'tray', fault: 'it' },
  'imap.protocol': { retry: 'backoff', notify: 'after-3', fault: 'provider' },
  'imap.refused': { retry: 'backoff', notify: 'after-3', fault: 'provider' },
  'imap.timeout': { retry: 'backoff', notify: 'after-3', fault: 'provider' },
  'mailbox.gone': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'archive.not-found': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'archive.unreadable': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'mail.unparsable': { retry: 'never', notify: 'card', fault: 'us' },
  'mail.reader-died': { retry: 'backoff', notify: 'after-3', fault: 'us' },
  'mail.gone': { retry: 'never', notify: 'never', fault: 'you' },
  'mail.text-away': { retry: 'backoff', notify: 'never', fault: 'provider' },
  'mail.text-gone': { retry: 'never', notify: 'never', fault: 'you' },
  'keychain.missing': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'keychain.locked': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'keychain.failed': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'keychain.read-only': { retry: 'never', notify: 'never', fault: 'you' },
  'store.full': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'store.newer': { retry: 'never', notify: 'tray', fault: 'you' },
  'store.corrupt': { retry: 'never', notify: 'tray', fault: 'it' },
  'store.locked': { retry: 'backoff', notify: 'after-3', fault: 'you' },
  'store.unwritable': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'input.usage': { retry: 'never', notify: 'never', fault: 'you' },
  'input.invalid': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-part': { retry: 'never', notify: 'never', fault: 'you' },
  'input.not-a-mail': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unreadable-file': { retry: 'never', notify: 'never', fault: 'you' },
  'input.search': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-mail': { retry: 'never', notify: 'never', fault: 'you' },
  'input.same-mail': { retry: 'never', notify: 'never', fault: 'you' },
  'input.not-joined': { retry: 'never', notify: 'never', fault: 'you' },
  'input.has-card': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-name': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-card': { retry: 'never', notify: 'never', fault: 'you' },
  'input.card-elsewhere': { retry: 'never', notify: 'never', fault: 'you' },
  'input.crm-exists': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-ledger-line': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-account': { retry: 'never', notify: 'never', fault: 'you' },
  'input.ambiguous': { retry: 'never', notify: 'never', fault: 'you' },
  'input.person-unclear': { retry: 'never', notify: 'never', fault: 'you' },
  'input.broken-json': { retry: 'never', notify: 'never', fault: 'you' },
  'input.column-twice': { retry: 'never', notify: 'never', fault: 'you' },
  'input.account-exists': { retry: 'never', notify: 'never', fault: 'you' },
  'input.account-disconnected': { retry: 'never', notify: 'never', fault: 'you' },
  'input.other-account': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-mailbox': { retry: 'never', notify: 'never', fault: 'you' },
  'input.never-read': { retry: 'never', notify: 'never', fault: 'you' },
  'input.not-confirmed': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unconfirmed-change': { retry: 'never', notify: 'never', fault: 'you' },
  'input.own-address': { retry: 'never', notify: 'never', fault: 'you' },
  'input.own-domain': { retry: 'never', notify: 'never', fault: 'you' },
  'input.top-level-domain': { retry: 'never', notify: 'never', fault: 'you' },
  'input.free-mail-domain': { retry: 'never', notify: 'never', fault: 'you' },
  'input.not-a-person': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-entry': { retry: 'never', notify: 'never', fault: 'you' },
  'input.nothing-to-undo': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-word': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unknown-crm': { retry: 'never', notify: 'never', fault: 'you' },
  'input.same-crm': { retry: 'never', notify: 'never', fault: 'you' },
  'input.nothing-planned': { retry: 'never', notify: 'never', fault: 'you' },
  'input.not-carried': { retry: 'never', notify: 'never', fault: 'you' },
  'input.other-crm': { retry: 'never', notify: 'never', fault: 'you' },
  'input.already-carried': { retry: 'never', notify: 'never', fault: 'you' },
  'input.unconfirmed-carry': { retry: 'never', notify: 'never', fault: 'you' },
  'input.decisions-damaged': { retry: 'never', notify: 'never', fault: 'you' },
  'input.decisions-newer': { retry: 'never', notify: 'never', fault: 'you' },
  'crm.card-gone': { retry: 'never', notify: 'card', fault: 'crm' },
  'crm.invalid': { retry: 'never', notify: 'card', fault: 'crm' },
  'crm.too-large': { retry: 'never', notify: 'card', fault: 'crm' },
  'crm.token-missing': { retry: 'after-sign-in', notify: 'tray', fault: 'you' },
  'crm.host-unknown': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'crm.unreachable': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'crm.timeout': { retry: 'backoff', notify: 'after-3', fault: 'crm' },
  'crm.tls-untrusted': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'crm.tls-mismatch': { retry: 'backoff', notify: 'tray', fault: 'it' },
  'crm.wrong-address': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'crm.protocol': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'crm.database-unknown': { retry: 'after-sign-in', notify: 'tray', fault: 'you' },
  'crm.sign-in-refused': { retry: 'after-sign-in', notify: 'never', fault: 'you' },
  'crm.sign-in-timeout': { retry: 'after-sign-in', notify: 'never', fault: 'you' },
  'crm.port-taken': { retry: 'never', notify: 'never', fault: 'it' },
  'crm.rights-missing': { retry: 'after-sign-in', notify: 'tray', fault: 'crm' },
  'crm.forbidden': { retry: 'after-sign-in', notify: 'tray', fault: 'crm' },
  'crm.unavailable': { retry: 'backoff', notify: 'after-3', fault: 'crm' },
  'crm.one-card-only': { retry: 'never', notify: 'card', fault: 'crm' },
  'crm.rule-refused': { retry: 'never', notify: 'card', fault: 'crm' },
  'crm.conflict': { retry: 'backoff', notify: 'after-3', fault: 'crm' },
  'crm.html-answer': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'crm.broken-answer': { retry: 'backoff', notify: 'after-3', fault: 'it' },
  'crm.clock-skew': { retry: 'backoff', notify: 'tray', fault: 'you' },
  'crm.quota-exhausted': { retry: 'backoff', notify: 'tray', fault: 'crm' },
  'crm.auth-expired': { retry: 'after-sign-in', notify: 'tray', fault: 'crm' },
  'crm.auth-revoked': { retry: 'after-sign-in', notify: 'tray', fault: 'crm' },
  'crm.auth-rejected': { retry: 'after-sign-in', notify: 'tray', fault: 'crm' },
  'crm.rate-limited': { retry: 'backoff', notify: 'never', fault: 'crm' },
  'engine.stopped': { retry: 'backoff', notify: 'tray', fault: 'us' },
  cancelled: { retry: 'never', notify: 'never', fault: 'you' },
  internal: { retry: 'never', notify: 'tray', fault: 'us' },
} as const satisfies Record<string, ErrorPolicy>;

export type ErrorCode = keyof typeof ERROR_POLICY;

/**
 * Facts that the words of an error may use: `{host}`, `{path}`, `{address}` ... Never a secret, never mail content. Of a CRM's
 * trouble also `retryAfterMs`, the pause that it asked for, and `ambiguous`, 1 when the order may have had its effect.
 */
export type ErrorDetails = Readonly<Record<string, string | number>>;

export class MailpinError extends Error {
  override readonly name = 'MailpinError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** Any thrown value as a MailpinError: one of ours as it is, anything else as `internal` with its cause kept. */
export function toMailpinError(thrown: unknown): MailpinError {
  return thrown instanceof MailpinError ? thrown : new MailpinError('internal', {}, { cause: thrown });
}

/** Whether the order that failed may have had its effect: look before it is repeated. What is not one of ours may have done anything. */
export function isAmbiguous(thrown: unknown): boolean {
  return !(thrown instanceof MailpinError) || thrown.code === 'internal' || thrown.details['ambiguous'] === 1;
}

/** Whether it is trouble of one of these kinds. */
export function hasCode(thrown: unknown, ...codes: readonly ErrorCode[]): thrown is MailpinError {
  return thrown instanceof MailpinError && codes.includes(thrown.code);
}

export function policyOf(code: ErrorCode): ErrorPolicy {
  return ERROR_POLICY[code];
}
