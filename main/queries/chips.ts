import type { Chip } from '../../app/contract/thread-views.ts';
import { compareKinds } from '../../app/domain/card.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import type { Filter } from '../../app/domain/link.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { idList } from './compose-sql.ts';
import { keptOutOfThreads, type KeptOutInThread } from './kept-out.ts';
import { linksOfThreads, type LiveLink } from './live-links.ts';
import { worstPushState } from './push-state.ts';

/** From this many recipients on, a row says how many there are. */
const MANY_RECIPIENTS = 20;

/** What chips need of a thread besides its links. */
export interface ChipFacts {
  readonly threadId: ThreadId;
  /** Filter that held the newest mail. */
  readonly heldBy: Filter | null;
  /** Of the mail with the most of them. */
  readonly recipientCount: number;
}

interface QuestionRow {
  readonly thread_id: ThreadId;
  readonly mail_id: MailId;
  readonly deal_count: number;
}

/** The chips of every thread of a page: cards first (deals before others), then what is asked, refused and odd. */
export function chipsOfThreads(db: ReadDb, threads: readonly ChipFacts[]): ReadonlyMap<ThreadId, readonly Chip[]> {
  const ids = threads.map((thread) => thread.threadId);
  const links = groupBy(linksOfThreads(db, ids), (link) => link.threadId);
  const questions = new Map(questionRows(db, ids).map((row) => [row.thread_id, row]));
  const keptOut = groupBy(keptOutOfThreads(db, ids), (refusal) => refusal.threadId);
  return new Map(
    threads.map((thread) => {
      const cards = cardChips(links.get(thread.threadId) ?? []);
      const question = questions.get(thread.threadId);
      const chips: readonly Chip[] = [
        ...cards,
        ...(question === undefined ? [] : [{ kind: 'question', dealCount: question.deal_count } as const]),
        ...keptOutChips(keptOut.get(thread.threadId) ?? [], links.get(thread.threadId) ?? []),
        ...(cards.length > 0 || thread.heldBy === null ? [] : [{ kind: 'private', because: thread.heldBy } as const]),
        ...manyRecipientsChip(thread),
      ];
      return [thread.threadId, chips];
    }),
  );
}

/** One chip a card, with the state that worries most; headers-only as soon as one mail went without its text. */
function cardChips(links: readonly LiveLink[]): readonly Chip[] {
  const byCard = [...groupBy(links, (link) => link.card.id).values()];
  return byCard
    .flatMap(([newest, ...older]) => (newest === undefined ? [] : [{ newest, all: [newest, ...older] }]))
    .sort((left, right) => compareKinds(left.newest.card.kind, right.newest.card.kind))
    .map(({ newest, all: onCard }) => ({
      kind: 'card',
      card: newest.card,
      push: worstPushState(onCard.map((link) => link.push)),
      isHeadersOnly: onCard.some((link) => link.isHeadersOnly),
    }));
}

/** A thread is kept out of a card when none of its mails is on it. */
function keptOutChips(refusals: readonly KeptOutInThread[], links: readonly LiveLink[]): readonly Chip[] {
  const attached = new Set(links.map((link) => link.card.id));
  const byCard = new Map(refusals.map(({ card }) => [card.id, card]));
  return [...byCard.values()].filter((card) => !attached.has(card.id)).map((card) => ({ kind: 'kept-out', card }));
}

function manyRecipientsChip({ recipientCount }: ChipFacts): readonly Chip[] {
  return recipientCount < MANY_RECIPIENTS ? [] : [{ kind: 'many-recipients', count: recipientCount }];
}

/** The newest question of each thread: SQLite takes the bare columns from the row of max(). */
function questionRows(db: ReadDb, threadIds: readonly ThreadId[]): readonly QuestionRow[] {
  return all<QuestionRow>(
    db,
    sql`
    SELECT mail.thread_id, mail.mail_id, json_array_length(question.deals) AS deal_count, max(mail.sent_at)
      FROM mail JOIN question USING (mail_id)
     WHERE mail.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))
     GROUP BY mail.thread_id`,
  );
}
