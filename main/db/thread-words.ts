import type { ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { decisionsOn, formerSplits } from './decisions.ts';
import { extentsOn } from './extents.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import type { ReadDb } from './sql.ts';

/** A thread with what the user said of it; parents before children. */
export type ThreadWords = Omit<ThreadFacts, 'answers'>;

export function threadWords(db: ReadDb, threadId: ThreadId): ThreadWords {
  const mails = mailFactsOfThreads(db, [threadId]).get(threadId) ?? [];
  return { mails, ...wordsOn(db, mails) };
}

/** What the user said of these mails and of the people on them. */
export function wordsOn(db: ReadDb, mails: readonly MailFacts[]): Omit<ThreadWords, 'mails'> {
  const keys = mails.map(({ key }) => key);
  return {
    decisions: decisionsOn(db, mails),
    formerSplits: formerSplits(db, keys),
    extents: extentsOn(db, keys),
  };
}
