import type { SyncReport } from '../../app/contract/report-views.ts';
import { toWireError } from '../../app/contract/wire.ts';
import type { Account } from '../../app/domain/account.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { isBackfillPaused } from '../db/accounts.ts';
import { accountLease } from './account-lease.ts';
import { tellRest, tellState, tellSuccess, tellTrouble } from './account-progress.ts';
import { backfillAccount } from './backfill-account.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import type { MailDeps } from './deps.ts';
import { sumOf } from './mailbox-task.ts';
import { nowAndThen } from './now-and-then.ts';
import { owesBackfill } from './owes-backfill.ts';
import { restingState } from './resting-state.ts';
import { mirroredMailboxes, syncPass, type PassOutcome } from './sync-pass.ts';

/**
 * Brings an account up to date once, its past included unless the user lets that wait. An account that is watched is looked at over
 * the connection of its watch, which reads the past by itself. Its trouble is in the report and in its state, and touches no other.
 */
export async function syncAccount(
  deps: MailDeps,
  account: Account,
  signal: AbortSignal,
): Promise<Omit<SyncReport, 'mailboxes'>> {
  const lease = accountLease(deps, account.id);
  const watched = deps.lines.borrow(account.id, (session) => syncPass(deps, account, { session, lease, signal }));
  try {
    if (watched !== null) return report(account, await watched);
    deps.store.write((tx) => tellState(tx, deps.engineId, account.id, { kind: 'connecting' }));
    const session = await connectAccount(deps, account, signal);
    try {
      const outcome = await lease.hold(signal, () => pastAndPresent(deps, account, session, signal));
      const upToDate = restingState(deps.store.db, account.id, { kind: 'up-to-date', at: deps.clock.now() });
      if (outcome.missing === null) tellSuccess(deps, account, upToDate);
      else tellTrouble(deps, account, outcome.missing, () => null);
      return report(account, outcome);
    } finally {
      await closeSession(session, deps.logger);
    }
  } catch (thrown) {
    const error = toMailpinError(thrown);
    deps.logger.warn('sync.failed', { accountId: account.id, code: error.code });
    if (watched === null && error.code === 'cancelled') tellRest(deps, account.id);
    else if (watched === null) tellTrouble(deps, account, error, () => null);
    return { accountId: account.id, error: toWireError(error), added: 0, removed: 0, failed: 0 };
  }
}

/** What came while the past was read is looked for again at the end, and now and then between its slices. */
async function pastAndPresent(
  deps: MailDeps,
  account: Account,
  session: MailSession,
  signal: AbortSignal,
): Promise<PassOutcome> {
  const lease = accountLease(deps, account.id);
  const first = await syncPass(deps, account, { session, lease, signal });
  if (!owesBackfill(deps, account) || isBackfillPaused(deps.store.db, account.id)) return first;
  const looks = [first];
  const look = async (): Promise<void> => {
    const paths = mirroredMailboxes(deps, account).map(({ path }) => path);
    looks.push(await syncPass(deps, account, { session, lease, signal, paths }));
  };
  const betweenSlices = nowAndThen(look);
  const past = await backfillAccount(deps, account, { session, lease, signal, betweenSlices });
  await look();
  return { ...sumOf([...looks, past]), missing: first.missing };
}

function report({ id }: Account, { missing, ...counts }: PassOutcome): Omit<SyncReport, 'mailboxes'> {
  return { accountId: id, error: missing === null ? null : toWireError(missing), ...counts };
}
