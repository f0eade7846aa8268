import type { Uid } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { backfillOrder, vanishedUids, type SyncCursor } from '../../app/machines/plan-sync.ts';
import type { MailSession } from '../../app/ports.ts';
import { backfillModSeq, markMailboxSuccess, readCursor } from '../db/mailboxes.ts';
import { accountedUids } from '../db/placements.ts';
import type { Deps } from './deps.ts';
import { fetchInto } from './fetch-into.ts';
import { fetchReleased } from './fetch-released.ts';
import { sumOf, type MailboxOutcome, type MailboxTask } from './mailbox-task.ts';
import { storeChanges } from './store-changes.ts';
import { belowNext } from './sync-mailbox.ts';

/** What a mailbox still owes of its past, as the connection that reads it sees it. */
export interface OwedMails {
  readonly mailbox: Mailbox;
  readonly uidValidity: number;
  /** Newest first. */
  readonly order: readonly Uid[];
}

/** Null when nothing is owed, or when the mailbox has to be begun anew first. Throws mailbox.gone, imap.*. */
export async function owedMails(deps: Deps, session: MailSession, mailbox: Mailbox): Promise<OwedMails | null> {
  if (!owes(readCursor(deps.store.db, mailbox.id))) return null;
  const { uidValidity } = await session.openMailbox(mailbox.path);
  const listed = await session.listUids();
  const cursor = readCursor(deps.store.db, mailbox.id);
  if (!owes(cursor) || cursor.uidValidity !== uidValidity) return null;
  // A backfill that began once more, for a wider choice or a repair, passes over what is here.
  const accounted = new Set(accountedUids(deps.store.db, mailbox.id));
  const order = backfillOrder(belowNext(listed, cursor), cursor.lowestUid).filter((uid) => !accounted.has(uid));
  return { mailbox, uidValidity, order };
}

/**
 * Reads the next mails of the past, newest first, and with the last of them settles what happened meanwhile.
 * @param mailCount at most so many
 * @param goesOn asked after every batch; false ends the slice there
 * @returns what is owed then; null when nothing is, or the mailbox was begun anew
 */
export async function backfillSlice(
  deps: Deps,
  task: MailboxTask,
  owed: OwedMails,
  mailCount: number,
  goesOn: (mailCount: number) => boolean,
): Promise<{ readonly outcome: MailboxOutcome; readonly left: OwedMails | null }> {
  const nothing = { added: 0, removed: 0, failed: 0 };
  const { uidValidity } = await task.session.openMailbox(task.mailbox.path);
  if (uidValidity !== owed.uidValidity) return { outcome: nothing, left: null };
  const slice = owed.order.slice(0, mailCount);
  const way: { reached: Uid | null; isOvertaken: boolean } = { reached: null, isOvertaken: false };
  const after = (current: SyncCursor, lastUid: Uid): SyncCursor | null => {
    // Another connection may have found a new UIDVALIDITY, or begun the mailbox anew.
    way.isOvertaken = current.uidValidity !== uidValidity || !owes(current) || current.lowestUid <= lastUid;
    if (way.isOvertaken) return null;
    way.reached = lastUid;
    return { ...current, lowestUid: lastUid };
  };
  const stored = await fetchInto(deps, task, slice, after, goesOn);
  const outcome = { ...nothing, added: stored.added, failed: stored.failed };
  if (way.isOvertaken) return { outcome, left: null };
  const { reached } = way;
  const isStillOwed = (uid: Uid): boolean => reached === null || uid < reached;
  const order = stored.isWhole ? owed.order.slice(slice.length) : owed.order.filter(isStillOwed);
  if (order.length > 0) return { outcome, left: { ...owed, order } };
  return { outcome: sumOf([outcome, await settle(deps, task, uidValidity)]), left: null };
}

/**
 * The last step of a backfill. While it ran, the present went on beside it: a mail may have been read or deleted between being
 * fetched and being stored. So all that changed since it began is looked at once more, and the mirror's UIDs are held against the
 * server's.
 */
async function settle(deps: Deps, task: MailboxTask, uidValidity: number): Promise<MailboxOutcome> {
  const { session, mailbox } = task;
  const nothing = { added: 0, removed: 0, failed: 0 };
  const status = await session.openMailbox(mailbox.path);
  const cursor = readCursor(deps.store.db, mailbox.id);
  if (status.uidValidity !== uidValidity || cursor?.uidValidity !== uidValidity) return nothing;
  const accounted = accountedUids(deps.store.db, mailbox.id);
  const listed = belowNext(await session.listUids(), cursor);
  const { flags } = await session.listChanges(backfillModSeq(deps.store.db, mailbox.id));
  const known = new Set(accountedUids(deps.store.db, mailbox.id));
  const missed = listed.filter((uid) => !known.has(uid)).toReversed();
  const stored = await fetchInto(deps, task, missed, (current) =>
    current.uidValidity === uidValidity ? current : null,
  );
  const released = await fetchReleased(deps, task, flags);
  const after = (current: SyncCursor): SyncCursor =>
    current.uidValidity === uidValidity ? { ...current, lowestUid: null } : current;
  const removed = storeChanges(deps, task, flags, vanishedUids(accounted, listed).filter(isBelow(cursor)), after);
  deps.store.write((tx) => markMailboxSuccess(tx.db, mailbox.id, deps.clock.now()));
  return { added: stored.added + released.added, failed: stored.failed + released.failed, removed };
}

function isBelow({ uidNext }: SyncCursor): (uid: Uid) => boolean {
  return (uid) => uid < uidNext;
}

function owes(cursor: SyncCursor | null): cursor is SyncCursor & { readonly lowestUid: Uid } {
  return cursor !== null && cursor.lowestUid !== null;
}
