import type { AddAccount } from '../../app/contract/commands.ts';
import type { Account } from '../../app/domain/account.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { findAccount, insertAccount } from '../db/accounts.ts';
import { closeSession } from './close-session.ts';
import type { MailDeps } from './deps.ts';
import { learnOwnAddress } from './learn-own-address.ts';
import { matchStaleThreads } from './match-stale-threads.ts';

/**
 * Connects an account. Nothing is stored before the sign-in worked, unless the caller asked for no check.
 * Throws input.invalid, input.account-exists, keychain.*, and with the check imap.* and archive.*.
 */
export async function addAccount(deps: MailDeps, order: AddAccount, signal: AbortSignal): Promise<AccountId> {
  const address = canonicalAddress(order.address);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const id: string = address;
  const account: Account = { id: id as AccountId, address, settings: order.settings };
  refuseSecond(deps, account);
  if (order.isChecked) await check(deps, account, order.password, signal);
  if (order.password !== null) await deps.secrets.set(account.id, order.password);
  deps.store.write((tx) => {
    refuseSecond(deps, account);
    insertAccount(tx.db, account, deps.clock.now());
    learnOwnAddress(tx, account.address, 'account');
    const state = { kind: 'never-synced' } as const;
    tx.changes.events.push({ name: 'account.changed', payload: { accountId: account.id, state } });
  });
  await matchStaleThreads(deps);
  return account.id;
}

function refuseSecond({ store }: MailDeps, { id, address }: Account): void {
  if (findAccount(store.db, id) !== null) throw new MailpinError('input.account-exists', { address });
}

async function check(deps: MailDeps, account: Account, password: string | null, signal: AbortSignal): Promise<void> {
  const isKept = password === null && account.settings.kind === 'imap';
  const secret = isKept ? await deps.secrets.get(account.id) : password;
  const session = await deps.openSource(account.settings).connect(account, secret, signal);
  try {
    await session.listMailboxes();
  } finally {
    await closeSession(session, deps.logger);
  }
}
