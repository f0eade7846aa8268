import type { AccountId } from '../../app/domain/ids.ts';
import { connectedAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';

/** Stores a new password; the caller tries the account again. Throws input.unknown-account, input.account-disconnected, keychain.*. */
export async function signIn(
  { store, secrets }: Pick<MailDeps, 'store' | 'secrets'>,
  { accountId, password }: { readonly accountId: AccountId; readonly password: string },
): Promise<void> {
  connectedAccount(store.db, accountId);
  await secrets.set(accountId, password);
}
