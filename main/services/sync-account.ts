import type { SyncReport } from '../../app/contract/views.ts';
import { toWireError } from '../../app/contract/wire.ts';
import type { Account } from '../../app/domain/account.ts';
import { toMailpinError } from '../../app/errors.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import { tellRest, tellState, tellSuccess, tellTrouble } from './account-progress.ts';
import type { MailDeps } from './deps.ts';
import { syncPass } from './sync-pass.ts';

/** Brings an account up to date once. Its trouble is in the report and in its state, and touches no other account. */
export async function syncAccount(
  deps: MailDeps,
  account: Account,
  signal: AbortSignal,
): Promise<Omit<SyncReport, 'mailboxes'>> {
  try {
    deps.store.write((tx) => tellState(tx, deps.engineId, account.id, { kind: 'connecting' }));
    const session = await connectAccount(deps, account, signal);
    try {
      const { missing, ...counts } = await syncPass(deps, account, session, signal);
      if (missing === null) tellSuccess(deps, account, { kind: 'up-to-date', at: deps.clock.now() });
      else tellTrouble(deps, account, missing, () => null);
      return { accountId: account.id, error: missing === null ? null : toWireError(missing), ...counts };
    } finally {
      await closeSession(session, deps.logger);
    }
  } catch (thrown) {
    const error = toMailpinError(thrown);
    deps.logger.warn('sync.failed', { accountId: account.id, code: error.code });
    if (error.code === 'cancelled') tellRest(deps, account.id);
    else tellTrouble(deps, account, error, () => null);
    return { accountId: account.id, error: toWireError(error), added: 0, removed: 0, failed: 0 };
  }
}
