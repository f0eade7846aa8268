import type { Account } from '../../app/domain/account.ts';
import type { MailSession } from '../../app/ports.ts';
import type { MailDeps } from './deps.ts';

/** Connects to an account's mail and signs in. Throws keychain.*, imap.*, archive.*, cancelled. */
export async function connectAccount(
  { secrets, openSource }: Pick<MailDeps, 'secrets' | 'openSource'>,
  account: Account,
  signal: AbortSignal,
): Promise<MailSession> {
  const secret = account.settings.kind === 'imap' ? await secrets.get(account.id) : null;
  return openSource(account.settings).connect(account, secret, signal);
}
