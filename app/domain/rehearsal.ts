/** A set of mails that a rehearsal counts, and lists when the user asks which they are. */
export const REHEARSED_SETS = ['all', 'headers-only', 'cut', 'attachments', 'personal'] as const;
export type RehearsedSet = (typeof REHEARSED_SETS)[number];
