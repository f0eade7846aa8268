import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { findAccount } from '../db/accounts.ts';
import type { MailDeps } from './deps.ts';

/** Stores a new password; the caller tries the account again. Throws input.unknown-account, keychain.*. */
export async function signIn(
  { store, secrets }: Pick<MailDeps, 'store' | 'secrets'>,
  { accountId, password }: { readonly accountId: AccountId; readonly password: string },
): Promise<void> {
  if (findAccount(store.db, accountId) === null) {
    throw new MailpinError('input.unknown-account', { account: accountId });
  }
  await secrets.set(accountId, password);
}
