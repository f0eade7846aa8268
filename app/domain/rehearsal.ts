/**
 * A set of mails that a rehearsal counts, and lists when the user asks which they are. `dropped`: with attachments of which some stay in the
 * mailbox, because the CRM takes none or none so large.
 */
export const REHEARSED_SETS = ['all', 'headers-only', 'cut', 'attachments', 'dropped', 'personal'] as const;
export type RehearsedSet = (typeof REHEARSED_SETS)[number];
