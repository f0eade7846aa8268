import type { CanonicalAddress, ThreadId } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { storedCards, type StoredCards } from './card-lookup.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import { spokenOf } from './spoken-of.ts';
import type { ReadDb } from './sql.ts';
import { everybodyOn, wordsOn } from './thread-words.ts';

/** What `decideThread` takes of a thread, as it stands now: for deciding, and for telling why it was decided so. */
export function threadFacts(db: ReadDb, threadId: ThreadId): ThreadFacts {
  return threadFactsOf(db, [threadId], storedCards(db)).get(threadId) ?? { mails: [], ...NOTHING_SAID, answers: [] };
}

/**
 * The same of several threads, each question asked of the database once for all of them, and what the rules will ask of the cards read
 * ahead.
 */
export function threadFactsOf(
  db: ReadDb,
  threadIds: readonly ThreadId[],
  cards: StoredCards,
): ReadonlyMap<ThreadId, ThreadFacts> {
  const threads = mailFactsOfThreads(db, threadIds);
  const addresses = new Map(Array.from(threads, ([threadId, mails]) => [threadId, everybodyOn(mails)]));
  const everybody = new Set<CanonicalAddress>();
  for (const some of addresses.values()) for (const address of some) everybody.add(address);
  cards.ahead(everybody);
  const spoken = spokenOf(db, threadIds);
  return new Map(
    Array.from(threads, ([threadId, mails]) => {
      const people = [...new Set(addresses.get(threadId)?.map(personKey))];
      const meant = spoken.people.size === 0 ? [] : people.filter((person) => spoken.people.has(person));
      const isSpokenOf = meant.length > 0 || spoken.threads.has(threadId);
      const words = isSpokenOf ? wordsOn(db, mails, meant) : NOTHING_SAID;
      const shared = people.filter((person) => cards.mayBeShared(person));
      return [threadId, { mails, ...words, answers: rememberedAnswers(db, shared, cards) }];
    }),
  );
}

const NOTHING_SAID = { decisions: [], formerSplits: [], extents: [] };
