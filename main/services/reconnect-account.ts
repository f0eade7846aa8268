import type { Input } from '../../app/contract/api.ts';
import type { Account } from '../../app/domain/account.ts';
import { isSameAccount } from '../../app/domain/same-account.ts';
import { MailpinError } from '../../app/errors.ts';
import { markConnected, setSettings } from '../db/account-life.ts';
import { restState } from './account-progress.ts';
import { closeSession } from './close-session.ts';
import { knownAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';

/**
 * Connects a disconnected account again (rules 9.6), the same account only. Its cursors stand where they stood, so the next sync fills
 * the whole gap and reads no mail twice. An account that is connected gets its new password.
 * Throws input.unknown-account, input.other-account, keychain.*, imap.*, archive.*.
 */
export async function reconnectAccount(
  deps: MailDeps,
  order: Input<'accounts.reconnect'>,
  signal: AbortSignal,
): Promise<void> {
  const before = knownAccount(deps.store.db, order.accountId);
  const account: Account = { ...before, settings: order.settings ?? before.settings };
  if (!isSameAccount(before.settings, account.settings)) {
    throw new MailpinError('input.other-account', { address: account.address });
  }
  const isImap = account.settings.kind === 'imap';
  const secret = order.password ?? (isImap ? await deps.secrets.get(account.id) : null);
  const session = await deps.openSource(account.settings).connect(account, secret, signal);
  try {
    await session.listMailboxes();
  } finally {
    await closeSession(session, deps.logger);
  }
  if (order.password !== null && isImap) await deps.secrets.set(account.id, order.password);
  deps.store.write((tx) => {
    setSettings(tx.db, account.id, account.settings);
    markConnected(tx.db, account.id);
    restState(tx, deps.engineId, account.id, { isTroubleOver: true });
  });
}
