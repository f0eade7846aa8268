import type { Account } from '../../app/domain/account.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { markDisconnected } from '../db/account-life.ts';
import { knownAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';

/**
 * Disconnects an account (rules 9.6): nobody reads it any more, its password is forgotten; mail, links, decisions and ledger stay. The
 * caller ends what runs on it. Throws input.unknown-account, keychain.*.
 */
export async function disconnectAccount(deps: MailDeps, accountId: AccountId): Promise<void> {
  const account = knownAccount(deps.store.db, accountId);
  const { id } = account;
  const since = deps.clock.now();
  deps.store.write((tx) => {
    markDisconnected(tx.db, id, since);
    tx.changes.events.push({
      name: 'account.changed',
      payload: { accountId: id, state: { kind: 'disconnected', since } },
    });
  });
  await forgetSecret(deps, account);
}

/** An archive has no password, and where secrets come from the environment there is none to forget. Throws keychain.*. */
export async function forgetSecret({ secrets }: Pick<MailDeps, 'secrets'>, { id, settings }: Account): Promise<void> {
  if (settings.kind !== 'imap') return;
  try {
    await secrets.delete(id);
  } catch (error) {
    if (!(error instanceof MailpinError) || error.code !== 'keychain.read-only') throw error;
  }
}
