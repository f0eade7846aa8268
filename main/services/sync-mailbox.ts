import type { Uid } from '../../app/domain/ids.ts';
import {
  isAccountedFor,
  planSync,
  vanishedUids,
  type SyncCursor,
  type SyncPlan,
} from '../../app/machines/plan-sync.ts';
import type { MailboxChanges, MailboxStatus } from '../../app/ports.ts';
import { importChoiceOf } from '../db/account-life.ts';
import { beginBackfill, markMailboxSuccess, readCursor } from '../db/mailboxes.ts';
import { replaceOutside } from '../db/outside-mails.ts';
import { accountedUids, clearPlacements, countRead } from '../db/placements.ts';
import type { Deps } from './deps.ts';
import { fetchInto } from './fetch-into.ts';
import { fetchReleased } from './fetch-released.ts';
import { holdLease, type MailboxOutcome, type MailboxTask } from './mailbox-task.ts';
import { uidsOutside } from './outside-uids.ts';
import { storeChanges } from './store-changes.ts';

/**
 * Brings the present of one mailbox up to date (rules 9): new mails, flags, mails that went. The past is the backfill's, see
 * backfill-mailbox.ts. All that is stored is stored with its cursor, so the next sync goes on where this one ended, however it ended.
 * Leaves the mailbox open. Throws mailbox.gone, imap.*, archive.*, store.*, cancelled.
 */
export async function syncMailbox(deps: Deps, task: MailboxTask): Promise<MailboxOutcome> {
  const { session, mailbox } = task;
  const counts = await takeArrived(deps, task);
  const status = await session.openMailbox(mailbox.path);
  const cursor = readCursor(deps.store.db, mailbox.id);
  const plan = planSync(cursor, status);
  deps.logger.info('sync.planned', { mailboxId: mailbox.id, plan: plan.kind, reason: plan.reason });
  if (plan.kind === 'resync' || cursor === null) {
    await beginAnew(deps, task, status, cursor);
  } else if (plan.kind !== 'none') {
    const { fresh, listed } = await freshMails(deps, task, plan, cursor, status);
    const stored = await fetchInto(deps, task, fresh, afterFresh);
    counts.added += stored.added;
    counts.failed += stored.failed;
    const changes = await session.listChanges(plan.kind === 'delta' ? plan.sinceModSeq : null);
    const released = await fetchReleased(deps, task, changes.flags);
    counts.added += released.added;
    counts.failed += released.failed;
    const gone = await goneMails(deps, task, { plan, cursor, status, fresh, listed, changes });
    const after = (current: SyncCursor): SyncCursor => ({ ...status, lowestUid: current.lowestUid });
    counts.removed += storeChanges(deps, task, changes.flags, gone, after);
  }
  if (readCursor(deps.store.db, mailbox.id)?.lowestUid === null) {
    deps.store.write((tx) => markMailboxSuccess(tx.db, mailbox.id, deps.clock.now()));
  }
  return counts;
}

/**
 * New mail of the mailbox that is open is taken before that is opened again: in a large mailbox opening takes some servers longer than
 * everything else that lies between a mail and its event.
 */
async function takeArrived(deps: Deps, task: MailboxTask): Promise<{ added: number; removed: number; failed: number }> {
  const { session, mailbox } = task;
  const cursor = readCursor(deps.store.db, mailbox.id);
  const arrived = cursor === null ? null : await session.listArrived(mailbox.path, cursor.uidNext as Uid);
  if (arrived === null || arrived.uidValidity !== cursor?.uidValidity) return { added: 0, removed: 0, failed: 0 };
  const { uidValidity } = arrived;
  const { added, failed } = await fetchInto(deps, task, arrived.uids, (current, lastUid) =>
    current.uidValidity === uidValidity ? afterFresh(current, lastUid) : null,
  );
  return { added, removed: 0, failed };
}

type Comparison = Extract<SyncPlan, { kind: 'delta' | 'full' }>;

/** Mails the mirror does not have, oldest first, so that the cursor can follow them. Those below `lowestUid` are the backfill's. */
async function freshMails(
  { store }: Deps,
  { session, mailbox }: MailboxTask,
  plan: Comparison,
  cursor: SyncCursor,
  status: MailboxStatus,
): Promise<{ readonly fresh: readonly Uid[]; readonly listed: readonly Uid[] | null }> {
  if (plan.kind === 'delta') {
    const hasNew = plan.fromUid < status.uidNext;
    return { fresh: hasNew ? belowNext(await session.listUids(plan.fromUid), status) : [], listed: null };
  }
  const listed = belowNext(await session.listUids(), status);
  const accounted = new Set(accountedUids(store.db, mailbox.id));
  return { fresh: listed.filter((uid) => uid >= (cursor.lowestUid ?? 0) && !accounted.has(uid)), listed };
}

/** Counted as if no mail had gone in between; if one has, the count tells at the next comparison. */
function afterFresh(current: SyncCursor, lastUid: Uid): SyncCursor {
  const uidNext = Math.max(current.uidNext, lastUid + 1);
  return { ...current, uidNext, messageCount: current.messageCount + (uidNext - current.uidNext) };
}

/** Copies the mirror has that are gone: by the server's own list where it keeps one and its count agrees, else by comparing. */
async function goneMails(deps: Deps, { session, mailbox }: MailboxTask, known: Known): Promise<readonly Uid[]> {
  const { plan, cursor, status, fresh, listed, changes } = known;
  if (plan.kind === 'delta' && !plan.mayHaveVanished) return [];
  const accounted = accountedUids(deps.store.db, mailbox.id);
  if (changes.vanished !== null) {
    const told = new Set(changes.vanished);
    const gone = accounted.filter((uid) => told.has(uid));
    if (isAccountedFor(cursor, status, fresh.length, gone.length)) return gone;
  }
  return vanishedUids(accounted, listed ?? belowNext(await session.listUids(), status));
}
interface Known {
  readonly plan: Comparison;
  readonly cursor: SyncCursor;
  readonly status: MailboxStatus;
  readonly fresh: readonly Uid[];
  readonly listed: readonly Uid[] | null;
  readonly changes: MailboxChanges;
}

/** The server gives the UIDs a new meaning, or this is the first time: the mirror's are forgotten, its mails are not. */
async function beginAnew(
  { store, clock }: Deps,
  task: MailboxTask,
  status: MailboxStatus,
  known: SyncCursor | null,
): Promise<void> {
  const { id, accountId } = task.mailbox;
  const knownCount =
    known === null ? 0 : countRead(store.db, id) + Math.max(0, status.messageCount - known.messageCount);
  const outside = await uidsOutside(task.session, importChoiceOf(store.db, accountId), status, knownCount);
  store.write((tx) => {
    holdLease(tx, task.mailbox, task.newLease(), clock.now());
    clearPlacements(tx.db, id);
    replaceOutside(tx.db, id, outside);
    // Everything is below `lowestUid`: nothing is accounted for yet. Nothing is owed of an empty mailbox.
    const lowestUid = status.messageCount === 0 ? null : (status.uidNext as Uid);
    beginBackfill(tx.db, id, { ...status, lowestUid });
  });
}

/** Mails that came after the mailbox was opened are for the next sync, which accounts for them. */
export function belowNext(uids: readonly Uid[], { uidNext }: Pick<MailboxStatus, 'uidNext'>): readonly Uid[] {
  return uids.filter((uid) => uid < uidNext);
}
