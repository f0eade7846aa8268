import type { CanonicalAddress, ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { personKey } from '../../app/rules/identity.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { storedCards, type StoredCards } from './card-lookup.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import { spokenOf } from './spoken-of.ts';
import type { ReadDb } from './sql.ts';
import { wordsOn } from './thread-words.ts';

/** What `decideThread` takes of a thread, as it stands now: for deciding, and for telling why it was decided so. */
export function threadFacts(db: ReadDb, threadId: ThreadId): ThreadFacts {
  return threadFactsOf(db, [threadId], storedCards(db)).get(threadId) ?? { mails: [], ...NOTHING_SAID, answers: [] };
}

/**
 * The same of several threads, each question asked of the database once for all of them, and what the rules will ask of the cards read
 * ahead. Most threads have no word of the user: only those that have are asked for theirs one by one.
 */
export function threadFactsOf(
  db: ReadDb,
  threadIds: readonly ThreadId[],
  cards: StoredCards,
): ReadonlyMap<ThreadId, ThreadFacts> {
  const threads = mailFactsOfThreads(db, threadIds);
  const people = new Map([...threads].map(([threadId, mails]) => [threadId, everybodyOn(mails)]));
  cards.ahead(new Set([...people.values()].flat()));
  const isSpokenOf = spokenOf(db, threadIds);
  return new Map(
    [...threads].map(([threadId, mails]) => {
      const persons = [...new Set(people.get(threadId)?.map(personKey))];
      const words = isSpokenOf(threadId, persons) ? wordsOn(db, mails) : NOTHING_SAID;
      return [
        threadId,
        {
          mails,
          ...words,
          answers: rememberedAnswers(
            db,
            persons.filter((person) => cards.mayBeShared(person)),
            cards,
          ),
        },
      ];
    }),
  );
}

const NOTHING_SAID = { decisions: [], formerSplits: [], extents: [] };

function everybodyOn(mails: readonly MailFacts[]): readonly CanonicalAddress[] {
  const addresses = new Set<CanonicalAddress>();
  for (const { participants } of mails)
    for (const { address } of participants) if (address !== null) addresses.add(address);
  return [...addresses];
}
