import type { MailName } from '../../app/contract/mail-name.ts';
import type { MailView } from '../../app/contract/mail-views.ts';
import type { ThreadDetail } from '../../app/contract/thread-views.ts';
import { compareKinds } from '../../app/domain/card.ts';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { threadOf } from '../db/threads.ts';
import { cardSummaries } from './card-summaries.ts';
import { ALL, mailViews } from './mail-views.ts';
import { questionOfThread } from './questions.ts';
import { threadSummaries } from './thread-summaries.ts';

/** A thread with its mails, cards and question. Throws input.unknown-mail when it is gone. */
export function threadDetail(db: ReadDb, threadId: ThreadId): ThreadDetail {
  const [summary] = threadSummaries(db, [threadId]);
  if (summary === undefined) throw new MailpinError('input.unknown-mail', { mail: `thread ${String(threadId)}` });
  const mails = mailViews(db, mailIdsOfThread(db, threadId));
  return { summary, mails, cards: cardSummaries(db, cardIdsOf(mails)), question: questionOfThread(db, threadId) };
}

/** The thread a mail is in. Throws as resolveMail. */
export function threadOfMail(db: ReadDb, mail: MailName): ThreadDetail {
  const threadId = threadOf(db, resolveMail(db, mail));
  if (threadId === null) throw new MailpinError('internal', { reason: 'row expected' });
  return threadDetail(db, threadId);
}

/**
 * One mail. Throws as resolveMail.
 *
 * @param most people and cards, of a mail that has more; all of them when left out
 */
export function mailView(db: ReadDb, mail: MailName, most = ALL): MailView {
  const [view] = mailViews(db, [resolveMail(db, mail)], most);
  if (view === undefined) throw new MailpinError('internal', { reason: 'row expected' });
  return view;
}

function mailIdsOfThread(db: ReadDb, threadId: ThreadId): readonly MailId[] {
  return all<{ readonly mail_id: MailId }>(db, sql`SELECT mail_id FROM mail WHERE thread_id = ${threadId}`).map(
    (row) => row.mail_id,
  );
}

/** Deals first; within a kind in the order of the mails. */
function cardIdsOf(mails: readonly MailView[]) {
  const cards = new Map(mails.flatMap((mail) => mail.links.map(({ card }) => [card.id, card] as const)));
  return [...cards.values()].sort((left, right) => compareKinds(left.kind, right.kind)).map((card) => card.id);
}
