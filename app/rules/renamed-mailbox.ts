import type { MessageId, Uid } from '../domain/ids.ts';

/** A mailbox as it was read under its old name, or as it stands under another one. */
export interface MailboxTraits {
  readonly uidValidity: number;
  readonly uidNext: number;
  /** Some of the mails, by UID; null for one without a Message-ID. */
  readonly mails: ReadonlyMap<Uid, MessageId | null>;
}

/**
 * Whether a mailbox that appeared is one that went: a renaming keeps UIDVALIDITY and UIDs (RFC 9051 6.3.6). UIDVALIDITY alone says too
 * little where archives and some servers give every mailbox the same; where they do not, it tells of one without mail, too. Pure.
 *
 * @param before newest mails that were read of the mailbox that went
 * @param now what stands under these UIDs in the one that appeared
 * @param isOneOfItsKind whether the other mailboxes of the account have another UIDVALIDITY
 */
export function isRenamed(before: MailboxTraits, now: MailboxTraits, isOneOfItsKind: boolean): boolean {
  if (before.uidValidity !== now.uidValidity || now.uidNext < before.uidNext) return false;
  const common = [...now.mails].filter(([uid]) => before.mails.has(uid));
  const isSame = common.every(([uid, messageId]) => before.mails.get(uid) === messageId);
  const isToldByUidValidity = isOneOfItsKind && common.length === before.mails.size;
  return isSame && (isToldByUidValidity || common.some(([, messageId]) => messageId !== null));
}
