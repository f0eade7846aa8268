import type { Account } from '../../app/domain/account.ts';
import type { MailSession } from '../../app/ports.ts';
import { connectedAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';

/** Connects to an account's mail and signs in. Throws input.account-disconnected, keychain.*, imap.*, archive.*, cancelled. */
export async function connectAccount(
  { store, secrets, openSource }: Pick<MailDeps, 'store' | 'secrets' | 'openSource'>,
  account: Account,
  signal: AbortSignal,
): Promise<MailSession> {
  connectedAccount(store.db, account.id);
  const secret = account.settings.kind === 'imap' ? await secrets.get(account.id) : null;
  return openSource(account.settings).connect(account, secret, signal);
}
