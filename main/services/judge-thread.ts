import type { MessageKey, ThreadId } from '../../app/domain/ids.ts';
import { reconcileLinks, type LinkOperation } from '../../app/rules/reconcile-links.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import { groupBy } from '../db/group-by.ts';
import { linksOfThreads } from '../db/links.ts';
import type { ReadDb } from '../db/sql.ts';
import { threadFactsOf } from '../db/thread-facts.ts';
import type { StoredWorld } from '../db/world.ts';

/** What was decided of one mail, and what its stored links lack of it. */
export interface Judgement {
  readonly threadId: ThreadId;
  readonly verdict: MailVerdict;
  readonly messageKey: MessageKey;
  readonly operations: readonly LinkOperation[];
}

/**
 * Decides stored threads and compares with the links that stand; writes nothing. Whoever decides, writes or previews asks here. What is
 * read of the store is read before the first judgement: write only what does not change it for the threads after.
 */
export function* judgeThreads(db: ReadDb, threadIds: readonly ThreadId[], world: StoredWorld): Generator<Judgement> {
  const existing = groupBy(linksOfThreads(db, threadIds), (link) => link.mailId);
  const facts = threadFactsOf(db, threadIds, world.cards);
  for (const [threadId, thread] of facts) {
    const keyOf = new Map(thread.mails.map((mail) => [mail.id, mail.key]));
    for (const verdict of world.decider.decide(thread)) {
      const messageKey = keyOf.get(verdict.mailId);
      if (messageKey === undefined) continue;
      const operations = reconcileLinks(verdict.links, existing.get(verdict.mailId) ?? []);
      yield { threadId, verdict, messageKey, operations };
    }
  }
}
