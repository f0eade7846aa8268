import type { ThreadId } from '../../app/domain/ids.ts';
import type { DecideThread } from '../../app/rules/verdict.ts';
import { storedCards } from './card-lookup.ts';
import { decisionsOn } from './decisions.ts';
import { mailFactsOfThread } from './mail-facts.ts';
import { readIdentity } from './own-addresses.ts';
import type { ReadDb } from './sql.ts';

/** Everything `decideThread` takes, as it stands now: for deciding, and for telling why it was decided so. */
export function factsOfThread(db: ReadDb, threadId: ThreadId): DecideThread {
  const mails = mailFactsOfThread(db, threadId);
  return {
    thread: { mails, decisions: decisionsOn(db, mails) },
    cards: storedCards(db),
    identity: readIdentity(db),
  };
}
