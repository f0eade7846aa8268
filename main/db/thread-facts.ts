import type { ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { decisionsOn } from './decisions.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import type { ReadDb } from './sql.ts';

/** What `decideThread` takes of a thread, as it stands now: for deciding, and for telling why it was decided so. */
export function threadFacts(db: ReadDb, threadId: ThreadId): ThreadFacts {
  return threadFactsOf(db, [threadId]).get(threadId) ?? { mails: [], decisions: [], answers: [] };
}

/** The same of several threads, each question asked of the database once for all of them. */
export function threadFactsOf(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlyMap<ThreadId, ThreadFacts> {
  const threads = mailFactsOfThreads(db, threadIds);
  const mails = [...threads.values()].flat();
  // Most batches of mail meet no word of the user at all; where one does, each thread has its own.
  const decisions = onlyIfAny(decisionsOn(db, mails), (own: readonly MailFacts[]) => decisionsOn(db, own));
  const answers = onlyIfAny(rememberedAnswers(db, mails), (own: readonly MailFacts[]) => rememberedAnswers(db, own));
  return new Map(
    [...threads].map(([threadId, own]) => [threadId, { mails: own, decisions: decisions(own), answers: answers(own) }]),
  );
}

function onlyIfAny<Input, Item>(
  ofAll: readonly Item[],
  ask: (input: Input) => readonly Item[],
): (input: Input) => readonly Item[] {
  return ofAll.length === 0 ? () => [] : ask;
}
