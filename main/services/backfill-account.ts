import type { Account } from '../../app/domain/account.ts';
import { addSample, paceOf, type PaceSample } from '../../app/machines/backfill-pace.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { isBackfillPaused } from '../db/accounts.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { countPlacements } from '../db/placements.ts';
import type { AccountLease } from './account-lease.ts';
import { tellState } from './account-progress.ts';
import { backfillSlice, owedMails, type OwedMails } from './backfill-mailbox.ts';
import type { Deps } from './deps.ts';
import { sumOf, type MailboxOutcome } from './mailbox-task.ts';

/** The newest mails of every mailbox come first; then larger slices in turn, so that none waits for the end of another. */
const FIRST_SLICE = 300;
const SLICE = 1_000;
/** The page need not hear of every batch. */
const TELL_EVERY_MS = 250;

export interface Backfill {
  readonly session: MailSession;
  readonly lease: AccountLease;
  readonly signal: AbortSignal;
  /** Called between slices, when the connection has other things to do; it may open other mailboxes. */
  readonly betweenSlices?: () => Promise<void>;
}

/**
 * Reads the past of an account's mailboxes, newest first, until all is read or the user wants it to wait; how far it is, is the
 * account's state. Where it ended, it goes on the next time. Throws imap.*, archive.*, store.*, cancelled.
 */
export async function backfillAccount(deps: Deps, account: Account, backfill: Backfill): Promise<MailboxOutcome> {
  const { session, lease, signal, betweenSlices = () => Promise.resolve() } = backfill;
  return await lease.hold(signal, async () => {
    let owed = await allOwed(deps, account, session);
    const progress = backfillProgress(deps, account, owed);
    const outcomes: MailboxOutcome[] = [];
    for (let size = FIRST_SLICE; owed.length > 0 && !isBackfillPaused(deps.store.db, account.id); size = SLICE) {
      const left: OwedMails[] = [];
      for (const one of owed) {
        const task = { session, mailbox: one.mailbox, signal, newLease: lease.newLease };
        const goesOn = (mailCount: number): boolean => {
          progress.tell(mailCount);
          return !isBackfillPaused(deps.store.db, account.id);
        };
        const slice = await skippingGone(() => backfillSlice(deps, task, one, size, goesOn));
        if (slice === null) continue;
        outcomes.push(slice.outcome);
        if (slice.left !== null) left.push(slice.left);
        if (slice.left !== null || one !== owed.at(-1)) await betweenSlices();
      }
      owed = left;
    }
    return sumOf(outcomes);
  });
}

async function allOwed(deps: Deps, account: Account, session: MailSession): Promise<readonly OwedMails[]> {
  const all: OwedMails[] = [];
  for (const mailbox of mailboxesOf(deps.store.db, account.id).filter(({ isMirrored }) => isMirrored)) {
    const owed = await skippingGone(() => owedMails(deps, session, mailbox));
    if (owed !== null) all.push(owed);
  }
  return all;
}

/** A mailbox that was deleted or renamed meanwhile stops no other; the next look at the account says what became of it. */
async function skippingGone<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (toMailpinError(error).code !== 'mailbox.gone') throw error;
    return null;
  }
}

function backfillProgress(deps: Deps, account: Account, owed: readonly OwedMails[]): { tell(mailCount: number): void } {
  let done = owed.reduce((sum, { mailbox }) => sum + countPlacements(deps.store.db, mailbox.id), 0);
  const total = done + owed.reduce((sum, { order }) => sum + order.length, 0);
  let samples: readonly PaceSample[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (mailCount: number): void => {
    const at = deps.clock.now();
    done = Math.min(total, done + mailCount);
    samples = addSample(samples, { at, mailCount: done });
    if (Math.abs(at - toldAt) < TELL_EVERY_MS && done < total) return;
    toldAt = at;
    const pace = paceOf(samples, total - done);
    deps.store.write((tx) => tellState(tx, deps.engineId, account.id, { kind: 'mirroring', done, total, pace }));
  };
  if (owed.length > 0) tell(0);
  return { tell };
}
