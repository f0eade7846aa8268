import type { MessageKey, ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { decisionsOn, formerSplits } from './decisions.ts';
import { extentsOn } from './extents.ts';
import { mailFactsOfThreads } from './mail-facts.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import type { ReadDb } from './sql.ts';

/** What `decideThread` takes of a thread, as it stands now: for deciding, and for telling why it was decided so. */
export function threadFacts(db: ReadDb, threadId: ThreadId): ThreadFacts {
  const nothing = { mails: [], decisions: [], formerSplits: [], extents: [], answers: [] };
  return threadFactsOf(db, [threadId]).get(threadId) ?? nothing;
}

/** The same of several threads, each question asked of the database once for all of them. */
export function threadFactsOf(db: ReadDb, threadIds: readonly ThreadId[]): ReadonlyMap<ThreadId, ThreadFacts> {
  const threads = mailFactsOfThreads(db, threadIds);
  const mails = [...threads.values()].flat();
  // Most batches of mail meet no word of the user at all; where one does, each thread has its own.
  const decisions = onlyIfAny(mails, (own) => decisionsOn(db, own));
  const splits = onlyIfAny(mails, (own) => formerSplits(db, keysOf(own)));
  const extents = onlyIfAny(mails, (own) => extentsOn(db, keysOf(own)));
  const answers = onlyIfAny(mails, (own) => rememberedAnswers(db, own));
  return new Map(
    [...threads].map(([threadId, own]) => [
      threadId,
      {
        mails: own,
        decisions: decisions(own),
        formerSplits: splits(own),
        extents: extents(own),
        answers: answers(own),
      },
    ]),
  );
}

function keysOf(mails: readonly MailFacts[]): readonly MessageKey[] {
  return mails.map(({ key }) => key);
}

function onlyIfAny<Item>(
  all: readonly MailFacts[],
  ask: (mails: readonly MailFacts[]) => readonly Item[],
): (mails: readonly MailFacts[]) => readonly Item[] {
  return ask(all).length === 0 ? () => [] : ask;
}
