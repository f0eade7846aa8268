import type { CanonicalAddress, CardId } from '../domain/ids.ts';
import type { Decision, FormerSplit } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { branchCoverage, type WordOnMail } from './branch-coverage.ts';
import type { CardLookup } from './card-lookup.ts';
import { currentCardId } from './converted-lead.ts';
import { addressesOf } from './addresses-of.ts';
import { personKey } from './identity.ts';

/** The user's word on one mail and one card. */
export interface UserWord {
  readonly decision: Decision;
  /** Whether the user meant this very mail, and not merely somebody who is on it. */
  readonly isAboutMail: boolean;
}

/** The user's words on a mail, by the card as it is today. */
export type UserWords = ReadonlyMap<CardId, UserWord>;
const NO_WORDS: UserWords = new Map();

/**
 * Which decisions cover each mail of a thread, and which of them is in force: per mail and card the latest, whatever
 * its reach (rules 5.1 and 6). What a decision on a thread covers: see `branchCoverage`.
 *
 * @param mails parents before children
 */
export function coveringDecisions(
  mails: readonly MailFacts[],
  {
    decisions,
    formerSplits,
  }: { readonly decisions: readonly Decision[]; readonly formerSplits: readonly FormerSplit[] },
  cards: Pick<CardLookup, 'card'>,
): (mail: MailFacts) => UserWords {
  if (decisions.length === 0) return () => NO_WORDS;
  const coversInThread = branchCoverage(mails, decisions, formerSplits);
  const reaches = decisions.toSorted(byTime).map((decision) => ({
    decision,
    cardId: currentCardId(decision.cardId, cards),
    covers: coverage(decision, coversInThread),
  }));
  return (mail) => {
    const people = peopleOf(mail);
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

type Covers = (mail: MailFacts, people: () => ReadonlySet<string>) => boolean;

/** Those on a mail, see `personKey`, worked out when somebody asks: there may be thousands, and few words are on a person. */
function peopleOf(mail: MailFacts): () => ReadonlySet<string> {
  let people: ReadonlySet<string> | undefined;
  return () => (people ??= new Set(addressesOf(mail).map(personKey)));
}

function coverage(decision: Decision, inThread: (word: WordOnMail) => Covers): Covers {
  const { reach } = decision;
  return reach === 'person' ? coversPerson(decision.person) : inThread({ ...decision, reach });
}

function coversPerson(person: CanonicalAddress | null): Covers {
  if (person === null) return () => false;
  const key = personKey(person);
  return (_mail, people) => people().has(key);
}

/**
 * Earliest first. Words of one moment come from one action, or by chance from two computers: their order must be the same on every
 * computer, so it is that of what they say; an attach comes after a detach, as in a move.
 */
function byTime(one: Decision, other: Decision): number {
  return one.decidedAt - other.decidedAt || compareTexts(wordsOf(one), wordsOf(other));
}

function wordsOf({ verdict, reach, messageKey, person, cardId }: Decision): string {
  return [verdict === 'detach' ? 0 : 1, reach, messageKey, person, cardId].join('\n');
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
