import type { ActionId, MailId, ThreadId } from '../../app/domain/ids.ts';
import { coveringExtent } from '../../app/rules/covering-extent.ts';
import type { ReadDb } from './sql.ts';
import { threadWords } from './thread-words.ts';

/** Mails of these threads for which a choice of the action is the latest word on how much may leave. */
export function mailsCovered(db: ReadDb, actionId: ActionId, threadIds: readonly ThreadId[]): readonly MailId[] {
  return threadIds.flatMap((threadId) => {
    const words = threadWords(db, threadId);
    const extentOf = coveringExtent(words.mails, words.extents, words);
    return words.mails.filter((mail) => extentOf(mail)?.actionId === actionId).map(({ id }) => id);
  });
}
