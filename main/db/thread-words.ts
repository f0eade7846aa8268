import type { CanonicalAddress, ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { personKey } from '../../app/rules/identity.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { decisionsOn, formerSplits } from './decisions.ts';
import { extentsOn } from './extents.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import type { ReadDb } from './sql.ts';

/** A thread with what the user said of it; parents before children. */
export type ThreadWords = Omit<ThreadFacts, 'answers'>;

export function threadWords(db: ReadDb, threadId: ThreadId): ThreadWords {
  const mails = mailFactsOfThreads(db, [threadId]).get(threadId) ?? [];
  return { mails, ...wordsOn(db, mails, peopleOn(mails)) };
}

/**
 * What the user said of these mails and of these people on them.
 *
 * @param people those who are asked for, as `personKey` names them
 */
export function wordsOn(
  db: ReadDb,
  mails: readonly MailFacts[],
  people: readonly string[],
): Omit<ThreadWords, 'mails'> {
  const keys = mails.map(({ key }) => key);
  return {
    decisions: decisionsOn(db, keys, people),
    formerSplits: formerSplits(db, keys),
    extents: extentsOn(db, keys),
  };
}

/** Everybody on these mails, each person once, as `personKey` names them. */
export function peopleOn(mails: readonly MailFacts[]): readonly CanonicalAddress[] {
  return [...new Set(everybodyOn(mails).map(personKey))];
}

/** Every address on these mails, once. */
export function everybodyOn(mails: readonly MailFacts[]): readonly CanonicalAddress[] {
  const addresses = new Set<CanonicalAddress>();
  for (const { participants } of mails)
    for (const { address } of participants) if (address !== null) addresses.add(address);
  return [...addresses];
}
