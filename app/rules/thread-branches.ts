import type { MailId, MessageKey } from '../domain/ids.ts';
import type { MailFacts } from '../domain/mail.ts';

/** The mail that roots the branch of each mail; null for the part of the thread that no split cut off. */
export type Branches = ReadonlyMap<MailId, MailId | null>;

/**
 * Cuts a thread at the mails where the user split it (rules 6.6): each of them roots a branch of the answers below it,
 * down to the next split.
 *
 * @param mails parents before children
 */
export function threadBranches(
  mails: readonly Pick<MailFacts, 'id' | 'key' | 'parentId'>[],
  splitKeys: ReadonlySet<MessageKey>,
): Branches {
  const branches = new Map<MailId, MailId | null>();
  for (const { id, key, parentId } of mails) {
    const above = parentId === null ? null : (branches.get(parentId) ?? null);
    branches.set(id, splitKeys.has(key) ? id : above);
  }
  return branches;
}
