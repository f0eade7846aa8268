/** Why a server and the mirror do not hold a mail alike (rules 9.5). */
export const AUDIT_REASONS = [
  /** Came since the last sync, or the backfill did not get to it yet. */
  'not-read-yet',
  /** The import choice leaves it at the server. */
  'outside-import',
  /** A draft, junk or trash among other mail, as in Gmail's All Mail. */
  'never-read',
  /** Its sender or recipient is blocked: not kept. */
  'blocked',
  /** It was fetched and could not be read. */
  'unreadable',
  /** The server has it, and the mirror should. */
  'missing',
  /** The mirror has a copy that the server has no more. */
  'vanished',
  /** The mirror takes the UID for another mail than the server. */
  'other-mail',
] as const;
export type AuditReason = (typeof AUDIT_REASONS)[number];

/** What can be put right: the others are as they should be. */
export const REPAIRABLE_REASONS: readonly AuditReason[] = ['unreadable', 'missing', 'vanished', 'other-mail'];
