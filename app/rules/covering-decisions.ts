import type { CanonicalAddress, CardId, MailId, MessageKey } from '../domain/ids.ts';
import type { Decision } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { CardLookup } from './card-lookup.ts';
import { currentCardId } from './converted-lead.ts';
import { addressesOf } from './addresses-of.ts';
import { personKey } from './identity.ts';
import { threadBranches, type Branches } from './thread-branches.ts';

/** The user's word on one mail and one card. */
export interface UserWord {
  readonly decision: Decision;
  /** Whether the user meant this very mail, and not merely somebody who is on it. */
  readonly isAboutMail: boolean;
}

/** The user's words on a mail, by the card as it is today. */
export type UserWords = ReadonlyMap<CardId, UserWord>;

/**
 * Which decisions cover each mail of a thread, and which of them is in force: per mail and card the latest, whatever
 * its reach (rules 5.1 and 6). A decision on a thread covers the branch of its mail as the thread was split when it was
 * decided, so a later split neither takes an earlier word away nor carries a later one over.
 *
 * @param mails parents before children
 */
export function coveringDecisions(
  mails: readonly MailFacts[],
  decisions: readonly Decision[],
  cards: Pick<CardLookup, 'card'>,
): (mail: MailFacts) => UserWords {
  const inOrder = decisions.toSorted(byTime);
  const idOf = new Map(mails.map(({ key, id }) => [key, id]));
  const branchesAt = branchesOverTime(mails, inOrder);
  const reaches = inOrder.map((decision) => ({
    decision,
    cardId: currentCardId(decision.cardId, cards),
    covers: coverage(decision, idOf, branchesAt),
  }));
  return (mail) => {
    const people = new Set(addressesOf(mail).map(personKey));
    const words = new Map<CardId, UserWord>();
    for (const { decision, cardId, covers } of reaches) {
      if (!covers(mail, people)) continue;
      const isPointedAt = decision.reach !== 'person' || decision.messageKey === mail.key;
      const wasAttached = words.get(cardId)?.decision.verdict === 'attach';
      words.set(cardId, { decision, isAboutMail: isPointedAt || wasAttached });
    }
    return words;
  };
}

type Covers = (mail: MailFacts, people: ReadonlySet<string>) => boolean;

function coverage(
  decision: Decision,
  idOf: ReadonlyMap<MessageKey, MailId>,
  branchesAt: (decision: Decision) => Branches,
): Covers {
  switch (decision.reach) {
    case 'message':
      return (mail) => mail.key === decision.messageKey;
    case 'person':
      return coversPerson(decision.person);
    case 'thread': {
      const anchorId = idOf.get(decision.messageKey);
      if (anchorId === undefined) return () => false;
      const branches = branchesAt(decision);
      const branch = branches.get(anchorId);
      return (mail) => branches.get(mail.id) === branch;
    }
  }
}

function coversPerson(person: CanonicalAddress | null): Covers {
  if (person === null) return () => false;
  const key = personKey(person);
  return (_mail, people) => people.has(key);
}

/** The branches of the thread as they were right after a decision; computed once for each set of splits. */
function branchesOverTime(mails: readonly MailFacts[], inOrder: readonly Decision[]): (decision: Decision) => Branches {
  const splits = inOrder.filter(({ isSplit }) => isSplit);
  const known = new Map<string, Branches>();
  return (decision) => {
    const standing = splits.filter((split) => byTime(split, decision) <= 0 || split.actionId === decision.actionId);
    const name = standing.map(({ id }) => id).join();
    const branches = known.get(name) ?? threadBranches(mails, new Set(standing.map(({ messageKey }) => messageKey)));
    known.set(name, branches);
    return branches;
  };
}

function byTime(one: Decision, other: Decision): number {
  return one.decidedAt - other.decidedAt || one.id - other.id;
}
