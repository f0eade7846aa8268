import type { MessageKey, ThreadId } from '../../app/domain/ids.ts';
import { decideThread } from '../../app/rules/decide-thread.ts';
import { reconcileLinks, type LinkOperation } from '../../app/rules/reconcile-links.ts';
import type { MailVerdict, World } from '../../app/rules/verdict.ts';
import { groupBy } from '../db/group-by.ts';
import { linksOfThread } from '../db/links.ts';
import type { ReadDb } from '../db/sql.ts';
import { threadFacts } from '../db/thread-facts.ts';

/** What was decided of one mail, and what its stored links lack of it. */
export interface Judgement {
  readonly verdict: MailVerdict;
  readonly messageKey: MessageKey;
  readonly operations: readonly LinkOperation[];
}

/** Decides a stored thread and compares with the links that stand; writes nothing. Whoever decides, writes or previews asks here. */
export function judgeThread(db: ReadDb, threadId: ThreadId, world: World): readonly Judgement[] {
  const thread = threadFacts(db, threadId);
  const keyOf = new Map(thread.mails.map((mail) => [mail.id, mail.key]));
  const existing = groupBy(linksOfThread(db, threadId), (link) => link.mailId);
  return decideThread({ thread, ...world }).flatMap((verdict) => {
    const messageKey = keyOf.get(verdict.mailId);
    if (messageKey === undefined) return [];
    return [{ verdict, messageKey, operations: reconcileLinks(verdict.links, existing.get(verdict.mailId) ?? []) }];
  });
}
