import type { ThreadId } from '../../app/domain/ids.ts';
import type { ThreadFacts } from '../../app/rules/verdict.ts';
import { decisionsOn } from './decisions.ts';
import { mailFactsOfThread } from './mail-facts.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import type { ReadDb } from './sql.ts';

/** What `decideThread` takes of a thread, as it stands now: for deciding, and for telling why it was decided so. */
export function threadFacts(db: ReadDb, threadId: ThreadId): ThreadFacts {
  const mails = mailFactsOfThread(db, threadId);
  return { mails, decisions: decisionsOn(db, mails), answers: rememberedAnswers(db, mails) };
}
