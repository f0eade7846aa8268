import type { AccountState } from '../../app/contract/status-views.ts';
import type { Account } from '../../app/domain/account.ts';
import type { AccountId, UnixMs } from '../../app/domain/ids.ts';
import { policyOf, toMailpinError, type ErrorCode, type MailpinError } from '../../app/errors.ts';
import { accountProgress, lastSuccessAt, writeAccountProgress, type AccountProgress } from '../db/accounts.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { restingState } from './resting-state.ts';

/** Says what an account is doing. Trouble stays on show until a sync came through, or got as far as reading mail. */
export function tellState(tx: Transaction, engineId: string, accountId: AccountId, state: AccountState): void {
  const before = accountProgress(tx.db, accountId);
  if (before === null || (before.state.kind === 'trouble' && state.kind === 'connecting')) return;
  write(tx, engineId, accountId, { ...before, state });
}

/** A sync came through: failures are forgotten, and said to be over when they had been told of. */
export function tellSuccess({ store, engineId }: Deps, { id, address }: Account, state: AccountState): void {
  store.write((tx) => {
    const before = accountProgress(tx.db, id);
    const isNothingNew = before?.failureCount === 0 && JSON.stringify(before.state) === JSON.stringify(state);
    if (before === null || isNothingNew) return;
    write(tx, engineId, id, { state, failureCount: 0, toldCode: null });
    if (before.toldCode === null) return;
    tx.changes.events.push({ name: 'account.recovered', payload: { accountId: id, address } });
  });
}

/**
 * A sync failed. One notice per change of state (rules 9.4): when the trouble becomes worth telling, or becomes another one. Where the
 * trouble is that nothing can be written, the log has it alone.
 *
 * @returns when the account is tried again
 */
export function tellTrouble(deps: Deps, account: Account, error: MailpinError, retry: RetryPlan): UnixMs | null {
  try {
    return deps.store.write((tx) => writeTrouble(deps, tx, account, error, retry));
  } catch (thrown) {
    deps.logger.error('account.untold', { accountId: account.id, code: toMailpinError(thrown).code });
    return retry(1);
  }
}

function writeTrouble(
  { engineId, clock }: Deps,
  tx: Transaction,
  { id, address }: Account,
  { code, details }: MailpinError,
  retry: RetryPlan,
): UnixMs | null {
  const before = accountProgress(tx.db, id);
  if (before === null) return null;
  const failureCount = before.failureCount + 1;
  const since = before.state.kind === 'trouble' ? before.state.since : clock.now();
  const retryAt = retry(failureCount);
  const error = { code, details };
  const isNews = isWorthTelling(code, failureCount) && before.toldCode !== code;
  const toldCode = isNews ? code : before.toldCode;
  write(tx, engineId, id, { state: { kind: 'trouble', error, since, retryAt }, failureCount, toldCode });
  if (isNews) tx.changes.events.push({ name: 'account.trouble', payload: { accountId: id, address, error } });
  return retryAt;
}
/** When the account is tried again after so many failures in a row; null when nobody tries by itself. */
export type RetryPlan = (failureCount: number) => UnixMs | null;

/** A sync or a watch was ended on purpose. */
export function tellRest({ store, logger, engineId }: Deps, accountId: AccountId): void {
  try {
    store.write((tx) => restState(tx, engineId, accountId));
  } catch (thrown) {
    logger.error('account.untold', { accountId, code: toMailpinError(thrown).code });
  }
}

/**
 * Nobody works on the account now: it is as it was after the last success, or still in the trouble it was in, unless that is known
 * to be over.
 */
export function restState(
  tx: Transaction,
  engineId: string,
  accountId: AccountId,
  { isTroubleOver = false }: { readonly isTroubleOver?: boolean } = {},
): void {
  const state = accountProgress(tx.db, accountId)?.state;
  if (state === undefined || (state.kind === 'trouble' && !isTroubleOver)) return;
  const at = lastSuccessAt(tx.db, accountId);
  const rest: AccountState = at === null ? { kind: 'never-synced' } : { kind: 'up-to-date', at };
  tellState(tx, engineId, accountId, restingState(tx.db, accountId, rest));
}

function write(tx: Transaction, engineId: string, accountId: AccountId, progress: AccountProgress): void {
  writeAccountProgress(tx.db, accountId, progress, engineId);
  tx.changes.events.push({ name: 'account.changed', payload: { accountId, state: progress.state } });
}

function isWorthTelling(code: ErrorCode, failureCount: number): boolean {
  const { notify } = policyOf(code);
  return notify === 'tray' || (notify === 'after-3' && failureCount >= 3);
}
