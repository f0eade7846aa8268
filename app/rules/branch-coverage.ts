import type { MailId, MessageKey, UnixMs } from '../domain/ids.ts';
import type { Decision, FormerSplit } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { threadBranches, type Branches } from './thread-branches.ts';

/** Something the user said of a mail, or of its branch of the thread. */
export interface WordOnMail {
  readonly reach: 'message' | 'thread';
  readonly messageKey: MessageKey;
  readonly decidedAt: UnixMs;
}

export type Covers = (mail: MailFacts) => boolean;

/**
 * Which mails a word covers. One on a thread covers the branch of its mail as the thread was split at that moment, and the mails
 * that come to that branch later: neither a later split nor the end of one changes what the user meant.
 *
 * @param mails parents before children
 * @param decisions those that stand; the splits among them
 */
export function branchCoverage(
  mails: readonly MailFacts[],
  decisions: readonly Decision[],
  formerSplits: readonly FormerSplit[],
): (word: WordOnMail) => Covers {
  const idOf = new Map(mails.map(({ key, id }) => [key, id]));
  const branchesAt = branchesOverTime(mails, decisions, formerSplits);
  return ({ reach, messageKey, decidedAt }) => {
    if (reach === 'message') return (mail) => mail.key === messageKey;
    const anchorId = idOf.get(messageKey);
    if (anchorId === undefined) return () => false;
    const branches = branchesAt(decidedAt);
    const branch = branches.get(anchorId);
    return ({ id }: { readonly id: MailId }) => branches.get(id) === branch;
  };
}

/** The branches of the thread as they were at a moment, splits of that moment included; computed once for each set of splits. */
function branchesOverTime(
  mails: readonly MailFacts[],
  decisions: readonly Decision[],
  formerSplits: readonly FormerSplit[],
): (at: UnixMs) => Branches {
  const splits = [
    ...decisions.filter(({ isSplit }) => isSplit).map((split) => ({ ...split, undoneAt: Number.POSITIVE_INFINITY })),
    ...formerSplits,
  ];
  const known = new Map<string, Branches>();
  return (at) => {
    const standing = splits.filter(({ decidedAt, undoneAt }) => decidedAt <= at && at < undoneAt);
    const keys = new Set(standing.map(({ messageKey }) => messageKey));
    const name = [...keys].sort().join('\n');
    const branches = known.get(name) ?? threadBranches(mails, keys);
    known.set(name, branches);
    return branches;
  };
}
