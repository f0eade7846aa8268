import type { Account } from '../../app/domain/account.ts';
import { accountProgress, isBackfillPaused, setBackfillPaused } from '../db/accounts.ts';
import { restState, tellState } from './account-progress.ts';
import type { MailDeps } from './deps.ts';
import { restingState } from './resting-state.ts';

/**
 * Lets the reading of an account's past wait, or go on where it was. Whoever reads it, in whatever program, stops after the batch it
 * is at; a watch goes on by itself.
 */
export function pauseBackfill(deps: MailDeps, account: Account, isPaused: boolean): void {
  const { store, engineId, lines } = deps;
  store.write((tx) => {
    if (isBackfillPaused(tx.db, account.id) === isPaused) return;
    setBackfillPaused(tx.db, account.id, isPaused);
    const state = accountProgress(tx.db, account.id)?.state;
    if (state === undefined || state.kind === 'trouble' || state.kind === 'connecting') return;
    if (isPaused) tellState(tx, engineId, account.id, restingState(tx.db, account.id, state));
    else if (state.kind === 'paused') restState(tx, engineId, account.id);
  });
  lines.poke(account.id);
}
