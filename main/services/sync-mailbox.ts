import { setImmediate } from 'node:timers/promises';
import type { MailId, Uid } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import { backfillOrder, planSync, vanishedUids, type SyncCursor, type SyncPlan } from '../../app/machines/plan-sync.ts';
import type { FlagChange, MailboxStatus, MailSession } from '../../app/ports.ts';
import { takeLease, type Lease } from '../db/accounts.ts';
import { markMailboxSuccess, readCursor, writeCursor } from '../db/mailboxes.ts';
import { accountedUids, clearPlacements, refreshSeen, removePlacement, setPlacementSeen } from '../db/placements.ts';
import { threadOf } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { ingestBatch } from './ingest-batch.ts';
import { matchStaleThreads } from './match-stale-threads.ts';

/** One mailbox to bring up to date over an open connection. */
export interface MailboxTask {
  readonly session: MailSession;
  readonly mailbox: Mailbox;
  readonly signal: AbortSignal;
  /** A fresh lease on the account, renewed with everything that is stored. */
  readonly newLease: () => Lease;
  /** Told after every batch of a backfill. */
  readonly onBackfilled: (mailCount: number) => void;
}
export interface MailboxOutcome {
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
}

/**
 * Brings one mailbox up to date (rules 9): new mails, flags, mails that went, and what an earlier backfill still owes. All that is
 * stored is stored with its cursor, so the next sync goes on where this one ended, however it ended.
 * Throws mailbox.gone, imap.*, archive.*, store.*, cancelled.
 */
export async function syncMailbox(deps: Deps, task: MailboxTask): Promise<MailboxOutcome> {
  const { session, mailbox } = task;
  const status = await session.openMailbox(mailbox.path);
  const known = readCursor(deps.store.db, mailbox.id);
  const plan = planSync(known, status);
  deps.logger.info('sync.planned', { mailboxId: mailbox.id, plan: plan.kind, reason: plan.reason });
  const counts = { added: 0, removed: 0, failed: 0 };
  let cursor = known;
  if (plan.kind === 'resync' || cursor === null) {
    cursor = beginResync(deps, task, status);
  } else if (plan.kind !== 'none') {
    const { fresh, gone } = await compare(deps, task, plan, cursor, status);
    cursor = await fetchFresh(deps, task, cursor, fresh, counts);
    const { flags } = await session.listChanges(plan.kind === 'delta' ? plan.sinceModSeq : null);
    cursor = { ...status, lowestUid: cursor.lowestUid };
    counts.removed += storeChanges(deps, task, cursor, flags, gone);
  }
  if (cursor.lowestUid !== null) {
    await backfill(deps, task, cursor, belowNext(await session.listUids(), cursor), counts);
  }
  deps.store.write((tx) => markMailboxSuccess(tx.db, mailbox.id, deps.clock.now()));
  return counts;
}

/** Mails the mirror does not have, and copies it has that are gone. Those below `lowestUid` are the backfill's. */
async function compare(
  { store }: Deps,
  { session, mailbox }: MailboxTask,
  plan: Extract<SyncPlan, { kind: 'delta' | 'full' }>,
  cursor: SyncCursor,
  status: MailboxStatus,
): Promise<{ readonly fresh: readonly Uid[]; readonly gone: readonly Uid[] }> {
  if (plan.kind === 'delta' && !plan.mayHaveVanished && plan.fromUid >= status.uidNext) return { fresh: [], gone: [] };
  const listed = belowNext(await session.listUids(), status);
  const accounted = plan.kind === 'full' || plan.mayHaveVanished ? accountedUids(store.db, mailbox.id) : [];
  const isAccounted = new Set(accounted);
  const lowestUid = cursor.lowestUid ?? 0;
  const isFresh = (uid: Uid): boolean =>
    plan.kind === 'delta' ? uid >= plan.fromUid : uid >= lowestUid && !isAccounted.has(uid);
  return { fresh: listed.filter(isFresh).toSorted((a, b) => a - b), gone: vanishedUids(accounted, listed) };
}

/** The server gives the UIDs a new meaning, or this is the first time: the mirror's are forgotten, its mails are not. */
function beginResync({ store, clock }: Deps, task: MailboxTask, status: MailboxStatus): SyncCursor {
  // Everything is below `lowestUid`: nothing is accounted for yet.
  const cursor = { ...status, lowestUid: status.uidNext as Uid };
  store.write((tx) => {
    holdLease(tx, task, clock.now());
    clearPlacements(tx.db, task.mailbox.id);
    writeCursor(tx.db, task.mailbox.id, cursor);
  });
  return cursor;
}

/** Mails that came since the cursor, oldest first, so that the cursor can follow them. */
async function fetchFresh(
  deps: Deps,
  task: MailboxTask,
  start: SyncCursor,
  uids: readonly Uid[],
  counts: { added: number; failed: number },
): Promise<SyncCursor> {
  let cursor = start;
  await fetchInto(deps, task, uids, counts, (lastUid) => {
    const uidNext = Math.max(cursor.uidNext, lastUid + 1);
    // Counted as if no mail had gone in between; if one has, the count tells at the next comparison.
    const messageCount = cursor.messageCount + (uidNext - cursor.uidNext);
    return (cursor = { ...cursor, uidNext, messageCount });
  });
  return cursor;
}

/** The rest of the mailbox, newest first. */
async function backfill(
  deps: Deps,
  task: MailboxTask,
  start: SyncCursor,
  listed: readonly Uid[],
  counts: { added: number; failed: number },
): Promise<void> {
  const order = backfillOrder(listed, start.lowestUid);
  await fetchInto(deps, task, order, counts, (lastUid, mailCount) => {
    task.onBackfilled(mailCount);
    return { ...start, lowestUid: lastUid };
  });
  deps.store.write((tx) => {
    holdLease(tx, task, deps.clock.now());
    writeCursor(tx.db, task.mailbox.id, { ...start, lowestUid: null });
  });
}

/** Fetches in the given order and stores batch after batch; the next batch is asked for when the last one is stored. */
async function fetchInto(
  deps: Deps,
  { session, mailbox, signal, newLease }: MailboxTask,
  uids: readonly Uid[],
  counts: { added: number; failed: number },
  cursorAfter: (lastUid: Uid, mailCount: number) => SyncCursor,
): Promise<void> {
  if (uids.length === 0) return;
  for await (const mails of session.fetchMails(uids, signal)) {
    if (signal.aborted) throw new MailpinError('cancelled');
    const last = mails.at(-1);
    if (last === undefined) continue;
    const cursor = cursorAfter(last.uid, mails.length);
    const stored = ingestBatch(deps, { mailbox, mails, cursor, lease: newLease() });
    counts.added += stored.added;
    counts.failed += stored.failed;
    await matchStaleThreads(deps);
    await setImmediate();
  }
}

function storeChanges(
  { store, clock }: Deps,
  task: MailboxTask,
  cursor: SyncCursor,
  flags: readonly FlagChange[],
  gone: readonly Uid[],
): number {
  const mailboxId = task.mailbox.id;
  return store.write((tx) => {
    holdLease(tx, task, clock.now());
    const touched = new Set<MailId>();
    let removed = 0;
    for (const { uid, isSeen } of flags) {
      const mailId = setPlacementSeen(tx.db, mailboxId, uid, isSeen);
      if (mailId !== null) touched.add(mailId);
    }
    for (const uid of gone) {
      const mailId = removePlacement(tx.db, mailboxId, uid);
      if (mailId === null) continue;
      touched.add(mailId);
      removed += 1;
    }
    for (const mailId of touched) {
      refreshSeen(tx.db, mailId);
      const threadId = threadOf(tx.db, mailId);
      if (threadId !== null) tx.changes.threads.add(threadId);
    }
    writeCursor(tx.db, mailboxId, cursor);
    return removed;
  });
}

function holdLease(tx: Transaction, { mailbox, newLease }: MailboxTask, now: ReturnType<Deps['clock']['now']>): void {
  if (!takeLease(tx.db, mailbox.accountId, newLease(), now)) {
    throw new MailpinError('store.locked', { account: mailbox.accountId });
  }
}

/** Mails that came after the mailbox was opened are for the next sync, which accounts for them. */
function belowNext(uids: readonly Uid[], { uidNext }: Pick<MailboxStatus, 'uidNext'>): readonly Uid[] {
  return uids.filter((uid) => uid < uidNext);
}
