import { setTimeout } from 'node:timers/promises';
import type { AccountState } from '../../app/contract/status-views.ts';
import type { Account } from '../../app/domain/account.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { MailpinError, policyOf, toMailpinError } from '../../app/errors.ts';
import { retryAt } from '../../app/machines/backoff.ts';
import type { MailSession } from '../../app/ports.ts';
import { accountProgress, isBackfillPaused } from '../db/accounts.ts';
import { accountLease, type AccountLease } from './account-lease.ts';
import type { AccountLine } from './account-lines.ts';
import { tellRest, tellState, tellSuccess, tellTrouble } from './account-progress.ts';
import { backfillAccount } from './backfill-account.ts';
import { backgroundBackfill, type BackgroundBackfill } from './background-backfill.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import type { MailDeps } from './deps.ts';
import { listenToMailboxes, type Ears } from './listen-to-mailboxes.ts';
import { nowAndThen } from './now-and-then.ts';
import { owesBackfill } from './owes-backfill.ts';
import { restingState } from './resting-state.ts';
import { listenedMailbox, mirroredMailboxes, syncPass } from './sync-pass.ts';

/** How often mailboxes are looked at, in ms. */
export interface WatchTiming {
  /** All of them and the list of them, even when the server announces nothing. */
  readonly lookAgainMs: number;
  /** Those of which the server tells nothing unasked. */
  readonly pollMs: number;
}
export const WATCH_TIMING: WatchTiming = { lookAgainMs: 5 * 60_000, pollMs: 30_000 };

/**
 * Keeps an account up to date until the signal. Network trouble is waited out in growing pauses; a refused sign-in ends the watch,
 * and a new one begins when the user signed in again. Never rejects: what goes wrong is the account's state.
 */
export async function watchAccount(
  deps: MailDeps,
  account: Account,
  signal: AbortSignal,
  timing: WatchTiming = WATCH_TIMING,
): Promise<void> {
  while (!signal.aborted) {
    const error = await watchUntilTrouble(deps, account, signal, timing);
    if (error.code === 'cancelled') break;
    deps.logger.warn('watch.failed', { accountId: account.id, code: error.code });
    const { retry } = policyOf(error.code);
    const next = tellTrouble(deps, account, error, (failureCount) =>
      retry === 'backoff' ? retryAt(deps.clock.now(), failureCount, Math.random()) : null,
    );
    if (next === null) return;
    await pause(next - deps.clock.now(), signal);
  }
  tellRest(deps, account.id);
}

/** One connection listens and fetches what is new; another reads the past while there is any. There are never more than two. */
async function watchUntilTrouble(
  deps: MailDeps,
  account: Account,
  signal: AbortSignal,
  timing: WatchTiming,
): Promise<MailpinError> {
  const lease = accountLease(deps, account.id);
  const line = deps.lines.open(account.id);
  const past = backgroundBackfill(deps, account, lease, signal);
  let session: MailSession | null = null;
  try {
    deps.store.write((tx) => tellState(tx, deps.engineId, account.id, { kind: 'connecting' }));
    session = await connectAccount(deps, account, signal);
    return await watchOver({ deps, account, session, lease, line, past, signal, timing });
  } catch (thrown) {
    // A connection that was cut on purpose fails in its own words.
    return signal.aborted ? new MailpinError('cancelled') : toMailpinError(thrown);
  } finally {
    await line.close();
    await past.stop();
    if (session !== null) await closeSession(session, deps.logger);
  }
}

interface Watch {
  readonly deps: MailDeps;
  readonly account: Account;
  readonly session: MailSession;
  readonly lease: AccountLease;
  readonly line: AccountLine;
  readonly past: BackgroundBackfill;
  readonly signal: AbortSignal;
  readonly timing: WatchTiming;
}

async function watchOver(watch: Watch): Promise<never> {
  const { deps, account, session, lease, line, past, signal, timing } = watch;
  const since = deps.clock.now();
  const look = (paths?: readonly string[]) =>
    syncPass(deps, account, { session, lease, signal, ...(paths === undefined ? {} : { paths }) });
  let ears: Ears | null = null;
  let missing: MailpinError | null = null;
  /** Null: all mailboxes, and the list of them. */
  let changed: readonly string[] | null = null;
  let lookAgainAt = 0;
  for (;;) {
    const outcome = await look(changed ?? undefined);
    past.goOn();
    if (changed === null) {
      lookAgainAt = performance.now() + timing.lookAgainMs;
      if (outcome.missing !== null && missing === null) tellTrouble(deps, account, outcome.missing, () => null);
      missing = outcome.missing;
      const isFirst = ears === null;
      ears = await listenToMailboxes(deps, account, session, ears);
      // What changed between the look and the listening is found by a second look.
      if (isFirst) await look(mirroredMailboxes(deps, account).map(({ path }) => path));
    }
    const isOwed = owesBackfill(deps, account) && !isBackfillPaused(deps.store.db, account.id);
    if (past.isAlone() && isOwed) await readPastAlone(watch, look);
    if (missing === null) tellSuccess(deps, account, stateNow(watch, since));
    changed = await nextChange(watch, ears, lookAgainAt);
    if (signal.aborted) throw new MailpinError('cancelled');
    await line.serve(session);
  }
}

/** Over the only connection there is: now and then, between two slices of the past, comes a look at the present. */
async function readPastAlone(
  { deps, account, session, lease, line, signal }: Watch,
  look: (paths: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const lookAtAll = (): Promise<unknown> => look(mirroredMailboxes(deps, account).map(({ path }) => path));
  const lookSometimes = nowAndThen(lookAtAll);
  const betweenSlices = async (): Promise<void> => {
    await line.serve(session);
    await lookSometimes();
  };
  await backfillAccount(deps, account, { session, lease, signal, betweenSlices });
  await line.serve(session);
  await lookAtAll();
}

function stateNow({ deps, account, past }: Watch, since: UnixMs): AccountState {
  const state = accountProgress(deps.store.db, account.id)?.state;
  if (past.isRunning())
    return state?.kind === 'mirroring' ? state : { kind: 'mirroring', done: 0, total: 0, pace: null };
  return restingState(deps.store.db, account.id, { kind: 'watching', since });
}

/**
 * Waits until there is a reason to look: at the mailboxes that changed, at none but the open one (something was asked of the
 * connection, or decided about the account), or, with null, at all of them. Rejects when a connection is lost.
 */
async function nextChange(
  { deps, account, session, line, past, signal, timing }: Watch,
  ears: Ears | null,
  lookAgainAt: number,
): Promise<readonly string[] | null> {
  const pollMs = ears?.isTold === true ? timing.lookAgainMs : timing.pollMs;
  const canHear = listenedMailbox(deps, account) !== null;
  for (;;) {
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const heard = canHear ? session.waitForChange(either) : new Promise<never>(() => undefined);
    const untilLookMs = Math.min(pollMs, lookAgainAt - performance.now());
    try {
      const reason = await Promise.race([
        heard,
        pause(untilLookMs, either).then(() => 'time' as const),
        line.called().then(() => 'asked' as const),
        past.ended().then(() => 'asked' as const),
      ]);
      if (signal.aborted || reason === 'asked') return [];
      if (reason !== 'time') return reason;
    } finally {
      ending.abort();
      if (canHear) await Promise.allSettled([heard]);
    }
    if (performance.now() >= lookAgainAt) return null;
    const changed = (await ears?.look()) ?? [];
    if (changed.length > 0) return changed;
  }
}

/** Waits that long, or until the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}
